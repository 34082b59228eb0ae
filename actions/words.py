"""Explaining words and abbreviations, and asking which of several things a word stands for."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.library import library
from actions.wording import say
from knowledge.glossary import Term

_MOST_BUTTONS = 3


def explain(dispatcher: CollectingDispatcher, tracker: Tracker, terms: list[Term]) -> list[dict[str, Any]]:
    """Say what the terms mean; of an ambiguous one, what it may mean."""
    knowledge = library()
    parts: list[str] = []
    buttons: list[str] = []
    for term in terms:
        choices = knowledge.glossary.choices(term)
        parts.append(term.meaning if choices else term.as_markdown())
        parts += [f"- {choice.as_markdown()}" for choice in choices]
        buttons += [t.topic for t in (choices or [term]) if t.topic]
    text = "\n\n".join(parts)
    say(dispatcher, tracker, knowledge, text, topic="task_glossary", buttons=list(dict.fromkeys(buttons))[:_MOST_BUTTONS])
    return [SlotSet("misses", 0.0), SlotSet("offered", None)]


def ask_which(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]] | None:
    """Ask which it is, if a short message is about a word that stands for several things; otherwise return None."""
    term = library().glossary.ambiguous(tracker.latest_message.get("text") or "")
    return explain(dispatcher, tracker, [term]) if term else None
