"""What goes around a reply where the person's words alarm: the crisis notice, and the gentle line where it is doubtful."""

from collections.abc import Sequence
from typing import Any

from safety.crisis import Notice
from web.gateway.models import Message
from web.gateway.notices import Notices
from web.gateway.rasa import Turn

_HANDOFF = {"urgency": "crisis", "reason": "crisis language"}


def without_rasa(notice: Notice, notices: Notices) -> Turn:
    """Return what is said while Rasa does not answer."""
    if notice == "crisis":
        return Turn(notices.crisis, {"topic": "crisis", "fallback": True, "handoff": _HANDOFF})
    return Turn(notices.not_working, {"topic": None, "fallback": True})


def with_care(turn: Turn, notice: Notice, notices: Notices, said: Sequence[Message], to_a_person: dict[str, str]) -> Turn:
    """Return the reply with what the person's words ask for beside it.

    `said`: what the assistant said before, oldest first; `to_a_person`: the button that asks for an officer.
    """
    custom: dict[str, Any] = dict(turn.custom)
    doubtful = bool(custom.pop("check_in", False)) or notice == "doubtful"
    text = turn.text
    if notice == "crisis" and (custom.get("handoff") or {}).get("urgency") != "crisis":
        text = f"{notices.crisis}\n\n{text}"
        custom["handoff"] = _HANDOFF
    elif doubtful and not custom.get("handoff") and not any(m.custom.get("check_in") or m.custom.get("handoff") for m in said):
        text = f"{notices.check_in}\n\n{text}"
        custom["check_in"] = True
        custom["buttons"] = [to_a_person, *(b for b in custom.get("buttons", []) if b != to_a_person)]
    if said and said[-1].text == text and custom.get("topic") == "crisis":
        text = notices.crisis_again
    return Turn(text, custom)
