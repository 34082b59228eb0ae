"""Reading content files, so that whatever is wrong with one is said in a sentence that names it."""

from pathlib import Path
from typing import Any, Protocol

import yaml
from pydantic import TypeAdapter, ValidationError

# The loader written in C reads the same YAML ten times as fast; PyYAML has it wherever it could be built.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(Exception):
    """A content file is wrong. The message names the file and says what to do."""


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


def read_text(path: Path) -> str:
    """Return the text of a content file. Raises ContentError if it is missing or not UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError(f"{path.name}: not UTF-8: save it again with that encoding") from error
    except OSError as error:
        raise ContentError(f"{path.name}: cannot be read: {error.strerror}") from error


def parse_yaml(text: str, where: str) -> Any:
    """Return what the YAML says. Raises ContentError if it is not YAML."""
    try:
        return yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise ContentError(f"{where}: not YAML: {error}") from error


def read_yaml(path: Path) -> Any:
    """Return what a YAML file says. Raises ContentError if it is wrong."""
    return parse_yaml(read_text(path), path.name)


def checked[T](kind: type[T], data: Any, where: str) -> T:
    """Return `data` as `kind`. Raises ContentError, which says where and what is wrong, if it does not fit."""
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
        raise ContentError(f"{where}: {problems}") from error


def read_entries[T: _Identified](path: Path, kind: type[T], what: str) -> dict[str, T]:
    """Read a file that is a list of entries, by id. Raises ContentError if an entry is wrong or an id stands twice."""
    entries: dict[str, T] = {}
    for number, raw in enumerate(checked(list[dict[str, Any]], read_yaml(path), path.name), 1):
        entry = checked(kind, raw, f"{path.name}, {what} {raw.get('id', f'number {number}')!r}")
        if entry.id in entries:
            raise ContentError(f"{path.name}: the {what} {entry.id!r} stands twice")
        entries[entry.id] = entry
    return entries
