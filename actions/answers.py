"""Answering a topic, more simply or in more detail, from knowledge/answers."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.library import library
from actions.wording import confidence, nearest_topics, say, section_for
from actions.words import ask_which
from knowledge.answer import Answer, Relation, Section
from knowledge.library import Library

SURE = 0.85
"""From this confidence up an answer stands alone; below it, the next nearest topics are offered with it.

Set from data: docs/understanding.md.
"""

type Events = list[dict[str, Any]]


def answer_topic(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str, section: Section | None = None) -> Events:
    """Say the answer to `topic`, in the section given or the one that suits the person."""
    knowledge = library()
    answer = knowledge.answers.get(topic)
    options = alternatives(tracker, knowledge, topic)
    if answer is None:
        text = knowledge.replies.notes.no_answer.replace("{topic}", knowledge.topics[topic].scope)
    else:
        text = answer.section(section or section_for(tracker))
    second = _second_answer(tracker, topic) if section is None else None
    if second:
        text = f"{text}\n\n{knowledge.replies.notes.also} **{second.title}**\n\n{second.section('simpler')}"
    if options:
        text = f"{text}\n\n{knowledge.replies.notes.not_quite}"
    buttons = [second.id] if second else []
    buttons += answer.quick_replies if answer and not options else []
    sources = [*(answer.sources if answer else []), *(second.sources if second else [])]
    say(dispatcher, tracker, knowledge, text, topic=topic, sources=sources, buttons=buttons[:3], options=options)
    return [SlotSet("topic", topic), SlotSet("misses", 0.0), SlotSet("offered", options or None)]


def alternatives(tracker: Tracker, knowledge: Library, topic: str) -> list[str]:
    """Return the two next nearest topics if it is doubtful that the message is about `topic`.

    Doubt is about the message that named the topic, not about a "yes" or an "I'm a teacher" that leads back to it.
    """
    unsure = topic == tracker.get_intent_of_latest_message() and confidence(tracker) < SURE
    return nearest_topics(tracker, knowledge, besides=[topic])[:2] if unsure else []


def _second_answer(tracker: Tracker, first: str) -> Answer | None:
    """Return the answer to the message's second question, if understanding found one for sure."""
    also = next(tracker.get_latest_entity_values("also"), None)
    return library().answers.get(also) if also and also != first else None


class ActionAnswer(Action):
    """Answers the topic that the intent names."""

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        asked = ask_which(dispatcher, tracker)
        return asked or answer_topic(dispatcher, tracker, tracker.get_intent_of_latest_message() or "")


_FOLLOW_UPS: dict[str, tuple[Relation, str]] = {
    "ask_next": ("next", "what_can_you_do"),
    "ask_if_refused": ("if_refused", "school_not_helping"),
    "ask_how_long": ("how_long", "ehcp_timeline"),
    "ask_who": ("who", "who_to_contact"),
}
"""For each follow-up question the relation it asks for, and the topic that answers it when nothing was said before."""


class ActionFollowUp(Action):
    """Answers "and then?", "what if they say no?", "how long?" and "who?" through the relations of the last answer."""

    def name(self) -> str:
        return "action_follow_up"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        knowledge = library()
        relation, otherwise = _FOLLOW_UPS[tracker.get_intent_of_latest_message() or "ask_next"]
        last = knowledge.answers.get(tracker.get_slot("topic") or "")
        topic = last.relations.get(relation, otherwise) if last else otherwise
        if topic in knowledge.replies.moves:
            words = knowledge.replies.moves[topic]
            say(dispatcher, tracker, knowledge, words.text, topic=topic, buttons=words.buttons)
            return [SlotSet("misses", 0.0), SlotSet("offered", None)]
        return answer_topic(dispatcher, tracker, topic)


def answer_again(dispatcher: CollectingDispatcher, tracker: Tracker, move: str, section: Section) -> Events:
    """Say the last answer in another section; if nothing was answered yet, say so."""
    topic = tracker.get_slot("topic")
    knowledge = library()
    if topic in knowledge.answers:
        return answer_topic(dispatcher, tracker, topic, section)
    reply = knowledge.replies.moves[move]
    say(dispatcher, tracker, knowledge, reply.text, topic=move, buttons=reply.buttons)
    return [SlotSet("misses", 0.0), SlotSet("offered", None)]


class ActionSaySimpler(Action):
    """Says the last answer more simply."""

    def name(self) -> str:
        return "action_say_simpler"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        return answer_again(dispatcher, tracker, "say_simpler", "simpler")


class ActionSayMore(Action):
    """Says more about the last answer."""

    def name(self) -> str:
        return "action_say_more"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        return answer_again(dispatcher, tracker, "say_more", "more")
