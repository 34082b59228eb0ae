"""How a message is read before any rule looks."""

import pytest

from safety.crisis import _JUDGE
from safety.normalise import sentences


def read(text: str) -> str:
    """Return the sentences of a message in one line."""
    return " / ".join(s.strip() for s in sentences(text, _JUDGE.guesser))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("I'm, can’t & WON'T", "i am , can not and will not"),
        ("dont wanna be ere nemore", "do not want to be here anymore"),
        ("k1ll my self", "kill myself"),
        ("$uic1de", "suicide"),
        ("k*ll myself", "kill myself"),
        ("s u i c i d e", "suicide"),
        ("k.m.s", "kill myself"),
        ("sewer slide", "suicide"),
        ("I want to dieeeee", "i want to die"),
        ("iwanttodie", "i want to die"),
        ("i.want.to.die", "i want to die"),
        ("suiciadl and stranlged", "suicidal and strangled"),
        ("self-harm, self harming", "selfharm , selfharming"),
        ("my son's gone missing", "my son is gone missing"),
        ("my son's teacher", "my sons teacher"),
        ("going 2 do it 4 ever", "going to do it forever"),
        ("Ⅰ wаnt tо dіe", "i want to die"),
        ("i want to d\u200bi\u200be", "i want to die"),
        ("🔪🩸", "knifesign bloodsign"),
        ("First. Second! Third?", "first second third"),
        ("One thing here. Another thing there", "one thing here / another thing there"),
        ("5 kms away", "5 kilometres away"),
    ],
)
def test_a_message_is_read_in_plain_words(written: str, plain: str) -> None:
    assert read(written) == plain


@pytest.mark.parametrize(
    "word", ["therapist", "tables", "amused", "skill", "together", "diesel", "studied", "mediation", "hunting"]
)
def test_an_ordinary_word_is_left_as_it_stands(word: str) -> None:
    assert read(word) == word


def test_words_that_say_nothing_are_left_out() -> None:
    assert read("I just really, you know, want to die tbh") == "i , want to die"


def test_nothing_is_left_of_a_message_without_words() -> None:
    assert read("... !!! ???") == ""
