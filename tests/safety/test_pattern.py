"""The language of patterns."""

import pytest

from safety.pattern import Pattern, words_of

TABLES = {"kid": "son|little girl", "not": "not|never"}


def found(pattern: str, sentence: str) -> bool:
    """Return whether a pattern occurs in a sentence."""
    return Pattern(pattern, TABLES).found_in(sentence + " ")


def test_words_match_whole_and_in_order() -> None:
    assert found("want to die", "i want to die now")
    assert not found("want to die", "i want to diet")
    assert not found("want to die", "to die i want")


def test_a_comma_between_words_does_not_matter() -> None:
    assert found("want to die", "i want to , die")


def test_alternatives_may_be_several_words_and_nested() -> None:
    assert found("(end (it all|everything)|die)", "i will end it all")
    assert found("(end (it all|everything)|die)", "i will die")
    assert not found("(end (it all|everything)|die)", "i will end it")


def test_optional_words_may_be_missing() -> None:
    assert found("my [own] life", "my own life")
    assert found("my [own] life", "my life")


def test_tables_are_read_in_place() -> None:
    assert found("my {kid} hurts", "my little girl hurts")


def test_a_gap_takes_three_words_and_never_a_denial() -> None:
    assert found("dad .. hits", "dad gets drunk and hits")
    assert not found("dad .. hits", "dad gets very drunk then hits")
    assert not found("dad .. hits", "dad not ever hits")


def test_a_long_gap_takes_seven_words() -> None:
    assert found("dad ... hits", "dad a b c d e f g hits")
    assert not found("dad ... hits", "dad a b c d e f g h hits")


def test_what_may_not_follow_is_looked_at_but_not_taken() -> None:
    assert found("live !(with|in)", "want to live")
    assert not found("live !(with|in)", "want to live with dad")


def test_ends_of_a_clause_are_commas_and_ends_of_the_sentence() -> None:
    assert found("gone $", "she has gone")
    assert found("gone $", "she has gone , again")
    assert not found("gone $", "she has gone home")
    assert found("^ help", "please , help")
    assert not found("^ help", "please help")


def test_figures_match_the_word_number() -> None:
    assert found("number days", "for 5 days")
    assert not found("number days", "for some days")


def test_parts_together_match_in_any_order_within_twelve_words() -> None:
    assert found("belt ~ (dad|mum)", "dad has a belt")
    assert found("belt ~ (dad|mum)", "the belt is for dad")
    assert not found("belt ~ dad", "belt " + "a " * 12 + "dad")
    assert found("belt ~~ dad", "belt " + "a " * 12 + "dad")


def test_parts_together_never_share_a_word() -> None:
    assert not found("dad ~ (dad|mum)", "dad is here")
    assert found("dad ~ (dad|mum)", "dad and mum are here")


def test_the_danger_is_where_the_first_part_stands() -> None:
    (span,) = Pattern("belt ~ dad", TABLES).spans("dad has a belt ")
    assert (span.start, span.end, span.danger) == (0, 15, 10)


def test_anchors_are_the_rarest_words_that_must_occur() -> None:
    assert Pattern("i want to (die|disappear)", TABLES).anchors == {"want"} or Pattern(
        "i want to (die|disappear)", TABLES
    ).anchors == {"die", "disappear"}


@pytest.mark.parametrize("wrong", ["(die", "die)", "die?", "[own]", "..", "die|(live"])
def test_a_mistake_in_a_pattern_is_an_error(wrong: str) -> None:
    with pytest.raises(ValueError, match="pattern|brackets"):
        Pattern(wrong, TABLES)


def test_words_of_a_pattern_include_those_of_its_tables() -> None:
    assert words_of("my {kid} cries", TABLES) == {"my", "son", "little", "girl", "cries"}
