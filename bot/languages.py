"""Recognising that a message is not in English, so that it is answered in its own language and a person is offered."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, Dict, List, Optional, Set, Text

import yaml
from lingua import Language, LanguageDetectorBuilder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.kinds import KIND
from bot.topics import note
from bot.wording import ROOT, clean

LANGUAGES = ROOT / "knowledge" / "languages.yml"
OUT_OF_SCOPE, IN_ANOTHER_LANGUAGE = "out_of_scope", "language"
LANGUAGE = "language"
"""The entity that names the language, by its two letters in ISO 639-1, or `other`."""

ANOTHER = "other"

# Urdu and Hindi in Latin letters look like these to the detector: better "another language" than the wrong one.
_TO_COMPARE = (Language.TAGALOG, Language.SOMALI, Language.SWAHILI, Language.WELSH, Language.LATIN)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LATIN_END = 0x250
_FEWEST_WORDS, _FEWEST_TO_COMPARE = 3, 5
_MOST_KNOWN = 0.4
_SURE = 0.8


class LanguageDetector:
    """Tells other languages from English, misspelt English included, by the English words that our own messages know."""

    def __init__(self, english: Set[Text]) -> None:
        self._english = english
        self._ours = {entry["code"] for entry in yaml.safe_load(LANGUAGES.read_text("utf-8"))}
        ours = [language for language in Language.all() if _letters(language) in self._ours]
        builder = LanguageDetectorBuilder.from_languages(Language.ENGLISH, *ours, *_TO_COMPARE)
        self._detector = builder.with_low_accuracy_mode().build()

    def language(self, text: Text) -> Optional[Text]:
        """Return the language of `text` by its two letters (`other` if there are no words for it in languages.yml).

        Return None for English, and where it is doubtful.
        """
        words = [word.lower() for word in _WORD.findall(text)]
        if not words:
            return None
        letters = "".join(words)
        in_another_script = sum(ord(letter) >= _LATIN_END for letter in letters) > len(letters) / 2
        if not in_another_script:
            known = sum(word in self._english for word in words) / len(words)
            if len(words) < _FEWEST_WORDS or known > _MOST_KNOWN:
                return None
        best = self._detector.compute_language_confidence_values(text)[0]
        if best.language == Language.ENGLISH or not (in_another_script or best.value >= _SURE):
            return None
        if _letters(best.language) in self._ours:
            return _letters(best.language)
        return ANOTHER if len(words) >= _FEWEST_TO_COMPARE else None


def _letters(language: Any) -> Text:
    return str(language.iso_code_639_1.name.lower())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LanguageRecogniser(IntentClassifier, GraphComponent):
    """Gives a message in another language the intent `out_of_scope`, its kind `language`, and notes which."""

    def __init__(self, model_storage: ModelStorage, resource: Resource) -> None:
        self._storage, self._resource = model_storage, resource
        self._detector = LanguageDetector(set())

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> "LanguageRecogniser":
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LanguageRecogniser":
        component = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._detector = LanguageDetector(set(json.loads((Path(folder) / "english.json").read_text("utf-8"))))
        return component

    def train(self, training_data: TrainingData) -> Resource:
        english = english_words([clean(e.get(TEXT)) for e in training_data.intent_examples if e.get(TEXT)])
        with self._storage.write_to(self._resource) as folder:
            (Path(folder) / "english.json").write_text(json.dumps(sorted(english)), "utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            language = self._detector.language(clean(message.get(TEXT) or ""))
            if language:
                message.set(INTENT, {"name": OUT_OF_SCOPE, "confidence": 1.0}, add_to_output=True)
                note(message, KIND, IN_ANOTHER_LANGUAGE)
                note(message, LANGUAGE, language)
        return messages


def english_words(texts: List[Text]) -> Set[Text]:
    """Return the words that stand at least twice in our messages, which are in English, misspellings and all."""
    counts = Counter(word.lower() for text in texts for word in _WORD.findall(text))
    return {word for word, count in counts.items() if count > 1}
