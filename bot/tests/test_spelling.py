"""Misspelt words are put right, and nothing else is touched."""

import pytest

from bot.spelling import corrected


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("the shcool says no", "the school says no"),
        ("can i chalenge the desision", "can i challenge the decision"),
        ("sensary prosessing", "sensory processing"),
    ],
)
def test_slips_are_put_right(typed: str, right: str) -> None:
    assert corrected(typed) == right


@pytest.mark.parametrize(
    "typed",
    [
        "how do I appeal",
        "Krzysztof and Mrs Wojcik",
        "me lad dunt get owt",
        "ehcp apdr eapdr",
        "dziecko",
        "ST16 2LH",
        "it's summat else",
        "",
    ],
)
def test_right_words_names_dialect_and_abbreviations_are_left_alone(typed: str) -> None:
    assert corrected(typed) == typed
