"""The words for messages in other languages."""

from pathlib import Path

import pytest

from knowledge.check import findings
from knowledge.files import ContentError
from knowledge.languages import read_languages
from knowledge.library import Library
from tests.knowledge.test_check import TODAY


def test_a_text_that_nobody_at_home_in_the_language_has_read_is_due() -> None:
    due = [f.what for f in findings(Library(), TODAY) if f.where == "languages.yml"]
    assert any("Polish" in what for what in due)


@pytest.mark.parametrize(
    "text",
    [
        "- {code: pl, name: Polish, text: Tak., checked_by: null}\n- {code: pl, name: Polish, text: Nie., checked_by: null}\n",
        "- {code: polish, name: Polish, text: Tak., checked_by: null}\n",
        "- {code: pl, name: Polish, checked_by: null}\n",
        "- {code: pl, name: Polish, text: Tak., checked_by: {by: A. Nowak}}\n",
    ],
)
def test_a_wrong_entry_is_refused_with_the_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "languages.yml").write_text(text, "utf-8")
    with pytest.raises(ContentError, match=r"languages\.yml"):
        read_languages(tmp_path / "languages.yml")
