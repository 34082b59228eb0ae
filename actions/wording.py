"""How actions put a reply together: text, and in `custom` what the gateway needs to know about it."""

from collections.abc import Iterable, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from knowledge.answer import CONTACT_MARK, Section, Source
from knowledge.library import Library

_MOST_TERMS = 8

PERSONA_SECTIONS: dict[str, Section] = {"parent": "parent", "school": "school", "young_person": "young_person"}


def confidence(tracker: Tracker) -> float:
    """Return how sure Rasa is of the intent of the latest message, 0 to 1."""
    return float(tracker.latest_message.get("intent", {}).get("confidence") or 0.0)


def nearest_topics(tracker: Tracker, knowledge: Library, besides: Iterable[str] = ()) -> list[str]:
    """Return the topics that could be offered for the latest message, likeliest first."""
    skipped = {"nlu_fallback", *besides}
    ranking = [entry["name"] for entry in tracker.latest_message.get("intent_ranking", [])]
    return [name for name in ranking if name not in skipped and _offered(name, knowledge)]


def _offered(name: str, knowledge: Library) -> bool:
    topic = knowledge.topics.get(name)
    return topic is not None and topic.kind != "control" and knowledge.can_offer(name)


def section_for(tracker: Tracker) -> Section:
    """Return the section of an answer that suits the person."""
    return PERSONA_SECTIONS.get(tracker.get_slot("persona") or "", "parent")


def say(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    knowledge: Library,
    text: str,
    *,
    topic: str | None,
    sources: Sequence[Source] = (),
    buttons: Sequence[str] = (),
    options: Sequence[str] = (),
    language: str | None = None,
    handoff: dict[str, Any] | None = None,
) -> None:
    """Send one reply. `buttons` are choices under it; `options` those of them that are offered in doubt.

    `language`: that of the text by its two letters, if it is not English. `handoff`: asks the gateway for a duty officer.
    """
    custom: dict[str, Any] = {
        "topic": topic,
        "confidence": round(confidence(tracker), 3),
        "sources": [source.model_dump(mode="json") for source in dict.fromkeys(sources)],
    }
    custom |= _about(tracker)
    if handoff:
        custom["handoff"] = handoff
    if options:
        custom["options"] = list(options)
    if next(tracker.get_latest_entity_values("check_in"), None):
        custom["check_in"] = True
    if language:
        custom["language"] = language
    if terms := _terms(knowledge, text, topic):
        custom["terms"] = terms
    offered = [b for b in dict.fromkeys([*options, *buttons]) if ":" in b or knowledge.can_offer(b)]
    dispatcher.utter_message(
        text=knowledge.with_contacts(text),
        buttons=[{"title": knowledge.button(b), "payload": _payload(b)} for b in offered],
        json_message=custom,
    )


def _about(tracker: Tracker) -> dict[str, str]:
    """Return what the message says about who asks and where: a duty officer sees it, if one comes."""
    places = [e.get("role") for e in tracker.latest_message.get("entities", []) if e.get("entity") in ("place", "district")]
    about = {"persona": tracker.get_slot("persona"), "district": next((role for role in places if role), None)}
    return {name: value for name, value in about.items() if value}


def _terms(knowledge: Library, text: str, topic: str | None) -> list[dict[str, str]]:
    """Return the terms in an answer that can be explained on tap: not those that the answer itself is about."""
    if topic not in knowledge.answers:
        return []
    mentioned = knowledge.glossary.mentions(CONTACT_MARK.sub(" ", text))
    return [
        {"written": written, "name": term.full, "meaning": term.meaning}
        for term, written in mentioned.items()
        if term.topic != topic
    ][:_MOST_TERMS]


def _payload(choice: str) -> str:
    intent, _, persona = choice.partition(":")
    return f'/{intent}{{"persona": "{persona}"}}' if persona else f"/{intent}"
