"""The separate questions in a message."""

from __future__ import annotations

import re
from typing import List

_ENDS = re.compile(r"(?<=[.!?])\s+|\n+|\s+(?:also|and also|another thing|2nd question|second question)[,:]?\s+", re.IGNORECASE)
_OPENING = re.compile(r"^(?:(?:and|but|so|also|ok|then|plus),?\s+)+", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:who|what|whats|when|whens|where|wheres|which|why|how|hows|is|are|am|can|could|do|does|did|"
    r"will|would|should|has|have|shall|may|must)\b",
    re.IGNORECASE,
)
_SHORTEST_WORDS = 4
_MOST = 6


def questions(text: str) -> List[str]:
    """Return the parts of `text` that ask something, if there are two to six of them; otherwise nothing."""
    parts = [_OPENING.sub("", part.strip()) for part in _ENDS.split(text) if part]
    asking = [p for p in parts if len(p.split()) >= _SHORTEST_WORDS and (p.endswith("?") or _ASKS.match(p))]
    return asking if 2 <= len(asking) <= _MOST else []
