"""Only details that may be shown reach a person, and only with grounds may they be shown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.contacts import Contact, read_contacts
from knowledge.files import ContentError

_WORDS = st.text(st.characters(categories=["L"]), min_size=8, max_size=20)
_DETAILS = st.fixed_dictionaries(
    {"phone": st.from_regex(r"0\d{3} \d{6}", fullmatch=True)},
    optional={
        "text": _WORDS,
        "email": _WORDS.map(lambda w: f"{w}@example.org"),
        "url": _WORDS.map(lambda w: f"https://{w}.example"),
        "hours": _WORDS,
        "who_for": _WORDS,
    },
)


@given(_DETAILS, st.sampled_from(["after_check", "no"]))
def test_nothing_of_a_contact_that_is_held_back_is_ever_shown_but_its_name(details: dict[str, str], publish: str) -> None:
    contact = Contact.model_validate({"id": "x", "name": "The Team", "publish": publish, **details})
    assert not contact.may_show_details
    assert contact.as_markdown("ask us") == "The Team: ask us"


def test_what_may_be_shown_is_shown_so_that_it_can_be_tapped() -> None:
    contact = Contact(
        id="x",
        name="The Team",
        phone="0800 123 4567",
        text="text HELLO to 85258",
        email="team@example.org",
        url="https://team.example",
        hours="9am to 5pm",
        evidence="https://team.example",
        publish="yes",
    )
    assert contact.as_markdown("ask us") == (
        "The Team: [0800 123 4567](tel:08001234567), [text HELLO to 85258](sms:85258), "
        "[team@example.org](mailto:team@example.org), 9am to 5pm"
    )


def test_a_contact_with_a_website_only_is_shown_as_a_link_and_one_with_nothing_as_its_name() -> None:
    site = Contact(id="x", name="The Team", url="https://team.example", evidence="https://team.example", publish="yes")
    bare = Contact(id="x", name="The Team", evidence="https://team.example", publish="yes")
    assert site.as_markdown("ask us") == "The Team: [website](https://team.example)"
    assert bare.as_markdown("ask us") == "The Team"


@pytest.mark.parametrize("grounds", [{"evidence": "https://x.example"}, {"confirmed": {"by": "A. Clerk", "on": "2026-12-01"}}])
def test_publish_yes_needs_evidence_or_a_confirmation(grounds: dict[str, object]) -> None:
    entry = {"id": "x", "name": "The Team", "publish": "yes"}
    assert Contact.model_validate({**entry, **grounds}).may_show_details
    with pytest.raises(ValidationError, match=r"publish: yes needs evidence \(a URL\) or a confirmation"):
        Contact.model_validate(entry)


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("- {id: x, name: A, publish: maybe}", "contact 'x': publish"),
        ("- {id: x, name: A, publish: yes}", "contact 'x': publish"),  # YAML takes a bare yes for true
        ("- {id: x, name: A}", "contact 'x': publish: Field required"),
        ("- {id: x, publish: no, name: A, fone: 1}", "contact 'x'"),
        ("- {id: x, name: A, publish: 'yes'}", "contact 'x': file: Value error, publish: yes needs evidence"),
        ("- {id: x, name: A, publish: 'no', url: 'http://x'}", "must begin with https://"),
        ("- {id: x, name: A, publish: 'no'}\n- {id: x, name: B, publish: 'no'}", "the contact 'x' stands twice"),
        ("- {name: A, publish: 'no'}", "contact 'number 1': id: Field required"),
        ("- just words", "0: Input should be a valid dictionary"),
        ("x: y", "Input should be a valid list"),
        ("", "Input should be a valid list"),
        ("- {id: x", "not YAML"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_with_the_contact(tmp_path: Path, yaml: str, said: str) -> None:
    file = tmp_path / "contacts.yml"
    file.write_text(yaml)
    with pytest.raises(ContentError) as refused:
        read_contacts(file)
    assert str(refused.value).startswith("contacts.yml")
    assert said in str(refused.value)
