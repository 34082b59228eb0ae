"""A small correction to MiniLM's weights, learnt from our own messages: two thin matrices for each dense layer (LoRA).

`make adapter` learns it anew (bot/finetune.py) and writes adapter.npz, about a megabyte, which is kept with the code: training
the Rasa model does not need to learn it again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Dict, Iterator, Tuple

import numpy as np

ADAPTER = Path(__file__).with_name("adapter.npz")
SCALE = 16.0


def adapter_fingerprint() -> str:
    """Return a hash of the adapter, empty if there is none: the model must be trained again when it changes."""
    return hashlib.sha256(ADAPTER.read_bytes()).hexdigest() if ADAPTER.exists() else ""


def dense_layers(bert: Any) -> Iterator[Tuple[str, Any, str]]:
    """Give each dense layer of a TFBertMainLayer that the adapter corrects: a name, the layer that owns it, its attribute."""
    for number, layer in enumerate(bert.encoder.layer):
        attention = layer.attention.self_attention
        yield f"{number}.query", attention, "query"
        yield f"{number}.key", attention, "key"
        yield f"{number}.value", attention, "value"
        yield f"{number}.attention_output", layer.attention.dense_output, "dense"
        yield f"{number}.intermediate", layer.intermediate, "dense"
        yield f"{number}.output", layer.bert_output, "dense"


def correct(bert: Any) -> None:
    """Add the kept correction to the weights of a TFBertMainLayer; do nothing if there is none."""
    if not ADAPTER.exists():
        return
    with np.load(ADAPTER) as kept:
        for name, owner, attribute in dense_layers(bert):
            kernel = getattr(owner, attribute).kernel
            down, up = kept[f"{name}.down"].astype(np.float32), kept[f"{name}.up"].astype(np.float32)
            kernel.assign_add(down @ up * (SCALE / down.shape[1]))


def keep(matrices: Dict[str, np.ndarray]) -> None:
    """Write the correction, in half precision."""
    np.savez(ADAPTER, **{name: matrix.astype(np.float16) for name, matrix in matrices.items()})
