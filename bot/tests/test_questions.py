"""Finding the separate questions in a message."""

import pytest

from bot.questions import questions


def test_two_questions_are_told_apart() -> None:
    text = "They refused to assess him. How long have I got to appeal? Also who can help me fill it in?"
    assert questions(text) == ["How long have I got to appeal?", "who can help me fill it in?"]


@pytest.mark.parametrize("text", ["", "how do i appeal?", "He is seven. School is hard. We are tired.", "why? how? when?"])
def test_one_question_or_none_is_left_whole(text: str) -> None:
    assert questions(text) == []


def test_a_flood_of_questions_is_left_whole() -> None:
    assert questions("what is this thing? " * 9) == []
