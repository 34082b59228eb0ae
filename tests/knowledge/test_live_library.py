"""Content goes live when its file is saved; a wrong file changes nothing until it is mended."""

import os
from pathlib import Path

import pytest

from knowledge.files import ContentError
from knowledge.library import LiveLibrary
from tests.knowledge.content import change


def _save(file: Path, old: str, new: str) -> None:
    """Change a file as an editor does, later than it was changed before, however coarse the disk's clock."""
    before = file.stat().st_mtime_ns
    change(file, old, new)
    os.utime(file, ns=(before + 10**9, before + 10**9))


def _simpler(live: LiveLibrary) -> str:
    return live().answers["mediation"].sections["simpler"]


def test_a_correction_is_taken_up(folder: Path) -> None:
    live = LiveLibrary(folder)
    _save(folder / "answers" / "mediation.md", "You have time.", "There is time.")
    assert _simpler(live) == "There is time."


def test_nothing_is_read_again_while_nothing_changes(folder: Path) -> None:
    live = LiveLibrary(folder)
    assert live() is live()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("answers/mediation.md", "You have time.", "You have 9 weeks."),
        ("answers/mediation.md", "---\nid", "id"),
        ("topics.yml", "topics:", "topics: ["),
        ("contacts.yml", "- {id: sendiass", "- {id: [sendiass"),
        ("legal_facts.yml", "says: [2 months]", "says: [2 months"),
        ("glossary.yml", "term: SENCO", "terms: SENCO"),
        ("replies.yml", "greet:", "greet: :"),
        ("buttons.yml", "appeal: Appeal", "appeal: [Appeal"),
    ],
)
def test_a_file_that_breaks_is_reported_once_keeps_the_last_good_content_and_its_mending_is_taken_up(
    folder: Path, file: str, old: str, new: str, caplog: pytest.LogCaptureFixture
) -> None:
    live = LiveLibrary(folder)
    good = live()
    _save(folder / file, old, new)
    assert live() is good
    assert live() is good
    (told,) = caplog.messages
    assert Path(file).name in told
    _save(folder / file, new, old)
    assert live() is not good
    assert "in use from now on" in caplog.messages[-1]
    assert _simpler(live) == "You have time."


def test_a_file_that_vanishes_keeps_the_last_good_content(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    live = LiveLibrary(folder)
    good = live()
    (folder / "contacts.yml").unlink()
    assert live() is good
    assert "contacts.yml" in caplog.text


def test_a_file_in_the_wrong_encoding_keeps_the_last_good_content(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    live = LiveLibrary(folder)
    good = live()
    (folder / "replies.yml").write_bytes(b"\xff\xfe")
    assert live() is good
    assert "replies.yml" in caplog.text


def test_a_new_answer_goes_live_and_a_removed_one_is_gone(folder: Path) -> None:
    live = LiveLibrary(folder)
    text = (folder / "answers" / "mediation.md").read_text("utf-8")
    (folder / "answers" / "appeal.md").write_text(text.replace("id: mediation", "id: appeal"), "utf-8")
    assert set(live().answers) == {"appeal", "mediation"}
    (folder / "answers" / "appeal.md").unlink()
    assert set(live().answers) == {"mediation"}


def test_content_that_is_wrong_at_the_start_stops_the_start(folder: Path) -> None:
    change(folder / "topics.yml", "topics:", "topics: [")
    with pytest.raises(ContentError, match=r"^topics\.yml"):
        LiveLibrary(folder)
