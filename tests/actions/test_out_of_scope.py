"""Saying that something is out of scope: each kind has its door, and each language its words."""

import pytest

from actions.out_of_scope import ActionOutOfScope
from knowledge.library import Library
from tests.actions.turn import Conversation, Json, Reply, choices_of
from web.gateway.choices import Choices


def _reply(**noted: str) -> Reply:
    entities: list[Json] = [{"entity": name, "value": value, "start": 0, "end": 0} for name, value in noted.items()]
    return Conversation().take(ActionOutOfScope(), "out_of_scope", entities=entities)


@pytest.mark.parametrize(
    ("kind", "door"),
    [
        ("health", "111"),
        ("council", "district or borough council"),
        ("schools", "free school meals"),
        ("advice", "Citizens Advice"),
        ("elsewhere", "Stoke-on-Trent"),
        ("misuse", "can't see or show anyone's records"),
        ("chat", "tell me in your own words"),
    ],
)
def test_each_kind_of_request_is_shown_its_door(kind: str, door: str) -> None:
    reply = _reply(kind=kind)
    assert door in reply.text
    assert reply.topic == "out_of_scope"


def test_an_unknown_kind_or_none_is_still_answered(knowledge: Library) -> None:
    words = knowledge.with_contacts(knowledge.replies.moves["out_of_scope"].text)
    assert _reply().text == words
    assert _reply(kind="nothing we know").text == words


def test_every_language_is_answered_in_itself_with_the_emergency_number_and_a_person(
    knowledge: Library, choices: Choices
) -> None:
    for code, language in knowledge.languages.items():
        reply = _reply(kind="chat", language=code)
        assert reply.text == language.text
        assert "999" in reply.text
        assert reply.custom["language"] == code
        assert choices_of(reply, choices) == ["task_talk_to_person"]


def test_a_language_without_words_of_its_own_is_answered_in_plain_english(knowledge: Library) -> None:
    reply = _reply(kind="language", language="other")
    assert "another language" in reply.text
    assert "language" not in reply.custom
