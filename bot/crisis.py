"""Lets a cry for help override whatever else a message is about."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from safety.crisis import crisis_language_seen

CRISIS = "crisis"
LIKE_ENOUGH = 0.3
"""From this probability on, the classifier's word is enough without the rules'. Set from data: docs/understanding.md."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CrisisDetector(IntentClassifier, GraphComponent):
    """A routing signal and nothing more: it stores no rating of anyone.

    Stands last in the pipeline, so that no other component can undo it.
    """

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> "CrisisDetector":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text and (crisis_language_seen(text) or _likeness(message) >= LIKE_ENOUGH):
                message.set(INTENT, {"name": CRISIS, "confidence": 1.0}, add_to_output=True)
        return messages


def _likeness(message: Message) -> float:
    ranking = message.get("intent_ranking") or []
    return next((float(entry["confidence"]) for entry in ranking if entry["name"] == CRISIS), 0.0)
