"""How varied the training messages are: `make variety`; with DATA=folder also that none of a test set is among them.

Near-duplicates by meaning (plain MiniLM, so that our own adapter does not decide) within a topic add nothing; across topics they
teach two answers to one question. The topics that lie closest together are where messages that tell them apart are worth most.
"""

import json
import re
import sys
from pathlib import Path
from typing import Dict, List, Text, Tuple

import numpy as np

from bot.embeddings import Encoder
from bot.finetune import messages
from bot.wording import clean

SAME = 0.97
"""Cosine from which two messages say the same in nearly the same words."""
SHOWN = 30
_BLOCK = 1000
Pair = Tuple[float, int, int]


def near_duplicates(vectors: np.ndarray) -> List[Pair]:
    """Return the pairs of rows that are nearly the same, closest first."""
    pairs: List[Pair] = []
    for start in range(0, len(vectors), _BLOCK):
        alike = vectors[start : start + _BLOCK] @ vectors.T
        for row, column in zip(*np.where(alike >= SAME)):
            if start + row < column:
                pairs.append((float(alike[row, column]), int(start + row), int(column)))
    return sorted(pairs, reverse=True)


def closest_topics(vectors: np.ndarray, topics: List[Text]) -> List[Tuple[float, Text, Text]]:
    """Return pairs of topics by how alike their messages are on average, closest first."""
    names = sorted(set(topics))
    of = np.array(topics)
    middles = np.stack([vectors[of == name].mean(axis=0) for name in names])
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    alike = middles @ middles.T
    return sorted(
        ((float(alike[i, j]), names[i], names[j]) for i in range(len(names)) for j in range(i + 1, len(names))), reverse=True
    )


def _plain(text: Text) -> Text:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def overlap(texts: List[Text], folder: Path) -> List[Text]:
    """Return the messages that also stand in a .jsonl file of the folder, as `text`, whatever their capitals and commas."""
    ours = {_plain(text) for text in texts} - {""}
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines() if line]
    return [text for text in (json.loads(line)["text"] for line in lines) if _plain(text) in ours]


def main() -> None:
    """Print the figures; end with status 1 if a message of DATA is among the training messages."""
    texts, labels = messages(as_typed=True)
    topics = [label.partition("/")[0] for label in labels]
    counts: Dict[Text, int] = {name: topics.count(name) for name in set(topics)}
    words = [len(text.split()) for text in texts]
    print(f"{len(texts)} messages, {len(counts)} topics; fewest: {min(counts.values())}, most: {max(counts.values())} a topic")
    print(
        f"words in a message: median {np.median(words):.0f}, a tenth {np.quantile(words, 0.9):.0f} or more, longest {max(words)}"
    )
    vectors = Encoder(adapted=False).encode([clean(text) for text in texts])
    pairs = near_duplicates(vectors)
    across = [(alike, i, j) for alike, i, j in pairs if topics[i] != topics[j]]
    print(f"\nnearly the same within a topic: {len(pairs) - len(across)}; across topics: {len(across)}")
    for alike, i, j in across[:SHOWN]:
        print(f"  {alike:.3f}  {topics[i]}: {texts[i][:70]}  |  {topics[j]}: {texts[j][:70]}")
    print("\ntopics whose messages are most alike:")
    for alike, first, second in closest_topics(vectors, topics)[:SHOWN]:
        print(f"  {alike:.3f}  {first}, {second}")
    if len(sys.argv) > 1 and sys.argv[1]:
        shared = overlap(texts, Path(sys.argv[1]))
        print(f"\nalso in {sys.argv[1]}: {len(shared)}")
        for text in shared:
            print(f"  {text[:100]}")
        sys.exit(bool(shared))


if __name__ == "__main__":
    main()
