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
    crisis_again: str
    check_in: str
    person_button: str
    too_many_messages: str
    too_many_conversations: str
    unknown_conversation: str
    not_accepted: str
    too_long: str
    empty: str
    unknown_choice: str
    wrong_origin: str
    database_unavailable: str

    @classmethod
    def read(cls, library: Library, path: Path | None = None) -> "Notices":
        """Read the notices. Raises ContentError if one is missing, names an unknown contact, or starts with no known topic."""
        path = path or library.root / "notices.yml"
        raw = checked(cls, read_yaml(path), path.name)
        texts = raw.model_dump(exclude={"starters"})
        library.check_words(path.name, "\n".join(texts.values()), raw.starters)
        return raw.model_copy(update={name: library.with_contacts(text) for name, text in texts.items()})
