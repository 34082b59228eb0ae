"""The linear classifier."""

from pathlib import Path

import numpy as np

from bot.topics import LinearTopics

TEXTS = ["late plan", "the plan is late", "school bus", "a taxi to school", "thanks a lot", "many thanks"] * 3
TOPICS = ["late", "late", "transport", "transport", "thanks", "thanks"] * 3


def vectors() -> np.ndarray:
    return np.array([[topic == name for name in ("late", "transport", "thanks")] for topic in TOPICS], dtype=np.float32)


def test_probabilities_add_up_to_one_and_favour_the_right_topic() -> None:
    model = LinearTopics(word_weight=1.0, strength=20.0, temperature=1.0).fit(vectors(), TEXTS, TOPICS)
    rows = model.probabilities(vectors(), TEXTS)
    assert np.allclose(rows.sum(axis=1), 1.0)
    assert [model.topics[i] for i in rows.argmax(axis=1)] == TOPICS


def test_a_higher_temperature_makes_it_less_sure() -> None:
    sure = LinearTopics(1.0, 20.0, 1.0).fit(vectors(), TEXTS, TOPICS).probabilities(vectors(), TEXTS)
    unsure = LinearTopics(1.0, 20.0, 4.0).fit(vectors(), TEXTS, TOPICS).probabilities(vectors(), TEXTS)
    assert (unsure.max(axis=1) < sure.max(axis=1)).all()


def test_a_saved_model_says_the_same_when_loaded(tmp_path: Path) -> None:
    model = LinearTopics(1.0, 20.0, 1.0).fit(vectors(), TEXTS, TOPICS)
    model.save(tmp_path)
    loaded = LinearTopics(1.0, 20.0, 1.0).load(tmp_path)
    assert np.allclose(loaded.probabilities(vectors(), TEXTS), model.probabilities(vectors(), TEXTS), atol=1e-3)
