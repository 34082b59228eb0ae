"""What is shipped is complete, sourced, and shows no contact that may not be shown."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml

from knowledge.answer import SECTIONS
from knowledge.legal_facts import unsupported_numbers
from knowledge.library import ROOT, Library
from web.gateway.choices import Choices
from web.gateway.notices import Notices

PROJECT = ROOT.parent
TODAY = date.today()

_LINK = re.compile(r"\]\((?P<kind>tel|sms|mailto|https?):(?P<target>[^)]*)\)")
_CONTACT_DETAIL = re.compile(r"\+?\d[\d ()-]{7,}\d|[\w.+-]+@[\w-]+\.\w+")


def _yaml(name: str) -> Any:
    return yaml.load((PROJECT / name).read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


DOMAIN, RULES = _yaml("domain.yml"), _yaml("data/stories/rules.yml")["rules"]


def _intents_of(action: str) -> set[str]:
    """Return the intents that the rules answer with this action."""
    return {
        choice["intent"]
        for rule in RULES
        if {"action": action} in rule["steps"]
        for step in rule["steps"]
        for choice in step.get("or", [step])
        if "intent" in choice
    }


def _dialled(detail: str) -> str:
    return re.sub(r"[^\d+]", "", detail)


def _shown_texts(library: Library) -> Iterator[tuple[str, str]]:
    """Give every text that a person may see, with where it comes from."""
    for answer in library.answers.values():
        for section in SECTIONS:
            yield f"{answer.id}.md, # {section}", library.text(answer, section)
    for name, move in library.replies.moves.items():
        yield f"replies.yml, {name}", library.with_contacts(move.text)
    for name, text in library.replies.notes:
        yield f"replies.yml, {name}", library.with_contacts(text)
    for name, text in Notices.read(library):
        if isinstance(text, str):
            yield f"notices.yml, {name}", text


def test_every_topic_that_is_answered_has_its_answer_and_no_answer_is_without_a_topic(shipped: Library) -> None:
    assert {t.id for t in shipped.topics.values() if t.kind == "answer"} == set(shipped.answers)


def test_every_number_in_every_answer_is_covered_by_a_listed_fact(shipped: Library) -> None:
    for answer in shipped.answers.values():
        facts = [shipped.legal_facts[fact] for fact in answer.facts]
        for section, text in answer.sections.items():
            assert not unsupported_numbers(text, facts), f"{answer.id}.md, # {section}"


def test_no_answer_holds_a_phone_number_or_an_email_address_of_its_own(shipped: Library) -> None:
    for answer in shipped.answers.values():
        for section, text in answer.sections.items():
            assert not _CONTACT_DETAIL.search(re.sub(r"\]\([^)]*\)", "", text)), f"{answer.id}.md, # {section}"


def test_no_detail_of_a_contact_that_is_held_back_is_shown_anywhere(shipped: Library) -> None:
    published = {_dialled(c.phone or "") for c in shipped.contacts.values() if c.may_show_details}
    held_back = {
        detail
        for contact in shipped.contacts.values()
        if not contact.may_show_details
        for detail in (contact.phone, contact.email, contact.text)
        if detail and _dialled(detail) not in published
    }
    assert held_back
    for where, text in _shown_texts(shipped):
        assert not {detail for detail in held_back if detail in text}, where


def test_every_number_and_address_that_is_shown_is_one_that_may_be_shown(shipped: Library) -> None:
    contacts = [c for c in shipped.contacts.values() if c.may_show_details]
    dialled = {_dialled(c.phone) for c in contacts if c.phone} | {"999"}
    written_to = {c.email for c in contacts if c.email}
    for where, text in _shown_texts(shipped):
        for link in _LINK.finditer(text):
            if link["kind"] == "tel":
                assert link["target"] in dialled, f"{where}: {link.group()}"
            elif link["kind"] == "sms":
                assert any(c.text and c.text.endswith(link["target"]) for c in contacts), f"{where}: {link.group()}"
            elif link["kind"] == "mailto":
                assert link["target"] in written_to, f"{where}: {link.group()}"
            else:
                assert link["kind"] == "https", f"{where}: {link.group()}"


CRISIS_REPLIES = DOMAIN["responses"]["utter_crisis"]
ANY_CRISIS_REPLY = pytest.mark.parametrize(
    "reply", CRISIS_REPLIES, ids=lambda reply: " ".join(c["value"] for c in reply.get("condition", [])) or "any"
)


@ANY_CRISIS_REPLY
def test_a_crisis_reply_shows_only_contacts_that_may_be_shown(shipped: Library, reply: dict[str, Any]) -> None:
    contacts = [c for c in shipped.contacts.values() if c.may_show_details]
    dialled = {_dialled(c.phone) for c in contacts if c.phone}
    texted = {number for c in contacts if c.text for number in re.findall(r"\d{5,}", c.text)}
    links = list(_LINK.finditer(reply["text"]))
    assert {link["target"] for link in links if link["kind"] == "tel"} <= dialled
    assert {link["target"] for link in links if link["kind"] == "sms"} <= texted
    assert {link["kind"] for link in links} <= {"tel", "sms"}
    said = {_dialled(number) for number in re.findall(r"\d[\d ]+\d", re.sub(r"\([^)]*:[^)]*\)", "", reply["text"]))}
    assert said - {"18", "19", "35"} <= dialled | texted
    assert "999" in said


@ANY_CRISIS_REPLY
def test_what_a_crisis_reply_shows_and_what_it_dials_are_the_same(reply: dict[str, Any]) -> None:
    for shown, target in re.findall(r"\[([^\]]*)\]\((?:tel|sms):(\d+)\)", reply["text"]):
        assert _dialled(shown) == target


@ANY_CRISIS_REPLY
def test_a_crisis_reply_brings_in_the_desk_without_the_action_server(reply: dict[str, Any]) -> None:
    assert reply["custom"]["topic"] == "crisis"
    assert reply["custom"]["handoff"]["urgency"] == "crisis"
    assert _intents_of("utter_crisis") == {"crisis"}


@ANY_CRISIS_REPLY
def test_a_crisis_reply_says_that_a_computer_wrote_it_and_that_the_chat_stays_open(reply: dict[str, Any]) -> None:
    assert "I am a computer" in reply["text"]
    assert "The chat stays open" in reply["text"]


def test_there_is_a_crisis_reply_for_each_kind_and_one_for_all_others() -> None:
    kinds = [{c["name"]: c["value"] for c in reply.get("condition", [])} for reply in CRISIS_REPLIES]
    assert kinds == [
        {},
        {"crisis_kind": "person", "persona": "young_person"},
        {"crisis_kind": "person", "persona": "school"},
        {"crisis_kind": "abuse"},
        {"crisis_kind": "missing"},
        {"crisis_kind": "medical"},
    ]


def test_the_crisis_reply_and_the_crisis_notice_name_the_same_numbers(shipped: Library) -> None:
    (reply,) = [reply for reply in CRISIS_REPLIES if "condition" not in reply]
    notice = Notices.read(shipped).crisis
    in_reply = {link["target"] for link in _LINK.finditer(reply["text"]) if link["kind"] == "tel"}
    in_notice = {link["target"] for link in _LINK.finditer(notice) if link["kind"] == "tel"}
    assert in_reply == in_notice


def test_every_choice_that_is_offered_anywhere_has_a_label_and_a_command(shipped: Library) -> None:
    choices = Choices(t for t in shipped.topics if t != "crisis")
    offered = {
        *Notices.read(shipped).starters,
        *(choice for move in shipped.replies.moves.values() for choice in move.buttons),
        *(choice for answer in shipped.answers.values() for choice in answer.quick_replies),
        *(term.topic for term in shipped.glossary.terms if term.topic),
        *(t.id for t in shipped.topics.values() if t.kind != "control"),
        "task_talk_to_person",
    }
    for choice in offered:
        assert shipped.can_offer(choice), f"{choice} has no label: give it an answer or a line in buttons.yml"
        assert 2 <= len(shipped.button(choice)) <= 40
        assert choices.command(choice), f"{choice} has no command"


def test_no_two_buttons_say_the_same(shipped: Library) -> None:
    labels = [shipped.button(t) for t in shipped.topics if shipped.can_offer(t)]
    assert sorted(set(labels)) == sorted(labels)


def test_every_line_of_the_buttons_file_is_a_choice() -> None:
    topics = {t["id"] for t in _yaml("knowledge/topics.yml")["topics"]}
    choices = Choices(topics)
    assert [c for c in _yaml("knowledge/buttons.yml") if choices.command(c) is None] == []


def test_every_move_that_the_rules_reply_to_has_its_words(shipped: Library) -> None:
    by_the_rules = _intents_of("action_reply")
    by_the_actions = {"affirm", "deny", "say_simpler", "say_more", "set_persona", "ask_persona", "task_glossary"}
    assert by_the_rules
    assert by_the_rules | by_the_actions <= shipped.replies.moves.keys()


def test_the_rules_answer_exactly_the_topics_that_have_answers(shipped: Library) -> None:
    assert _intents_of("action_answer") == set(shipped.answers)


def test_every_topic_is_an_intent_with_a_rule(shipped: Library) -> None:
    ruled = {c["intent"] for r in RULES for s in r["steps"] for c in s.get("or", [s]) if "intent" in c}
    assert set(DOMAIN["intents"]) == set(shipped.topics)
    assert set(shipped.topics) <= ruled


def test_every_answer_says_where_it_comes_from_and_when_that_was_checked(shipped: Library) -> None:
    for answer in shipped.answers.values():
        assert answer.sources
        for source in answer.sources:
            assert date(2025, 1, 1) < source.checked <= TODAY, f"{answer.id}.md: {source.title}"
        assert answer.reviewed <= TODAY, f"{answer.id}.md"


def test_every_fact_was_checked_on_a_day_that_has_been(shipped: Library) -> None:
    for fact in shipped.legal_facts.values():
        assert date(2025, 1, 1) < fact.checked <= TODAY, fact.id


def test_no_text_asks_for_an_unknown_contact_or_leaves_a_mark_unfilled(shipped: Library) -> None:
    for where, text in _shown_texts(shipped):
        assert "{contact" not in text, where


@pytest.mark.parametrize("name", ["not_working", "crisis"])
def test_the_notices_for_trouble_name_numbers_that_are_always_answered(shipped: Library, name: str) -> None:
    assert "tel:999" in getattr(Notices.read(shipped), name)


def test_every_notice_that_refuses_a_message_says_whom_to_ring_in_danger(shipped: Library) -> None:
    notices = Notices.read(shipped)
    for name in ("too_many_messages", "too_many_conversations", "database_unavailable"):
        assert "999" in getattr(notices, name), name
