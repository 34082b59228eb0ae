"""Searching the answers themselves for a message that no topic fits: by meaning, and by words in common."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Text, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.embeddings import encoder
from bot.topics import note, sentence_vector
from bot.wording import ROOT, worded

ANSWERS = ROOT / "knowledge" / "answers"
PASSAGE = "passage"
"""The entity that holds the nearest passage, word for word as it stands in the answer."""

_SECTIONS = ("parent", "school", "young_person", "more")
_FRONT_MATTER = re.compile(r"\A---\n.*?^title: (?P<title>.*?)$.*?\n---\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^# +(\w+) *$", re.MULTILINE)
_SHORTEST = 60


def passages(folder: Path) -> List[Tuple[Text, Text, Text]]:
    """Return the paragraphs of the answers, each with its topic, the answer's title and the text as it stands there."""
    found: Dict[Tuple[Text, Text], Text] = {}
    for file in sorted(folder.glob("*.md")):
        answer = _FRONT_MATTER.match(file.read_text("utf-8"))
        if answer is None:
            continue
        _, *sections = _SECTION.split(answer["body"])
        for section, text in zip(sections[::2], sections[1::2], strict=True):
            for paragraph in text.split("\n\n"):
                paragraph = paragraph.strip()
                if section in _SECTIONS and len(paragraph) >= _SHORTEST and "{contact:" not in paragraph:
                    found[file.stem, paragraph] = answer["title"].strip("\"'")
    return [(topic, title, paragraph) for (topic, paragraph), title in found.items()]


class Search:
    """Finds the passages nearest to a text. `word_weight`: how much words in common count beside the meaning."""

    def __init__(self, found: Sequence[Tuple[Text, Text, Text]], vectors: np.ndarray, word_weight: float) -> None:
        self._topics, self._texts = [topic for topic, _, _ in found], [text for _, _, text in found]
        self._vectors, self._word_weight = vectors, word_weight
        self._words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english")
        self._weights = self._words.fit_transform(wordings(found)) if found else None

    def nearest(self, text: Text, vector: np.ndarray) -> Dict[Text, Tuple[float, Text]]:
        """Return for each topic how near its nearest passage is, and that passage."""
        if self._weights is None:
            return {}
        words = np.asarray((self._weights @ self._words.transform([text]).T).todense()).ravel()
        near = self._vectors @ vector + self._word_weight * words
        best: Dict[Text, Tuple[float, Text]] = {}
        for topic, passage, nearness in zip(self._topics, self._texts, map(float, near), strict=True):
            best[topic] = max(best.get(topic, (-1.0, "")), (nearness, passage))
        return best


def wordings(found: Sequence[Tuple[Text, Text, Text]]) -> List[Text]:
    """Return the passages as the encoder should see them, each under its answer's title."""
    return [worded(f"{title}. {text}") for _, title, text in found]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PassageSearch(IntentClassifier, GraphComponent):
    """Where no topic is likely enough, ranks the topics by what the answers say as well, and notes a passage that is near.

    Stands after FallbackClassifier. The answers are read when the model is trained; what has been reworded since is found by its
    old words, and never shown in them. What it gains, and the settings: docs/understanding.md.
    """

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self._search: Optional[Search] = None

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"word_weight": 0.3, "sharpness": 5.0, "near_enough": 0.5}

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> "PassageSearch":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "PassageSearch":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            found = [tuple(entry) for entry in json.loads((Path(folder) / "passages.json").read_text("utf-8"))]
            vectors = np.load(Path(folder) / "vectors.npy").astype(np.float32)
        component._search = Search(found, vectors, config["word_weight"])
        return component

    def train(self, training_data: TrainingData) -> Resource:
        found = passages(ANSWERS)
        with self._storage.write_to(self._resource) as folder:
            (Path(folder) / "passages.json").write_text(json.dumps(found), "utf-8")
            np.save(Path(folder) / "vectors.npy", encoder().encode(wordings(found)).astype(np.float16))
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            if (message.get(INTENT) or {}).get("name") == DEFAULT_NLU_FALLBACK_INTENT_NAME and message.get(TEXT):
                self._look_up(message)
        return messages

    def _look_up(self, message: Message) -> None:
        if self._search is None:
            return
        text = worded(message.get(TEXT))
        near = self._search.nearest(text, np.asarray(sentence_vector(message)).ravel())
        if not near:
            return
        typical = float(np.mean([nearness for nearness, _ in near.values()]))
        likely = {
            entry["name"]: entry["confidence"] * np.exp(self._config["sharpness"] * (near[entry["name"]][0] - typical))
            if entry["name"] in near
            else entry["confidence"]
            for entry in message.get("intent_ranking", [])
        }
        whole = sum(likely.values())
        ranking = [{"name": name, "confidence": float(likely[name] / whole)} for name in sorted(likely, key=lambda n: -likely[n])]
        message.set("intent_ranking", ranking, add_to_output=True)
        nearness, passage = max(near.values())
        if nearness >= self._config["near_enough"]:
            note(message, PASSAGE, passage)
