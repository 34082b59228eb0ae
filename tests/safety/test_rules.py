"""The rules as files: every line can be read, matched and told apart."""

from collections import Counter
from pathlib import Path

import pytest

from safety.judge import _RULE_FILES
from safety.pattern import Pattern, words_of
from safety.rule import read_rules
from safety.rulefile import read_sections
from safety.spelling import FILLERS, PHRASES, WORDS
from safety.tables import TABLES

RULES = Path(__file__).resolve().parents[2] / "safety" / "rules"
NOT_RULES = {"context", "idioms", "words", "spelling", "ordinary_words"}


def test_every_file_of_rules_is_read() -> None:
    assert {path.stem for path in RULES.glob("*.txt")} == {*_RULE_FILES, *NOT_RULES}


@pytest.mark.parametrize("name", _RULE_FILES)
def test_every_rule_has_a_subject_and_a_force_that_are_known(name: str) -> None:
    for rule in read_rules(name):
        assert rule.subject in ("self", "harm", "abuse", "missing", "medical", "carer", "low")
        assert rule.force in ("plain", "word", "named", "faint", "tired")


@pytest.mark.parametrize("name", [*_RULE_FILES, "context", "idioms"])
def test_every_pattern_can_be_matched(name: str) -> None:
    for _, lines in read_sections(name):
        for line in lines:
            assert not Pattern(line, TABLES).found_in("nothing of the kind "), line


@pytest.mark.parametrize("name", _RULE_FILES)
def test_no_rule_waits_for_a_word_that_reading_leaves_out(name: str) -> None:
    for rule in read_rules(name):
        assert not words_of(rule.pattern.source, {key: "" for key in TABLES}) & FILLERS, rule.pattern.source


def test_no_rule_stands_twice() -> None:
    sources = Counter(rule.pattern.source for name in _RULE_FILES for rule in read_rules(name))
    assert [source for source, times in sources.items() if times > 1] == []


def test_no_line_of_the_rules_is_too_long_to_read() -> None:
    for path in RULES.glob("*.txt"):
        assert max(map(len, path.read_text("utf-8").splitlines())) <= 130, path.name


def test_spellings_are_written_out_once_and_for_all() -> None:
    again = {variant for variant, plain in WORDS.items() if plain in WORDS and WORDS[plain] != plain}
    assert again == set()
    assert all(phrase != plain for phrase, plain in PHRASES.items())
