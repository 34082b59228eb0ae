"""Which topic a message is about: a linear classifier on the sentence's meaning and on its words and letters.

The meaning is MiniLM's sentence vector; words and letters are tf-idf weights pressed into a few hundred numbers. What was
measured against what is in docs/understanding.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.embeddings import encoder
from bot.kinds import KIND, labelled, merged
from bot.questions import questions
from bot.wording import worded

ALSO = "also"
"""The entity that names the topic of a second question."""

_RANKED = 10
_PLENTY = 100
"""Examples a topic from which on the settings hold. With fewer, words tell less and are weighted less, and the fit is freer."""
_PRESSED = 300


class WordsAndLetters:
    """Tf-idf of words and word pairs and of letters in a row, pressed into 300 numbers."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, max_features=15_000)
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=3, max_features=25_000)
        self._press = np.zeros((0, 0), dtype=np.float32)

    def fit(self, texts: Sequence[str]) -> "WordsAndLetters":
        sparse = hstack([self._words.fit_transform(texts), self._letters.fit_transform(texts)]).tocsr()
        size = min(_PRESSED, min(sparse.shape) - 1)
        svd = TruncatedSVD(size, random_state=0, n_iter=2).fit(sparse)
        self._press = svd.components_.T.astype(np.float32)
        return self

    def transform(self, texts: Sequence[str]) -> np.ndarray:
        """Return one row of numbers for each text."""
        sparse = hstack([self._words.transform(texts), self._letters.transform(texts)]).tocsr()
        return np.asarray(csr_matrix(sparse, dtype=np.float32) @ self._press)

    def save(self, folder: Path) -> None:
        parts = {"words": self._words, "letters": self._letters}
        vocabularies = {n: {t: int(i) for t, i in part.vocabulary_.items()} for n, part in parts.items()}
        (folder / "vocabularies.json").write_text(json.dumps(vocabularies), "utf-8")
        weights = {f"{n}_idf": part.idf_.astype(np.float32) for n, part in parts.items()}
        np.savez(folder / "weights.npz", press=self._press.astype(np.float16), **weights)

    @classmethod
    def load(cls, folder: Path) -> "WordsAndLetters":
        loaded = cls()
        vocabularies = json.loads((folder / "vocabularies.json").read_text("utf-8"))
        with np.load(folder / "weights.npz") as weights:
            for name, part in (("words", loaded._words), ("letters", loaded._letters)):
                part.vocabulary_ = vocabularies[name]
                part.idf_ = weights[f"{name}_idf"].astype(np.float64)
            loaded._press = weights["press"].astype(np.float32)
        return loaded


class LinearTopics:
    """The classifier apart from Rasa. `word_weight`: how much words and letters count beside the meaning."""

    def __init__(self, word_weight: float, strength: float, temperature: float) -> None:
        self._full_word_weight, self._strength, self._temperature = word_weight, strength, temperature
        self._word_weight = word_weight
        self._words = WordsAndLetters()
        self._coefficients = np.zeros((0, 0), dtype=np.float32)
        self._intercepts = np.zeros(0, dtype=np.float32)
        self.topics: List[str] = []

    def fit(self, vectors: np.ndarray, texts: Sequence[str], topics: Sequence[str]) -> "LinearTopics":
        """Learn from sentence vectors, the texts they were made from, and their topics."""
        scarcity = min(1.0, len(topics) / len(set(topics)) / _PLENTY) ** 0.5
        self._word_weight = self._full_word_weight * scarcity
        self._words.fit(texts)
        model = LogisticRegression(C=self._strength / scarcity, max_iter=300, tol=1e-3, class_weight="balanced")
        model.fit(self._features(vectors, texts), topics)
        self._coefficients, self._intercepts = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
        self.topics = list(model.classes_)
        return self

    def probabilities(self, vectors: np.ndarray, texts: Sequence[str]) -> np.ndarray:
        """Return one row for each text with a probability for each of `topics`."""
        scores = (self._features(vectors, texts) @ self._coefficients.T + self._intercepts) / self._temperature
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))

    def save(self, folder: Path) -> None:
        self._words.save(folder)
        (folder / "topics.json").write_text(json.dumps(self.topics), "utf-8")
        weights = {"coefficients": self._coefficients, "intercepts": self._intercepts, "word_weight": self._word_weight}
        np.savez(folder / "linear.npz", **weights)

    def load(self, folder: Path) -> "LinearTopics":
        self._words = WordsAndLetters.load(folder)
        self.topics = json.loads((folder / "topics.json").read_text("utf-8"))
        with np.load(folder / "linear.npz") as linear:
            self._coefficients, self._intercepts = linear["coefficients"], linear["intercepts"]
            self._word_weight = float(linear["word_weight"])
        return self

    def _features(self, vectors: np.ndarray, texts: Sequence[str]) -> np.ndarray:
        return np.hstack([vectors, self._word_weight * self._words.transform(texts)]).astype(np.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Gives each message the intent `topic` it is likeliest about, with a ranking of the ten likeliest."""

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._storage, self._resource = model_storage, resource
        self._surely: float = config["surely"]
        self._linear = LinearTopics(config["word_weight"], config["strength"], config["temperature"])

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"word_weight": 1.5, "strength": 5.0, "temperature": 0.85, "surely": 0.7}

    @classmethod
    def required_components(cls) -> List[type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> List[Text]:
        return ["sklearn"]

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> "TopicClassifier":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TopicClassifier":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._linear.load(Path(folder))
        return component

    def train(self, training_data: TrainingData) -> Resource:
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        self._linear.fit(_vectors(examples), _texts(examples), [labelled(e) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            self._linear.save(Path(folder))
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        with_text = [m for m in messages if m.get(TEXT)]
        if not with_text:
            return messages
        rows = self._linear.probabilities(_vectors(with_text), _texts(with_text))
        for message, row in zip(with_text, rows, strict=True):
            likely, kinds = merged(self._linear.topics, row)
            ranking = [{"name": name, "confidence": likely[name]} for name in sorted(likely, key=lambda n: -likely[n])[:_RANKED]]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            if kind := kinds.get(ranking[0]["name"]):
                note(message, KIND, kind)
            self._note_second_question(message, ranking[0]["name"])
        return messages

    def _note_second_question(self, message: Message, first: Text) -> None:
        """If another part of the message surely asks about another topic, note it as the entity `also`."""
        parts = [worded(part) for part in questions(message.get(TEXT))]
        if not parts:
            return
        for row in self._linear.probabilities(encoder().encode(parts), parts):
            likely, _ = merged(self._linear.topics, row)
            topic = max(likely, key=lambda name: likely[name])
            if topic != first and likely[topic] >= self._surely:
                note(message, ALSO, topic)
                return


def note(message: Message, entity: Text, value: Text) -> None:
    """Note on the message, as an entity, something understood of the whole of it."""
    found = {"entity": entity, "start": 0, "end": 0, "value": value}
    message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)


def _texts(messages: Sequence[Message]) -> List[str]:
    return [worded(m.get(TEXT)) for m in messages]


def _vectors(messages: Sequence[Message]) -> np.ndarray:
    return np.vstack([sentence_vector(m) for m in messages])


def sentence_vector(message: Message) -> np.ndarray:
    """Return the sentence vector of a message. Raises ValueError if no component has made one."""
    _, sentence = message.get_dense_features(TEXT)
    vector: Optional[np.ndarray] = sentence.features if sentence else None
    if vector is None:
        raise ValueError("TopicClassifier needs a sentence vector: put SentenceEmbeddings before it in config.yml")
    return vector
