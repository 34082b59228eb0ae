"""Contacts: held once, shown only with details that may be shown.

A wrong number is worse than none. Details of a contact reach a person only if its entry says `publish: yes`: either archived
evidence was good enough, or a named person has confirmed it. Everything else ships as configuration and is held back.
"""

import re
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from knowledge.answer import HttpsUrl
from knowledge.files import read_entries


class Confirmation(BaseModel):
    """Who rang, texted or opened the contact, and when."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    by: str
    on: date


class Contact(BaseModel):
    """A service or line that people may be sent to."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    name: str
    phone: str | None = None
    text: str | None = None
    email: str | None = None
    url: HttpsUrl | None = None
    hours: str | None = None
    who_for: str | None = None
    evidence: HttpsUrl | None = None
    seen: str | None = None
    publish: Literal["yes", "after_check", "no"]
    confirmed: Confirmation | None = None
    check_every_days: int = 30

    @model_validator(mode="after")
    def _grounds_to_publish(self) -> "Contact":
        if self.publish == "yes" and not (self.evidence or self.confirmed):
            raise ValueError("publish: yes needs evidence (a URL) or a confirmation (by, on)")
        return self

    @property
    def may_show_details(self) -> bool:
        """Whether phone, text, email, link and hours may reach a person."""
        return self.publish == "yes"

    def as_markdown(self, held_back: str) -> str:
        """Return the name and, if they may be shown, the details; otherwise the name and the words `held_back`."""
        if not self.may_show_details:
            return f"{self.name}: {held_back}"
        parts = [f"[{self.phone}](tel:{_dial(self.phone)})"] if self.phone else []
        if self.text:
            number = _TEXTED_TO.search(self.text)
            parts.append(f"[{self.text}](sms:{number.group()})" if number else self.text)
        if self.email:
            parts.append(f"[{self.email}](mailto:{self.email})")
        if self.url and not parts:
            parts.append(f"[website]({self.url})")
        if self.hours and self.phone:
            parts.append(self.hours)
        return f"{self.name}: {', '.join(parts)}" if parts else self.name


_TEXTED_TO = re.compile(r"\d{5,}$")


def _dial(phone: str) -> str:
    return "".join(c for c in phone if c.isdigit() or c == "+")


def read_contacts(path: Path) -> dict[str, Contact]:
    """Read contacts.yml, by id. Raises ContentError if an entry is wrong or an id stands twice."""
    return read_entries(path, Contact, "contact")
