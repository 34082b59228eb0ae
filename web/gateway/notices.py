"""The words that the gateway itself says, from knowledge/notices.yml."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.files import checked, read_yaml
from knowledge.library import Library


class Notices(BaseModel):
    """Each field is one text. Contacts are filled in when read."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    welcome: str
    starters: list[str]
    not_working: str
    crisis: str
    officer_asked: str
    wait_known: str
    wait_unknown: str
    officer_asked_closed: str
    officer_joined: str
    officer_changed: str
    officer_passed_back: str
    officer_passed_back_closed: str
    officer_left: str
    chat_closed: str
    crisis_with_officer: str
    callback_kept: str
    callback_kept_closed: str
    crisis_again: str
    check_in: str
    too_many_messages: str
    too_many_conversations: str
    unknown_conversation: str
    not_accepted: str
    too_long: str
    empty: str
    unknown_choice: str
    wrong_origin: str
    database_unavailable: str

    def filled(self, notice: str, **values: object) -> str:
        """Return the text of that notice with its `{name}`, `{opens}` and the like filled in."""
        text: str = getattr(self, notice)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    @classmethod
    def read(cls, library: Library, path: Path | None = None) -> "Notices":
        """Read the notices. Raises ContentError if one is missing, names an unknown contact, or starts with no known topic."""
        path = path or library.root / "notices.yml"
        raw = checked(cls, read_yaml(path), path.name)
        texts = raw.model_dump(exclude={"starters"})
        library.check_words(path.name, "\n".join(texts.values()), raw.starters)
        return raw.model_copy(update={name: library.with_contacts(text) for name, text in texts.items()})
