"""No number, date or period reaches a person unless a listed fact says it in just these words."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.files import ContentError
from knowledge.legal_facts import LegalFact, read_legal_facts, unsupported_numbers


def fact(*says: str) -> LegalFact:
    """Return a fact that lets an answer say just this."""
    return LegalFact(
        id="x", statement="x", says=list(says), url="https://x.example", checked=date(2026, 11, 1), confidence="verified"
    )


@pytest.mark.parametrize(
    ("text", "unsupported"),
    [
        ("You have 2 months.", ["2"]),
        ("You have 15 days, then 2 months.", ["15", "2"]),
        ("By 31 March 2027.", ["31", "2027"]),
        ("Section 19(1) of the Act.", ["19", "1"]),
        ("In Year 9 or Y10.", ["9", "Y10"]),
        ("It costs £6,000.", ["6,000"]),
        ("About 4.5% of children.", ["4.5%"]),
        ("From 01/09/2026.", ["01/09/2026"]),
        ("Between 16-25.", ["16-25"]),
        ("The 1st week, the 2nd.", ["1st", "2nd"]),
        ("**20** weeks", ["20"]),
        ("You have two months.", ["two months"]),
        ("You have Two Months.", ["Two Months"]),
        ("within fifteen working days", ["fifteen working days"]),
        ("fourteen days or sixteen weeks", ["fourteen days", "sixteen weeks"]),
        ("a six-week wait", ["six-week"]),
        ("a two-year check", ["two-year"]),
        ("ninety minutes", ["ninety minutes"]),
        ("after one term", ["one term"]),
        ("- 3 days\n- 4 days", ["3", "4"]),
        ("1) Write to them.", ["1"]),
        ("In 1996. Later.", ["1996"]),
    ],
)
def test_a_number_without_a_fact_is_found(text: str, unsupported: list[str]) -> None:
    assert unsupported_numbers(text, []) == unsupported
    assert unsupported_numbers(text, [fact("99 weeks", "something")]) == unsupported


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No number at all.",
        "One of these is enough, and one person can help with two things.",
        "1. Write to them.\n2. Wait.\n   3. Ask again.",
        "See [the regulations](https://www.legislation.gov.uk/uksi/2014/1530).",
        "Ask {contact:nhs_111_mental_health}.",
    ],
)
def test_list_numbers_addresses_contacts_and_ordinary_words_are_no_statements(text: str) -> None:
    assert unsupported_numbers(text, []) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("You have 2 months.", "2 months"),
        ("You have 2 Months.", "2 months"),
        ("(2 months)", "2 months"),
        ("Two months is the time.", "two months"),
        ("By 31 March 2027.", "31 March 2027"),
        ("It costs £6,000.", "£6,000"),
        ("It costs £6,000.", "6,000"),
        ("a six-week wait", "six-week"),
        ("[2 months](https://x.example/2014)", "2 months"),
        ("1. Wait 2 months.", "2 months"),
        ("the SEND Regulations 2014, in full", "SEND Regulations 2014"),
    ],
)
def test_a_number_that_a_fact_says_is_supported(text: str, says: str) -> None:
    assert unsupported_numbers(text, [fact(says)]) == []


@pytest.mark.parametrize(
    ("text", "says", "unsupported"),
    [
        ("You have 12 months.", "2 months", ["12"]),
        ("You have 2 weeks.", "2 months", ["2"]),
        ("You have 2 monthsandmore.", "2 months", ["2"]),
        ("It costs £6,000.", "6", ["6,000"]),
        ("About 20%.", "20", ["20%"]),
        ("20,5", "20", ["20,5"]),
        ("6-12 weeks", "12 weeks", ["6-12"]),
        ("1.5 weeks", "5 weeks", ["1.5"]),
        ("2 months, then 3 months", "2 months", ["3"]),
        ("2 months, then 2", "2 months", ["2"]),
        ("15 working days", "15 days", ["15"]),
        ("twenty-one days", "one days", []),
    ],
)
def test_a_fact_supports_its_own_words_and_nothing_near_them(text: str, says: str, unsupported: list[str]) -> None:
    assert unsupported_numbers(text, [fact(says)]) == unsupported


def test_each_number_needs_a_fact_of_its_own_and_facts_add_up() -> None:
    text = "By 6 weeks, then 16 weeks, then 20 weeks."
    assert unsupported_numbers(text, [fact("6 weeks"), fact("20 weeks")]) == ["16"]
    assert unsupported_numbers(text, [fact("6 weeks", "16 weeks"), fact("20 weeks")]) == []


_PLAIN = st.text(st.sampled_from("abc ,.-\n"), max_size=30)
_PERIOD = st.tuples(st.integers(0, 9999), st.sampled_from(["days", "weeks", "months", "years"])).map(lambda p: f"{p[0]} {p[1]}")


@given(_PLAIN, _PERIOD, _PLAIN)
def test_any_period_is_found_and_its_own_fact_supports_it(before: str, period: str, after: str) -> None:
    text = f"{before} {period} {after}"
    assert unsupported_numbers(text, []) == [period.split()[0]]
    assert unsupported_numbers(text, [fact(period)]) == []


@given(_PERIOD, _PERIOD)
def test_one_period_never_supports_another(stated: str, listed: str) -> None:
    assert unsupported_numbers(f"You have {stated}.", [fact(listed)]) == ([] if stated == listed else [stated.split()[0]])


@given(st.text(max_size=60))
def test_whatever_is_written_the_check_names_only_what_stands_there(text: str) -> None:
    assert all(number in text for number in unsupported_numbers(text, []))


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("- {id: x, statement: a, says: [], url: 'https://x', checked: 2026-11-01}", "fact 'x': confidence: Field required"),
        (
            "- {id: x, statement: a, says: 2 months, url: 'https://x', checked: 2026-11-01, confidence: verified}",
            "fact 'x': says",
        ),
        ("- {id: x, statement: a, says: [2], url: 'https://x', checked: 2026-11-01, confidence: verified}", "fact 'x': says.0"),
        ("- {id: x, statement: a, says: [], url: x, checked: 2026-11-01, confidence: verified}", "must begin with https://"),
        ("- {id: x, statement: a, says: [], url: 'https://x', confidence: verified}", "fact 'x': checked: Field required"),
        ("nothing", "Input should be a valid list"),
    ],
)
def test_a_wrong_table_is_refused_by_name_and_with_the_fact(tmp_path: Path, yaml: str, said: str) -> None:
    file = tmp_path / "legal_facts.yml"
    file.write_text(yaml)
    with pytest.raises(ContentError) as refused:
        read_legal_facts(file)
    assert str(refused.value).startswith("legal_facts.yml")
    assert said in str(refused.value)
