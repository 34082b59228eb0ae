"""Saying kindly that something is out of scope, with the door for that kind of request."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import Events
from actions.library import library
from actions.wording import say

OUT_OF_SCOPE = "out_of_scope"


class ActionOutOfScope(Action):
    """Points to the right door; a message in another language is answered in that language."""

    def name(self) -> str:
        return "action_out_of_scope"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        knowledge = library()
        moves = knowledge.replies.moves
        code = next(tracker.get_latest_entity_values("language"), None)
        kind = "language" if code else next(tracker.get_latest_entity_values("kind"), None)
        words = moves.get(f"{OUT_OF_SCOPE}_{kind}", moves[OUT_OF_SCOPE])
        language = knowledge.languages.get(code or "")
        text = language.text if language else words.text
        spoken = language.code if language else None
        say(dispatcher, tracker, knowledge, text, topic=OUT_OF_SCOPE, buttons=words.buttons, language=spoken)
        return [SlotSet("misses", 0.0), SlotSet("offered", None)]
