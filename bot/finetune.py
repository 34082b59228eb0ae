"""Learns the adapter of MiniLM from data/nlu: `make adapter`, about 25 minutes on two cores.

Supervised: each topic has a direction, and messages are pulled towards their own (cosine softmax with label smoothing). A twelfth
of the word pieces are masked at random, which stands in for typing mistakes. The directions are thrown away afterwards; the
classifier of the Rasa model is trained on the corrected vectors as usual.
"""

from __future__ import annotations

import time
from typing import Any, Dict, List, Sequence, Tuple

import numpy as np
import tensorflow as tf
import yaml
from transformers import TFBertModel

from bot.adapter import SCALE, dense_layers, keep
from bot.embeddings import DIMENSION, model_folder, word_pieces
from bot.wording import ROOT, worded

RANK = 16
EPOCHS = 6
LEARNING_RATE = 2e-3
BATCH = 32
SHARPNESS = 20.0
SMOOTHING = 0.1
MASKED = 1 / 12
LONGEST = 128
_MASK, _FIRST_WORD = 103, 999


class Corrected(tf.keras.layers.Layer):
    """A dense layer with a low-rank correction that alone is learnt."""

    def __init__(self, base: Any) -> None:
        super().__init__()
        self.base = base

    def build(self, shape: Any) -> None:
        narrow = tf.keras.initializers.RandomNormal(stddev=0.02, seed=0)
        self.down = self.add_weight("down", (int(shape[-1]), RANK), initializer=narrow)
        self.up = self.add_weight("up", (RANK, self.base.units), initializer="zeros")

    def call(self, inputs: Any) -> Any:
        return self.base(inputs) + tf.matmul(tf.matmul(inputs, self.down), self.up) * (SCALE / RANK)


def messages(as_typed: bool = False) -> Tuple[List[str], List[str]]:
    """Return all training messages and their topics (with kinds, bot/kinds.py). As the encoder sees them, unless `as_typed`."""
    texts: List[str] = []
    topics: List[str] = []
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for entry in yaml.safe_load(file.read_text("utf-8"))["nlu"]:
            kind = (entry.get("metadata") or {}).get("kind")
            for line in entry["examples"].splitlines():
                if line.startswith("- "):
                    texts.append(line[2:] if as_typed else worded(line[2:]))
                    topics.append(f"{entry['intent']}/{kind}" if kind else entry["intent"])
    return texts, topics


def padded(pieces: Sequence[List[int]]) -> Tuple[np.ndarray, np.ndarray]:
    """Return word pieces in one rectangle, and which of it is filled."""
    ids = np.zeros((len(pieces), max(map(len, pieces))), dtype=np.int32)
    mask = np.zeros_like(ids)
    for row, piece in enumerate(pieces):
        ids[row, : len(piece)] = piece
        mask[row, : len(piece)] = 1
    return ids, mask


def batches(lengths: Sequence[int], random: np.random.Generator) -> List[np.ndarray]:
    """Return the indices in batches of messages of like length, in random order."""
    order = random.permutation(len(lengths))
    chosen = []
    for start in range(0, len(order), BATCH * 20):
        chunk = sorted(order[start : start + BATCH * 20], key=lambda i: lengths[i])
        chosen += [np.array(chunk[i : i + BATCH]) for i in range(0, len(chunk), BATCH)]
    random.shuffle(chosen)  # type: ignore[arg-type]
    return chosen


def main() -> None:
    """Learn the adapter and write it."""
    # Half-width numbers where the processor has them: a quarter less time, and no worse.
    tf.config.optimizer.set_experimental_options({"auto_mixed_precision_onednn_bfloat16": True})
    tf.keras.utils.set_random_seed(0)
    random = np.random.default_rng(0)
    texts, topics = messages()
    names = sorted(set(topics))
    wanted = np.array([names.index(topic) for topic in topics], dtype=np.int32)
    splitter = word_pieces(LONGEST)
    pieces = [splitter.encode(text).ids for text in texts]

    model = TFBertModel.from_pretrained(str(model_folder()))
    model(tf.constant([[101, 102]]))
    model.trainable = False
    corrected: Dict[str, Corrected] = {}
    for name, owner, attribute in list(dense_layers(model.bert)):
        corrected[name] = Corrected(getattr(owner, attribute))
        setattr(owner, attribute, corrected[name])
    model(tf.constant([[101, 102]]))
    directions = tf.Variable(tf.random.normal((DIMENSION, len(names)), stddev=0.05, seed=0))
    learnt = [v for layer in corrected.values() for v in (layer.down, layer.up)] + [directions]
    steps = EPOCHS * (len(texts) // BATCH)
    optimizer = tf.keras.optimizers.Adam(tf.keras.optimizers.schedules.PolynomialDecay(LEARNING_RATE, steps, 0.0))

    any_rectangle = tf.TensorSpec((None, None), tf.int32)

    @tf.function(input_signature=[any_rectangle, any_rectangle, tf.TensorSpec((None,), tf.int32)])
    def step(ids: Any, mask: Any, labels: Any) -> Any:
        with tf.GradientTape() as tape:
            states = model(input_ids=ids, attention_mask=mask, training=True).last_hidden_state
            weights = tf.cast(mask, tf.float32)[:, :, None]
            vectors = tf.math.l2_normalize(tf.reduce_sum(states * weights, 1) / tf.reduce_sum(weights, 1), axis=1)
            scores = SHARPNESS * tf.matmul(vectors, tf.math.l2_normalize(directions, axis=0))
            target = tf.one_hot(labels, len(names)) * (1 - SMOOTHING) + SMOOTHING / len(names)
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(target, scores))
        optimizer.apply_gradients(zip(tape.gradient(loss, learnt), learnt))  # noqa: B905 - AutoGraph's own zip knows no strict
        return loss

    started = time.monotonic()
    for epoch in range(EPOCHS):
        losses = []
        for chosen in batches([len(p) for p in pieces], random):
            ids, mask = padded([pieces[i] for i in chosen])
            masked = (random.random(ids.shape) < MASKED) & (ids > _FIRST_WORD)
            losses.append(float(step(np.where(masked, _MASK, ids).astype(np.int32), mask, wanted[chosen])))
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}, {time.monotonic() - started:.0f} s", flush=True)
    keep({f"{n}.{part}": getattr(layer, part).numpy() for n, layer in corrected.items() for part in ("down", "up")})


if __name__ == "__main__":
    main()
