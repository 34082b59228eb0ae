"""An answer file is read whole, or refused with a message that names it and says what to do."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.answer import parse_answer, read_answer
from knowledge.files import ContentError
from tests.knowledge.content import ANSWER, replaced


def test_a_right_file_is_read_whole() -> None:
    answer = parse_answer(ANSWER, "mediation.md")
    assert (answer.id, answer.title, answer.button) == ("mediation", "Mediation", "Mediation")
    assert answer.sources[0].checked == date(2026, 11, 23)
    assert answer.sections == {
        "parent": "You have 2 months.",
        "simpler": "You have time.",
        "more": "Ask {contact:sendiass}.",
    }


def test_a_reader_without_a_section_of_their_own_gets_the_parents_words() -> None:
    answer = parse_answer(replaced(ANSWER, "# simpler", "# school\n\nFor schools.\n\n# simpler"), "mediation.md")
    assert answer.section("school") == "For schools."
    assert answer.section("young_person") == answer.section("parent") == "You have 2 months."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\nid:", "id:", "front matter between two lines of ---"),
        ("id: mediation", "id: appeal", "must be called appeal.md"),
        ("title: Mediation", "title: [", "front matter: not YAML"),
        ("title: Mediation", "title: ''", "title: String should have at least 3 characters"),
        ("title: Mediation\n", "", "title: Field required"),
        ("title: Mediation", "titel: Mediation", "titel: Extra inputs are not permitted"),
        ("button: Mediation", f"button: {'x' * 41}", "button: String should have at most 40 characters"),
        ("https://www", "http://www", "must begin with https://"),
        ("https://www", "javascript://www", "must begin with https://"),
        ("    checked: 2026-11-23\n", "", "sources.0.checked: Field required"),
        ("checked: 2026-11-23", "checked: last week", "sources.0.checked"),
        ("sources:\n  - title: The Act", "sources: []\nother:\n  - title: The Act", "sources: List should have at least 1 item"),
        ("reviewed: 2026-11-25\n", "", "reviewed: Field required"),
        ("review_by: 2027-05-25", "review_by: 2026-11-25", "review_by must be later than reviewed"),
        ("[appeal]", "[a, b, c, d]", "quick_replies: List should have at most 3 items"),
        ("quick_replies: [appeal]", "relations: {afterwards: appeal}", "relations.afterwards"),
        ("# parent", "# Parent", "the first line must be '# parent'"),
        ("# parent", "Hello.\n\n# parent", "the first line must be '# parent'"),
        ("# parent\n\nYou have 2 months.", "# school\n\nFor schools.", "'# parent' is missing or empty"),
        ("# simpler\n\nYou have time.", "# simpler", "'# simpler' is missing or empty"),
        ("# simpler", "# parent", "'# parent' stands twice"),
        ("# simpler", "# teacher\n\nWords.\n\n# simpler", "sections.teacher"),
        ("# simpler", "# School\n\nWords.\n\n# simpler", "the heading '# School'"),
        ("# simpler", "## Details\n\nWords.\n\n# simpler", "the heading '## Details'"),
        ("You have time.", "You have <b>time</b>.", "'# simpler' holds HTML: use Markdown"),
        ("You have time.", "You have time.<!-- really? -->", "'# simpler' holds HTML: use Markdown"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_with_what_is_wrong(old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError) as refused:
        parse_answer(replaced(ANSWER, old, new), "mediation.md")
    assert str(refused.value).startswith("mediation.md: ")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "text", ["", "---", "---\n---\n", "---\n- a\n---\n# parent\n\nx", "---\nid: mediation\n", "# parent\n\nx"]
)
def test_a_file_that_is_hardly_there_is_refused_by_name(text: str) -> None:
    with pytest.raises(ContentError, match=r"^mediation\.md: "):
        parse_answer(text, "mediation.md")


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mediation.md"
    file.write_bytes(b"\xef\xbb\xbf" + ANSWER.replace("\n", "\r\n").encode())
    assert read_answer(file) == parse_answer(ANSWER, "mediation.md")


def test_a_file_in_another_encoding_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "mediation.md"
    file.write_bytes(ANSWER.replace("time", "café").encode("latin-1"))
    with pytest.raises(ContentError, match=r"^mediation\.md: not UTF-8: save it again with that encoding"):
        read_answer(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"^mediation\.md: cannot be read: No such file"):
        read_answer(tmp_path / "mediation.md")
