"""Kinds of one topic, told apart in the training data and merged again: what is out of scope has several doors to point to.

In data/nlu a kind is written as metadata of the examples: `metadata: {kind: health}`. Each kind is learnt for itself; together
they count as their topic, so that telling them apart never makes the topic less likely.
"""

from __future__ import annotations

from typing import Dict, Sequence, Text, Tuple

from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

KIND = "kind"
"""The entity that names the likeliest kind of the likeliest topic."""

_MARK = "/"


def labelled(example: Message) -> Text:
    """Return the topic of a training example, with its kind if it has one."""
    kind = ((example.get("metadata") or {}).get("intent") or {}).get(KIND)
    topic: Text = example.get(INTENT)
    return f"{topic}{_MARK}{kind}" if kind else topic


def merged(labels: Sequence[Text], probabilities: Sequence[float]) -> Tuple[Dict[Text, float], Dict[Text, Text]]:
    """Return the probability of each topic, all kinds together, and the likeliest kind of each topic that has kinds."""
    topics: Dict[Text, float] = {}
    best: Dict[Text, Tuple[float, Text]] = {}
    for label, probability in zip(labels, map(float, probabilities), strict=True):
        topic, _, kind = label.partition(_MARK)
        topics[topic] = topics.get(topic, 0.0) + probability
        if kind:
            best[topic] = max(best.get(topic, (-1.0, "")), (probability, kind))
    return topics, {topic: kind for topic, (_, kind) in best.items()}
