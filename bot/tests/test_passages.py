"""Searching the answers for a message that no topic fits."""

from pathlib import Path

import numpy as np

from bot.passages import Search, passages, wordings

ANSWER = """---
id: late
title: "The council is late"
---

# parent

You can complain when a date has been missed by the council, and ask for the reason.

Short.

- Ring them: {contact:council}, which is a long enough line to count as a passage.

# simpler

The council is late. You can complain about it today, and it costs nothing at all.
"""


def test_passages_are_paragraphs_as_they_stand_without_short_ones_contacts_and_simpler_words(tmp_path: Path) -> None:
    (tmp_path / "late.md").write_text(ANSWER, "utf-8")
    text = "You can complain when a date has been missed by the council, and ask for the reason."
    assert passages(tmp_path) == [("late", "The council is late", text)]


def test_the_nearest_passage_of_each_topic_is_found_by_meaning_and_by_words() -> None:
    found = [("late", "Late", "the council missed a date"), ("bus", "Bus", "a taxi to school"), ("bus", "Bus", "travel money")]
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]], dtype=np.float32)
    near = Search(found, vectors, word_weight=1.0).nearest("taxi to school", np.array([0.8, 0.6], dtype=np.float32))
    assert near["late"] == (np.float32(0.8), "the council missed a date")
    assert near["bus"][1] == "a taxi to school"
    assert len(wordings(found)) == 3
