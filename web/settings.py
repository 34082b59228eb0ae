"""Every setting of the service, read once from the environment (SIGNPOST_…) or a .env file."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, PositiveFloat, PositiveInt, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from web.gateway.hours import Hours

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
    desk_idle_minutes: PositiveInt = Field(30, description="minutes without activity after which an officer is signed out")
    desk_session_hours: PositiveInt = Field(12, description="hours after which an officer must sign in again in any case")
    desk_insecure_cookie: bool = Field(
        False, description="let officers sign in over plain http: only for trying the desk on one machine"
    )
    desk_audit_days: PositiveInt = Field(730, description="days that the record of what officers did is kept")
    oidc_issuer: str = Field("", description="address of the council's own sign-in service (OpenID Connect); empty: not used")
    oidc_client_id: str = Field("", description="name under which that service knows the duty desk")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="the duty desk's secret at that service")
    oidc_name: str = Field("your council account", description="what the button for that service says after “Sign in with”")
    public_url: str = Field("", description="address of this service for links in alerts; empty: its host and port")
    desk_open: str = Field(
        "Mon-Fri 08:30-17:00",
        description="when officers answer: Mon-Fri 08:30-12:00,13:00-17:00; Sat 09:00-12:00",
    )
    desk_time_zone: str = Field("Europe/London", description="time zone of those hours")
    desk_closed: list[date] = Field([], description='days on which the desk is closed besides: ["2026-12-24"]')
    desk_bank_holidays: bool = Field(False, description="whether the desk is open on the bank holidays of England too")
    alert_emails: list[str] = Field([], description='who gets an e-mail when somebody waits: ["duty@example.org"]')
    alert_webhooks: list[str] = Field([], description="addresses that get the same as JSON, as Teams and Slack take it")
    alert_repeat: PositiveFloat = Field(2.0, description="minutes between alerts while somebody waits and the desk is open")
    alert_wider_emails: list[str] = Field([], description="who gets an e-mail too when nobody comes")
    alert_wider_after: PositiveFloat = Field(5.0, description="minutes after which those are told")
    alert_from: str = Field("signpost@localhost", description="sender of the alerts")
    safeguarding_lead: str = Field("", description="e-mail address told when an officer marks a chat as safeguarding")
    smtp_host: str = Field("", description="mail server for alerts; must be given if any alert goes by e-mail")
    smtp_port: PositiveInt = Field(587, description="its port")
    smtp_security: Literal["starttls", "tls", "none"] = Field("starttls", description="how the line to it is protected")
    smtp_user: str = Field("", description="account there, if it wants one")
    smtp_password: SecretStr = Field(SecretStr(""), description="password there")

    @model_validator(mode="after")
    def _usable_oidc(self) -> Self:
        if self.oidc_issuer and not self.oidc_issuer.startswith(("https://", "http://127.0.0.1:")):
            raise ValueError("oidc_issuer must begin with https://")
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("oidc_issuer needs oidc_client_id")
        return self

    @field_validator("desk_time_zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (OSError, ValueError, LookupError) as error:
            raise ValueError(f"{zone!r} is not a time zone such as Europe/London") from error
        return zone

    @field_validator("desk_open")
    @classmethod
    def _readable_hours(cls, spec: str) -> str:
        Hours.read(spec)
        return spec

    @model_validator(mode="after")
    def _mail_can_be_sent(self) -> Self:
        if (self.alert_emails or self.alert_wider_emails or self.safeguarding_lead) and not self.smtp_host:
            raise ValueError("smtp_host is missing: alerts by e-mail cannot be sent without it")
        return self

    @property
    def hours(self) -> Hours:
        """When the duty desk is open."""
        return Hours.read(self.desk_open, self.desk_time_zone, self.desk_closed, bank_holidays=self.desk_bank_holidays)

    @property
    def desk_url(self) -> str:
        """Where officers find the duty desk."""
        return f"{(self.public_url or f'http://{self.host}:{self.port}').rstrip('/')}/desk"

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
