"""The files are checked against each other: what does not fit together is refused before a person can see it."""

from pathlib import Path

import pytest

from knowledge.files import ContentError
from knowledge.library import Library
from tests.knowledge.content import change
from web.gateway.notices import Notices


def test_content_that_fits_together_is_loaded(folder: Path) -> None:
    library = Library(folder)
    assert list(library.answers) == ["mediation"]
    assert Notices.read(library).starters == ["mediation"]


def test_a_contact_stands_where_its_mark_was_and_one_held_back_leads_to_the_local_offer(folder: Path) -> None:
    library = Library(folder)
    text = library.text(library.answers["mediation"], "more")
    assert text == "Ask SENDIASS: look for it on the [Local Offer website](https://offer.example)."
    change(folder / "contacts.yml", "publish: after_check", 'publish: "yes", evidence: "https://x.example"')
    library = Library(folder)
    assert library.text(library.answers["mediation"], "more") == "Ask SENDIASS: [01234 567890](tel:01234567890)."


def test_a_topic_is_offered_in_the_words_of_its_answer_or_else_of_the_buttons_file(folder: Path) -> None:
    library = Library(folder)
    assert library.button("mediation") == "Mediation"
    assert library.button("appeal") == "Appeal"
    assert library.button("set_persona:parent") == "I am a parent"
    assert not library.can_offer("greet")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("answers/mediation.md", "[appeal]", "[apeal]", "mediation.md: 'apeal' is not a topic"),
        ("answers/mediation.md", "quick_replies: [appeal]", "relations: {next: apeal}", "mediation.md: 'apeal' is not a topic"),
        (
            "answers/mediation.md",
            "{contact:sendiass}",
            "{contact:sendias}",
            "mediation.md, # more: there is no contact 'sendias'",
        ),
        ("answers/mediation.md", "[two-months]", "[three]", "mediation.md: there is no fact 'three' in legal_facts.yml"),
        ("answers/mediation.md", "2 months", "3 months", "mediation.md, # parent: no listed fact says '3'"),
        ("answers/mediation.md", "facts: [two-months]\n", "", "mediation.md, # parent: no listed fact says '2'"),
        (
            "answers/mediation.md",
            "time.",
            "time: ring 01785 278 000.",
            "# simpler: the phone number '01785 278 000' must be a contact",
        ),
        ("answers/mediation.md", "time.", "time: a.b@c.org.", "mediation.md, # simpler: the email address 'a.b@c.org' must be"),
        ("topics.yml", "id: mediation", "id: meditation", "mediation.md: 'mediation' is not a topic: add it to topics.yml first"),
        ("topics.yml", "kind: control", "kind: other", "topics.yml: topics.2.kind"),
        ("topics.yml", "topics:", "topiks:", "topics.yml: topics: Field required"),
        ("topics.yml", "topics:", "topics: [", "topics.yml: not YAML"),
        ("contacts.yml", "id: local_offer_staffordshire", "id: offer", "contacts.yml: 'local_offer_staffordshire' is missing"),
        ("contacts.yml", "publish: after_check", "publish: perhaps", "contacts.yml, contact 'sendiass': publish"),
        ("legal_facts.yml", "confidence: verified", "confidence: sure", "legal_facts.yml, fact 'two-months': confidence"),
        ("glossary.yml", "meaning:", "means:", "glossary.yml, term 'SENCO': meaning: Field required"),
        ("replies.yml", "Hello.", "Ask {contact:x}.", "replies.yml, greet: there is no contact 'x'"),
        ("replies.yml", "  offer: Words.", "  offer: 'Ask {contact:x}.'", "replies.yml, offer: there is no contact 'x'"),
        ("replies.yml", "[mediation,", "[greet,", "replies.yml, greet: nothing says how to offer 'greet'"),
        ("replies.yml", "set_persona:parent", "set_persona:x", "replies.yml, greet: nothing says how to offer 'set_persona:x'"),
        ("replies.yml", "  which_one: Words.\n", "", "replies.yml: notes.which_one: Field required"),
        ("replies.yml", "moves:", "moves: [", "replies.yml: not YAML"),
        ("buttons.yml", "Appeal}", "[1]}", "buttons.yml: appeal"),
    ],
)
def test_what_does_not_fit_together_is_refused_with_the_file_and_what_to_do(
    folder: Path, file: str, old: str, new: str, said: str
) -> None:
    change(folder / file, old, new)
    with pytest.raises(ContentError) as refused:
        Library(folder)
    assert said in str(refused.value)


@pytest.mark.parametrize("file", ["topics.yml", "contacts.yml", "legal_facts.yml", "glossary.yml", "replies.yml", "buttons.yml"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(ContentError, match=f"^{file}: cannot be read"):
        Library(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("starters: [mediation]", "starters: [greet]", "notices.yml: nothing says how to offer 'greet'"),
        ("crisis: Words.", "crisis: 'Ring {contact:x}.'", "notices.yml: there is no contact 'x'"),
        ("crisis: Words.\n", "", "notices.yml: crisis: Field required"),
        ("crisis:", "krisis:", "notices.yml: crisis: Field required"),
        ("crisis: Words.", "crisis: [", "notices.yml: not YAML"),
    ],
)
def test_wrong_notices_are_refused_with_the_file_and_what_to_do(folder: Path, old: str, new: str, said: str) -> None:
    change(folder / "notices.yml", old, new)
    with pytest.raises(ContentError) as refused:
        Notices.read(Library(folder))
    assert said in str(refused.value)
