"""What a content officer is told to see to."""

from datetime import date

import pytest

from knowledge.check import findings
from knowledge.library import Library
from knowledge.readability import reading_age

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def shipped() -> Library:
    return Library()


def test_nothing_is_wrong_in_the_shipped_content(shipped: Library) -> None:
    assert [f for f in findings(shipped, TODAY) if f.kind == "wrong"] == []


def test_a_contact_that_nobody_has_confirmed_is_due(shipped: Library) -> None:
    due = {f.where: f.what for f in findings(shipped, TODAY) if f.kind == "due"}
    assert "held back" in due["contact sendiass_staffordshire"]
    assert "nobody has rung" in due["contact samaritans"]


def test_an_answer_past_its_review_date_is_due(shipped: Library) -> None:
    in_two_years = date(2028, 11, 25)
    due = {f.where for f in findings(shipped, in_two_years) if f.kind == "due"}
    assert {f"{answer}.md" for answer in shipped.answers} <= due


def test_short_plain_sentences_read_younger_than_long_learned_ones() -> None:
    plain = "The school must help. Ask for a meeting. Take a friend with you."
    learned = (
        "Notwithstanding the aforementioned considerations, representations concerning supplementary accommodations "
        "necessitate comprehensive documentation preceding any deliberation."
    )
    assert reading_age(plain) < 9 < 16 < reading_age(learned)


def test_words_of_the_law_and_contacts_do_not_count_against_an_answer() -> None:
    assert reading_age("Ask for mediation. {contact:mediation_global}") < 9
    assert reading_age("") == 0
