"""Lets a cry for help override whatever else a message is about.

Two layers check each other: the rules of safety/, and a classifier on the sentence vectors, which knows what was foreseen by no
rule. Long messages are judged as a whole and sentence by sentence: one sentence among practical ones is enough.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, List, Sequence, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.embeddings import encoder
from bot.topics import LinearTopics, note, sentence_vector
from bot.wording import worded
from safety.crisis import about, notice

CRISIS = "crisis"
CRISIS_KIND = "crisis_kind"
"""The entity that says what a cry for help is about: safety.crisis.About."""
CHECK_IN = "check_in"
"""The entity that asks for the gentle line."""

_NEIGHBOURS = (CRISIS, "safeguarding_concern", "carer_distress")
_ALL_ELSE = "all_else"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_FEWEST_WORDS = 3
_MOST_SENTENCES = 24


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisDetector(IntentClassifier, GraphComponent):
    """A routing signal and nothing more: it stores no rating of anyone. It alone decides, whatever the topic classifier says.

    Stands last in the pipeline, so that no other component can undo it. From the likeness `surely` on, a person is brought; from
    `perhaps` on, the ordinary answer comes with a gentle line, and so it does if one sentence, without what surrounds it,
    reaches `perhaps_in_part`. Set from data: docs/understanding.md.
    """

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self._linear = LinearTopics(config["word_weight"], config["strength"], 1.0)

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {
            "word_weight": 1.5,
            "strength": 5.0,
            "surely": 0.65,
            "perhaps": 0.1,
            "perhaps_in_part": 0.97,
        }

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> "CrisisDetector":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "CrisisDetector":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._linear.load(Path(folder))
        return component

    def train(self, training_data: TrainingData) -> Resource:
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        vectors = np.vstack([sentence_vector(e) for e in examples])
        topics = [e.get(INTENT) if e.get(INTENT) in _NEIGHBOURS else _ALL_ELSE for e in examples]
        self._linear.fit(vectors, [worded(e.get(TEXT)) for e in examples], topics)
        with self._storage.write_to(self._resource) as folder:
            self._linear.save(Path(folder))
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            if message.get(TEXT):
                self._judge(message)
        return messages

    def _judge(self, message: Message) -> None:
        text = message.get(TEXT)
        noticed = notice(text)
        whole = float(self._likeness(np.atleast_2d(sentence_vector(message)), [worded(text)])[0])
        if noticed == "crisis" or whole >= self._config["surely"]:
            message.set(INTENT, {"name": CRISIS, "confidence": 1.0}, add_to_output=True)
            note(message, CRISIS_KIND, about(text))
            return
        likeliest = message.get(INTENT) or {}
        if likeliest.get("name") == CRISIS:
            others = [entry for entry in message.get("intent_ranking") or [] if entry["name"] != CRISIS]
            message.set(INTENT, others[0] if others else {"name": "carer_distress", "confidence": 0.0}, add_to_output=True)
        if (
            likeliest.get("name") == CRISIS
            or noticed == "doubtful"
            or whole >= self._config["perhaps"]
            or self._likely_in_part(text)
        ):
            note(message, CHECK_IN, "yes")

    def _likely_in_part(self, text: Text) -> bool:
        parts = sentences(text)
        return bool(parts) and float(self._likeness(encoder().encode(parts), parts).max()) >= self._config["perhaps_in_part"]

    def _likeness(self, vectors: np.ndarray, texts: Sequence[Text]) -> np.ndarray:
        rows = self._linear.probabilities(vectors, texts)
        return np.asarray(rows[:, self._linear.topics.index(CRISIS)])


def sentences(text: Text) -> List[Text]:
    """Return the sentences of a message that has several, as the encoder should see them; nothing if it has only one."""
    parts = [part for part in _SENTENCE_END.split(text) if len(part.split()) >= _FEWEST_WORDS][:_MOST_SENTENCES]
    return [worded(part) for part in parts] if len(parts) > 1 else []
