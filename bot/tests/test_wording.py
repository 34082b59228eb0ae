"""Cleaning messages and writing out abbreviations."""

import pytest

from bot.wording import clean, expand


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats an EHCP", "whats an education, health and care plan"),
        ("our ehcp's late", "our education, health and care plans late"),
        ("senco", "special educational needs co-ordinator"),
        ("can the LA refuse an EHCNA", "can the local authority refuse an education, health and care needs assessment"),
    ],
)
def test_abbreviations_are_written_out_in_any_case(typed: str, meant: str) -> None:
    assert expand(typed) == meant


@pytest.mark.parametrize("typed", ["hi there", "ta duck", "as ever", "sendingschool", "non-ehcpish"])
def test_words_that_only_look_like_abbreviations_are_left_alone(typed: str) -> None:
    assert expand(typed) == typed


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("heeeeelp   me\n\nplease!!!!", "heelp me please!"),
        ("WHY WILL NOBODY LISTEN TO ME", "why will nobody listen to me"),
        ("EHCP", "EHCP"),
        ("he\u200bllo \u202eworld", "hello world"),
        ("\uff28\uff45\uff4c\uff4c\uff4f", "Hello"),
        ("", ""),
    ],
)
def test_cleaning_keeps_the_words_and_drops_the_noise(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "cleaned"), [("👍🏽", "thumbs up"), ("ok 👍 ta", "ok thumbs up ta"), ("🤷‍♀️", "woman shrugging")]
)
def test_emoji_are_put_in_words(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned
