"""Every setting of the service, read once from the environment (SIGNPOST_…) or a .env file."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, PositiveFloat, PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Settings with their defaults for one machine."""

    model_config = SettingsConfigDict(env_prefix="SIGNPOST_", env_file=".env", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="address the web process listens on")
    port: PositiveInt = Field(8080, description="port the web process listens on")
    rasa_port: PositiveInt = Field(5005, description="loopback port of Rasa")
    actions_port: PositiveInt = Field(5055, description="loopback port of the action server")
    database_url: str = Field(
        f"sqlite+aiosqlite:///{ROOT / 'var' / 'signpost.db'}",
        description="SQLAlchemy URL: sqlite+aiosqlite:///… or postgresql+psycopg://…",
    )
    tracker_database: str = Field(str(ROOT / "var" / "rasa.db"), description="SQLite file of Rasa's own short-lived memory")
    database_patience: PositiveFloat = Field(3.0, description="seconds to wait for a busy database before refusing a message")
    rasa_time_limit: PositiveFloat = Field(8.0, description="seconds the assistant has for a reply before the person is told")
    embedding_origins: list[str] = Field(
        [], description='origins of pages that may carry the chat, besides our own: ["https://www.example.org"]'
    )
    message_limit: str = Field("20/minute; 200/hour", description="messages a conversation may send")
    address_limit: str = Field("240/minute; 3000/hour", description="messages from one address: whole schools share one")
    new_conversation_limit: str = Field("60/minute; 600/hour", description="conversations opened from one address")
    keep_days: PositiveInt = Field(30, description="days after its last message that a conversation is erased")
    keep_unclear: bool = Field(
        True, description="whether messages that were not understood are kept, without personal detail, for content editors"
    )
    keep_unclear_for: PositiveInt = Field(365, description="days that they are kept")
    trusted_proxies: str = Field("127.0.0.1", description="proxies whose X-Forwarded-For is believed, comma-separated")

    @property
    def rasa_url(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        return f"http://127.0.0.1:{self.actions_port}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the process's settings."""
    return Settings()
