"""The synonym tables that rules name in braces: who, what is done, to whom, when."""

from safety.rulefile import read_sections

TABLES = {name: lines[0] for name, lines in read_sections("words")}
