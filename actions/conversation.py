"""Moves in the conversation: greeting and the like, offering topics when in doubt, and what follows an offer."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import Events, alternatives, answer_topic
from actions.library import library
from actions.wording import nearest_topics, say
from actions.words import ask_which, explain

MOST_OPTIONS = 3
_TO_A_PERSON = "task_talk_to_person"
_ASKED_FOR = {"urgency": "normal", "reason": "asked for a person"}


class ActionReply(Action):
    """Replies to a move with the words of knowledge/replies.yml."""

    def name(self) -> str:
        return "action_reply"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        return reply(dispatcher, tracker, tracker.get_intent_of_latest_message() or "")


def reply(dispatcher: CollectingDispatcher, tracker: Tracker, move: str, topic: str | None = None) -> Events:
    """Say the reply to `move`; only a doubtful task leaves other topics on offer."""
    knowledge = library()
    words = knowledge.replies.moves[move]
    is_task = move in knowledge.topics and knowledge.topics[move].kind == "task"
    options = alternatives(tracker, knowledge, move) if is_task else []
    text = f"{words.text}\n\n{knowledge.replies.notes.not_quite}" if options else words.text
    buttons = [] if options else words.buttons
    wanted = None
    if move == _TO_A_PERSON:
        # Whoever may have meant something else presses the button; nobody is fetched for a misunderstanding.
        buttons, wanted = ([move], None) if options else (buttons, _ASKED_FOR)
    say(dispatcher, tracker, knowledge, text, topic=topic or move, buttons=buttons, options=options, handoff=wanted)
    return [SlotSet("misses", 0.0), SlotSet("offered", options or None)]


class ActionSetPersona(Action):
    """Thanks the person for saying who they are, or asks if that was not clear. The slot fills itself from the entity."""

    def name(self) -> str:
        return "action_set_persona"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        if tracker.get_slot("persona") is None:
            return reply(dispatcher, tracker, "ask_persona", topic="set_persona")
        if topic := tracker.get_slot("topic"):
            return answer_topic(dispatcher, tracker, topic)
        return reply(dispatcher, tracker, "set_persona")


class ActionOffer(Action):
    """Offers the nearest topics when unsure; at the second miss in a row, people to turn to as well."""

    def name(self) -> str:
        return "action_offer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        if asked := ask_which(dispatcher, tracker):
            return asked
        knowledge = library()
        passage = next(tracker.get_latest_entity_values("passage"), "")
        return offer(dispatcher, tracker, nearest_topics(tracker, knowledge)[:MOST_OPTIONS], passage)


def offer(dispatcher: CollectingDispatcher, tracker: Tracker, options: list[str], passage: str = "") -> Events:
    """Offer the topics, and count the miss. `passage`: what a search found; shown if an answer still says so, as not certain."""
    knowledge = library()
    misses = float(tracker.get_slot("misses") or 0) + 1
    notes = knowledge.replies.notes
    text = notes.offer if options and misses < 2 else notes.offer_again
    found_in = knowledge.answer_that_says(passage) if passage and misses < 2 else None
    if found_in:
        quoted = "\n".join(f"> {line}" for line in passage.splitlines())
        text = f"{notes.nearest} **{found_in.title}**\n\n{quoted}\n\n{notes.offer}"
        options = list(dict.fromkeys([found_in.id, *options]))[:MOST_OPTIONS]
    sources = found_in.sources if found_in else []
    say(dispatcher, tracker, knowledge, text, topic=None, sources=sources, options=options, buttons=[_TO_A_PERSON])
    return [SlotSet("misses", misses), SlotSet("offered", options)]


class ActionGlossary(Action):
    """Explains the words and abbreviations in the message; asks which if none is known."""

    def name(self) -> str:
        return "action_glossary"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        knowledge = library()
        terms = knowledge.glossary.find(tracker.latest_message.get("text") or "")
        if not terms:
            return reply(dispatcher, tracker, "task_glossary")
        return explain(dispatcher, tracker, terms)


class ActionAffirm(Action):
    """Takes a yes to mean the one topic on offer; asks which if there are more."""

    def name(self) -> str:
        return "action_affirm"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        offered = tracker.get_slot("offered") or []
        if len(offered) == 1:
            takes_a_task = offered[0] in library().replies.moves
            return (reply if takes_a_task else answer_topic)(dispatcher, tracker, offered[0])
        if offered:
            knowledge = library()
            say(dispatcher, tracker, knowledge, knowledge.replies.notes.which_one, topic="affirm", options=offered)
            return []
        return reply(dispatcher, tracker, "affirm")


class ActionDeny(Action):
    """Takes a no to an offer as a miss, so that people are named; otherwise asks what to do instead."""

    def name(self) -> str:
        return "action_deny"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        if tracker.get_slot("offered"):
            return [*offer(dispatcher, tracker, []), SlotSet("offered", None)]
        return reply(dispatcher, tracker, "deny")
