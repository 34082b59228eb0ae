"""Finding the words that someone wants explained."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.files import ContentError
from knowledge.glossary import Glossary, read_glossary
from knowledge.library import ROOT

GLOSSARY = read_glossary(ROOT / "glossary.yml")


def found(text: str, glossary: Glossary = GLOSSARY) -> list[str]:
    return [term.term for term in glossary.find(text)]


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("what does EHCP mean", ["EHCP"]),
        ("whats apdr and EAPDR", ["APDR", "EAPDR"]),
        ("what is a senko", ["SENCO"]),
        ("sendias?", ["SENDIASS"]),
        ("what does HI and vi stand for", ["HI", "VI"]),
        ("what does educational psychologist mean", ["EP"]),
    ],
)
def test_terms_are_found_in_any_case_and_with_typing_mistakes(asked: str, terms: list[str]) -> None:
    assert found(asked) == terms


@pytest.mark.parametrize("asked", ["hi, what does that mean", "ta", "tell me about plans", ""])
def test_everyday_words_are_not_taken_for_abbreviations(asked: str) -> None:
    assert found(asked) == []


def test_every_term_can_be_asked_for_by_its_own_name() -> None:
    assert [term.term for term in GLOSSARY.terms if term.term not in found(f"what is {term.term}?")] == []


@given(st.text(max_size=300))
def test_any_text_at_all_can_be_searched(text: str) -> None:
    assert len(GLOSSARY.find(text)) <= 4


def test_a_term_that_stands_twice_is_refused_by_name(tmp_path: Path) -> None:
    entry = "- {term: AAA, full: Any old words, meaning: Something.}\n"
    (tmp_path / "glossary.yml").write_text(entry * 2)
    with pytest.raises(ContentError, match=r"glossary\.yml.*AAA"):
        read_glossary(tmp_path / "glossary.yml")


def test_terms_in_a_text_are_given_as_they_are_written_there_once_each() -> None:
    mentions = GLOSSARY.mentions("The SENCO, once more the SENCO, and an educational psychologist, will send it.")
    assert {term.term: written for term, written in mentions.items()} == {"SENCO": "SENCO", "EP": "educational psychologist"}
