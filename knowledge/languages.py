"""What is said to a message in another language."""

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from knowledge.files import ContentError, checked, read_yaml


class ReadBy(BaseModel):
    """Who, at home in the language, has read the text, and on which day."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    by: str = Field(min_length=2)
    on: date


class Language(BaseModel):
    """One language that we have words for. `code`: its two letters in ISO 639-1."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: str = Field(pattern="^[a-z]{2}$")
    name: str
    text: str
    checked_by: ReadBy | None


def read_languages(path: Path) -> dict[str, Language]:
    """Read languages.yml, by code. Raises ContentError if an entry is wrong or a language stands twice."""
    languages: dict[str, Language] = {}
    for entry in checked(list[dict[str, Any]], read_yaml(path), path.name):
        language = checked(Language, entry, f"{path.name}, language {entry.get('code')!r}")
        if language.code in languages:
            raise ContentError(f"{path.name}: the language {language.code!r} stands twice")
        languages[language.code] = language
    return languages
