"""Reading the rules, which are kept as text in `rules/`.

-- a remark
[name of a section]
a line
a long line, which goes on|
    in the next one when that is indented
"""

import re
from functools import lru_cache
from pathlib import Path

_RULES = Path(__file__).resolve().parent / "rules"
_HEADING = re.compile(r"\[([a-z_ ]+)\]")
_CONTINUED = re.compile(r"(\S) *\n {4,}(?=\S)")


@lru_cache(maxsize=None)
def read_sections(name: str) -> list[tuple[str, list[str]]]:
    """Return the sections of a file in `rules/`, each with its lines, in order."""
    text = (_RULES / f"{name}.txt").read_text("utf-8")
    sections: list[tuple[str, list[str]]] = []
    for line in _CONTINUED.sub(_joined, text).splitlines():
        heading = _HEADING.fullmatch(line)
        if heading:
            sections.append((heading[1], []))
        elif line.strip() and not line.startswith("--"):
            sections[-1][1].append(line.strip())
    return sections


def read_section(name: str, section: str) -> list[str]:
    """Return the lines of one section."""
    return [line for heading, lines in read_sections(name) if heading == section for line in lines]


def _joined(match: "re.Match[str]") -> str:
    last = match.group(1)
    return last if last in "|(" else f"{last} "
