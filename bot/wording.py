"""A message as the encoder should see it: clean characters, misspelt words put right, abbreviations written out.

MiniLM does not know that "EHCP" and "education, health and care plan" are one thing: it finds them 0.38 alike until the
abbreviation is written out.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Tuple

import emoji
import yaml

from bot.spelling import corrected

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "knowledge" / "glossary.yml"

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_SKIN = re.compile(r"[\U0001f3fb-\U0001f3ff]")
_EMOJI_NAME = re.compile(r"(?<= )\w+_\w+(?= )")
_SPACE = re.compile(r"\s+")
_STRETCHED = re.compile(r"(\w)\1{3,}")
_PUNCTUATION_RUN = re.compile(r"([!?.,])\1+")
_POSSESSIVE = r"(?P<tail>'?s)?"


def worded(text: str) -> str:
    """Return `text` as the encoder should see it: cleaned, misspelt words put right, abbreviations written out."""
    return expand(corrected(clean(text)))


def clean(text: str) -> str:
    """Return `text` in one line, in composed characters, without invisible ones or long runs of one letter, emoji in words."""
    text = _emoji_in_words(unicodedata.normalize("NFKC", text))
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("`", "'")
    text = _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()
    text = _PUNCTUATION_RUN.sub(r"\1", _STRETCHED.sub(r"\1\1", text))
    letters = [c for c in text if c.isalpha()]
    shouted = len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)
    return text.lower() if shouted else text


def _emoji_in_words(text: str) -> str:
    """MiniLM knows no emoji: to it they all are one unknown word."""
    if text.isascii():
        return text
    named = emoji.replace_emoji(_SKIN.sub("", text), lambda character, _: f" {emoji.demojize(character, delimiters=(' ', ' '))} ")
    return _EMOJI_NAME.sub(lambda name: name.group().replace("_", " "), named)


def glossary_fingerprint() -> str:
    """Return a hash of the glossary: the model must be trained again when it changes."""
    return hashlib.sha256(GLOSSARY.read_bytes()).hexdigest()


def expand(text: str) -> str:
    """Return `text` with the glossary's abbreviations written out, each the first time and every time it stands.

    Terms marked `exact_case` are other words in small letters ("hi", "ta") and count only as written.
    """
    written_out, pattern, exact_pattern = _expansions()
    text = exact_pattern.sub(lambda m: written_out[m["term"]], text)
    return pattern.sub(lambda m: written_out[m["term"].lower()] + (m["tail"] or "").replace("'", ""), text)


@lru_cache(maxsize=1)
def _expansions() -> Tuple[Dict[str, str], "re.Pattern[str]", "re.Pattern[str]"]:
    written_out: Dict[str, str] = {}
    exact: List[str] = []
    loose: List[str] = []
    for entry in yaml.safe_load(GLOSSARY.read_text("utf-8")):
        full = entry["full"][0].lower() + entry["full"][1:]
        if entry.get("exact_case"):
            exact.append(entry["term"])
            written_out[entry["term"]] = full
        else:
            loose.append(entry["term"])
            written_out[entry["term"].lower()] = full
        for other in entry.get("also", []):
            loose.append(other)
            written_out[other.lower()] = full
    return written_out, _any_of(loose, re.IGNORECASE), _any_of(exact, 0)


def _any_of(terms: List[str], flags: int) -> "re.Pattern[str]":
    longest_first = "|".join(re.escape(t) for t in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?P<term>{longest_first}){_POSSESSIVE}(?![\w-])", flags)
