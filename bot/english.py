"""Tokens and plain entities from spaCy.

No trained English pipeline can be had from the package registries, so this is a blank one: its tokeniser, and an entity ruler
whose patterns come from knowledge/districts.yml and from `patterns` below.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Text

import spacy
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Doc

from bot.persona import persona_of

DISTRICTS = Path(__file__).resolve().parents[1] / "knowledge" / "districts.yml"

_BEFORE_A_PLACE = ["in", "near", "at", "from", "around", "round", "by", "to", "of", "outside"]
_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_PHASES: Dict[str, List[str]] = {
    "early_years": ["nursery", "pre-school", "preschool", "childminder", "playgroup", "reception"],
    "primary": ["primary", "infants", "infant school", "junior school", "first school"],
    "middle": ["middle school"],
    "secondary": ["secondary", "high school", "senior school", "sixth form"],
    "college": ["college", "further education", "apprenticeship", "supported internship"],
    "special": ["special school", "specialist school", "alternative provision", "pupil referral unit"],
}


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Return the blank English pipeline with the rules for places, ages, dates, school phases and case references."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER", "overwrite_ents": True})
    ruler.add_patterns(_place_patterns() + _other_patterns())  # type: ignore[attr-defined]
    return nlp


def _place_patterns() -> List[Dict[str, Any]]:
    data = yaml.safe_load(DISTRICTS.read_text("utf-8"))
    also_words = {name.lower() for name in data["also_words"]}
    patterns: List[Dict[str, Any]] = []
    blank = spacy.blank("en")
    for district in data["districts"]:
        names = {district["name"]: district["name"], **{p: p for p in district["places"]}, **district["also_written"]}
        for written, place in names.items():
            label, identity = ("district" if place == district["name"] else "place"), f"{district['id']}|{place}"
            if written.lower() in also_words:
                words: List[Dict[str, Any]] = [{"LOWER": token.lower_} for token in blank(written)]
                patterns.append({"label": label, "id": identity, "pattern": [{"LOWER": {"IN": _BEFORE_A_PLACE}}, *words]})
            else:
                patterns.append({"label": label, "id": identity, "pattern": written})
    for outcode in data["outcodes"]:
        patterns.append({"label": "outcode", "id": outcode["code"], "pattern": outcode["code"]})
    return patterns


def _other_patterns() -> List[Dict[str, Any]]:
    number = {"TEXT": {"REGEX": r"^\d{1,2}$"}}
    day = {"LOWER": {"REGEX": r"^\d{1,2}(st|nd|rd|th)?$"}}
    month = {"LOWER": {"IN": _MONTHS}}
    year = {"TEXT": {"REGEX": r"^20\d\d$"}}
    patterns: List[Dict[str, Any]] = [
        {
            "label": "age",
            "pattern": [number, {"LOWER": {"IN": ["year", "years", "yr", "yrs"]}}, {"LOWER": {"IN": ["old", "olds"]}}],
        },
        {
            "label": "age",
            "pattern": [number, {"TEXT": "-", "OP": "?"}, {"LOWER": {"IN": ["year", "yr"]}}, {"TEXT": "-"}, {"LOWER": "old"}],
        },
        {"label": "age", "pattern": [{"LOWER": {"REGEX": r"^\d{1,2}(yo|yrs?|yr-old)$"}}]},
        {"label": "age", "pattern": [number, {"LOWER": {"IN": ["yo", "yrs"]}}]},
        {"label": "age", "pattern": [{"LOWER": {"IN": ["aged", "age"]}}, number]},
        {
            "label": "school_phase",
            "id": "year_group",
            "pattern": [{"LOWER": {"IN": ["year", "yr", "y"]}}, {"TEXT": {"REGEX": r"^(1[0-4]|[1-9])$"}}],
        },
        {"label": "date", "pattern": [{"LOWER": {"REGEX": r"^\d{1,2}[/.-]\d{1,2}([/.-](20)?\d\d)?$"}}]},
        {"label": "date", "pattern": [day, {"LOWER": "of", "OP": "?"}, month, {**year, "OP": "?"}]},
        {"label": "date", "pattern": [month, {"LOWER": "the", "OP": "?"}, day, {**year, "OP": "?"}]},
        {"label": "date", "pattern": [{"LOWER": {"IN": ["last", "next", "this", "on"]}}, {"LOWER": {"IN": _WEEKDAYS}}]},
        {"label": "date", "pattern": [{"LOWER": {"IN": ["yesterday", "today", "tomorrow"]}}]},
        {"label": "case_reference", "pattern": [{"TEXT": {"REGEX": r"^(?i:ehc|sen|snd|stf)[-/]?\d{4,8}$"}}]},
        {
            "label": "case_reference",
            "pattern": [
                {"LOWER": {"IN": ["ehc", "sen", "snd", "stf"]}},
                {"TEXT": {"IN": ["-", "/"]}},
                {"TEXT": {"REGEX": r"^\d{4,8}$"}},
            ],
        },
    ]
    for phase, words in _PHASES.items():
        patterns += [{"label": "school_phase", "id": phase, "pattern": word} for word in words]
    return patterns


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class EnglishTokenizer(Tokenizer):
    """Splits text with spaCy's English rules and leaves the document for what comes after."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def required_packages() -> List[Text]:
        return ["spacy"]

    def process(self, messages: List[Message]) -> List[Message]:
        """Tokenize, and find entities on the way: in training nobody asks for them, and they take most of the time."""
        for message in messages:
            if message.get(TEXT):
                message.set(SPACY_DOCS[TEXT], pipeline()(message.get(TEXT)))
        return super().process(messages)

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        doc = message.get(SPACY_DOCS[TEXT]) if attribute == TEXT else None
        doc = doc or pipeline().make_doc(message.get(attribute))
        tokens = [Token(t.text, t.idx) for t in doc if t.text.strip()]
        return self._apply_token_pattern(tokens)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlainEntities(EntityExtractorMixin, GraphComponent):
    """Takes over what the rules found: place, district, outcode, age, date, school_phase, case_reference, persona."""

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> "PlainEntities":
        return cls()

    @staticmethod
    def fingerprint_addon(config: Dict[str, Any]) -> str:
        return hashlib.sha256(DISTRICTS.read_bytes()).hexdigest()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            if doc is not None:
                found = self.add_extractor_name(entities_of(doc))  # type: ignore[no-untyped-call]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


def entities_of(doc: Doc) -> List[Dict[Text, Any]]:
    """Return the rule entities of `doc` in Rasa's form; places carry their district."""
    entities: List[Dict[Text, Any]] = []
    for span in doc.ents:
        entity: Dict[Text, Any] = {
            "entity": span.label_,
            "start": span.start_char,
            "end": span.end_char,
            "value": span.text,
            "confidence": 1.0,
        }
        if span.label_ in ("place", "district"):
            district, entity["value"] = span.ent_id_.split("|")
            entity["role"] = district
        elif span.ent_id_ and span.ent_id_ != "year_group":
            entity["value"] = span.ent_id_
        entities.append(entity)
    if persona := persona_of(doc):
        entities.append({"entity": "persona", "start": 0, "end": len(doc.text), "value": persona, "confidence": 1.0})
    return entities
