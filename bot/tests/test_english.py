"""What the rules find in a message."""

from typing import Dict, List, Tuple

import pytest

from bot.english import entities_of, pipeline


def found(text: str) -> List[Tuple[str, str]]:
    return [(e["entity"], e["value"]) for e in entities_of(pipeline()(text))]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("clubs in rugely for a 9 year old", [("place", "Rugeley"), ("age", "9 year old")]),
        ("we live in newcastle-under-lyme", [("district", "Newcastle-under-Lyme")]),
        ("anything near Stone on saturday", [("place", "Stone"), ("date", "on saturday")]),
        ("letter dated 3rd march 2026", [("date", "3rd march 2026")]),
        ("meeting on 12/11/2026", [("date", "12/11/2026")]),
        ("he is in year 6 at the special school", [("school_phase", "year 6"), ("school_phase", "special")]),
        ("ref EHC-12345", [("case_reference", "EHC-12345")]),
        ("ST16", [("outcode", "ST16")]),
    ],
)
def test_places_ages_dates_phases_and_references_are_found(text: str, entities: List[Tuple[str, str]]) -> None:
    assert found(text) == entities


@pytest.mark.parametrize("text", ["stone dead", "a flash of anger", "leave it to me", "hello"])
def test_everyday_words_are_not_taken_for_places(text: str) -> None:
    assert found(text) == []


def test_a_place_carries_its_district() -> None:
    (place,) = entities_of(pipeline()("groups in Leek"))
    assert (place["value"], place["role"]) == ("Leek", "staffordshire_moorlands")


@pytest.mark.parametrize(
    ("persona", "texts"),
    [
        (
            "school",
            ["im the senco at a first school", "I'm a TA", "as a governor", "our pupil has had two cycles", "SENCO here quick q"],
        ),
        ("young_person", ["i'm 17 and at college", "my mum says i can appeal", "im a student"]),
        ("parent", ["my 7 yr old son", "me lad wont go in", "I am a worried dad", "im a mum of twins", "our granddaughter"]),
    ],
)
def test_who_is_asking_is_taken_from_what_they_say(persona: str, texts: List[str]) -> None:
    told: Dict[str, List[str]] = {text: [v for e, v in found(text) if e == "persona"] for text in texts}
    assert told == {text: [persona] for text in texts}


def test_nothing_is_assumed_about_who_is_asking() -> None:
    assert found("how long does an assessment take") == []
