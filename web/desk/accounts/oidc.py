"""Signing in with the council's own service (OpenID Connect, authorization code with PKCE).

The service must ask for a second factor itself: ours is not asked for then. Only who has an account here gets in.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

import httpx2
import structlog
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from web.desk.accounts.html import Mistake, own_page, page
from web.desk.accounts.pages import PageRoute, Parts, address_of, sign_in_page
from web.desk.accounts.parts import Accounts
from web.desk.accounts.sign_in import NotRight
from web.settings import Settings

_ALGORITHMS = ["RS256", "PS256", "ES256"]
"""Signatures that only the service can make: never a shared secret, never none."""
_NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
_PATIENCE_SECONDS = 5.0
_MINUTES = 10
_CLOCKS_MAY_DIFFER_SECONDS = 60
_COOKIE = "signpost-oidc"
_NO_ANSWER = "The council's sign-in service did not answer as it should. Try again in a minute, or use your password."
_BROKEN_OFF = "Signing in was broken off, or took too long. Try again."
_NO_ACCOUNT = "You have no account at the duty desk under that name. Ask whoever looks after the desk."

log = structlog.get_logger()
router = APIRouter(prefix="/desk/oidc", include_in_schema=False, route_class=PageRoute)


class ProviderFailed(Exception):
    """The service did not answer, or its answer is not to be believed."""


@dataclass(frozen=True)
class Person:
    """Somebody whom the service vouches for. `subject` stays the same when the e-mail address changes."""

    email: str
    subject: str


class Provider:
    """The council's sign-in service. What it says about itself is read at the first sign-in."""

    def __init__(self, config: Settings) -> None:
        self._config = config
        self._found: dict[str, str] | None = None

    async def address(self, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Return where to send the browser. Raises ProviderFailed."""
        endpoint = (await self._about())["authorization_endpoint"]
        async with self._client(redirect_uri) as client:
            url, _ = client.create_authorization_url(endpoint, state=state, nonce=nonce, code_verifier=verifier)
        return str(url)

    async def person(self, redirect_uri: str, code: str, nonce: str, verifier: str) -> Person:
        """Return who came back with this code. Raises ProviderFailed, and NotRight if the e-mail address is not theirs."""
        about = await self._about()
        try:
            async with self._client(redirect_uri) as client:
                token = await client.fetch_token(about["token_endpoint"], code=code, code_verifier=verifier)
            keys = await _read(about["jwks_uri"])
            claims = self._checked(token["id_token"], keys, nonce)
        except (httpx2.HTTPError, OAuthError, JoseError, KeyError, ValueError) as error:
            raise ProviderFailed(type(error).__name__) from error
        email, subject = claims.get("email"), claims["sub"]
        if not isinstance(email, str) or not isinstance(subject, str) or claims.get("email_verified") is False:
            raise NotRight
        return Person(email, subject)

    def _checked(self, id_token: str, keys: Any, nonce: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            leeway=_CLOCKS_MAY_DIFFER_SECONDS,
            iss={"essential": True, "value": self._config.oidc_issuer},
            aud={"essential": True, "value": self._config.oidc_client_id},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
            sub={"essential": True},
        ).validate(claims)
        return claims

    async def _about(self) -> dict[str, str]:
        if self._found is None:
            try:
                found = await _read(f"{self._config.oidc_issuer.rstrip('/')}/.well-known/openid-configuration")
                self._found = {name: str(found[name]) for name in _NEEDED}
            except (httpx2.HTTPError, KeyError, ValueError) as error:
                raise ProviderFailed(type(error).__name__) from error
            if self._found.pop("issuer") != self._config.oidc_issuer:
                self._found = None
                raise ProviderFailed("it calls itself something else")
        return self._found

    def _client(self, redirect_uri: str) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self._config.oidc_client_id,
            self._config.oidc_client_secret.get_secret_value(),
            scope="openid email profile",
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            timeout=_PATIENCE_SECONDS,
        )


async def _read(address: str) -> dict[str, Any]:
    async with httpx2.AsyncClient(timeout=_PATIENCE_SECONDS) as client:
        found = (await client.get(address)).raise_for_status().json()
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _provider(request: Request) -> Provider:
    provider: Provider = request.app.state.oidc
    return provider


TheProvider = Annotated[Provider, Depends(_provider)]


@router.get("")
async def begin(request: Request, parts: Parts, provider: TheProvider, next: str = "") -> Response:
    """Send the browser to the service. What it must bring back is in a cookie for ten minutes."""
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    try:
        address = await provider.address(str(request.url_for("oidc_callback")), **kept)
    except ProviderFailed as error:
        return _failed(error, parts, next)
    reply = RedirectResponse(address, 303)
    # Lax, not Strict: the browser comes back from another site.
    reply.set_cookie(
        _COOKIE,
        urlencode({**kept, "next": own_page(next)}),
        max_age=_MINUTES * 60,
        path="/desk/oidc",
        secure=not parts.config.desk_insecure_cookie,
        httponly=True,
        samesite="lax",
    )
    return reply


@router.get("/callback", name="oidc_callback")
async def callback(request: Request, parts: Parts, provider: TheProvider, code: str = "", state: str = "") -> Response:
    """Take up who came back, if they have an account."""
    kept = dict(parse_qsl(request.cookies.get(_COOKIE, "")))
    next = own_page(kept.get("next", ""))
    if not code or not hmac.compare_digest(kept.get("state", "").encode(), state.encode()) or not state:
        return sign_in_page(parts, next, 400, mistake=Mistake("email", _BROKEN_OFF))
    try:
        redirect_uri = str(request.url_for("oidc_callback"))
        person = await provider.person(redirect_uri, code, kept.get("nonce", ""), kept.get("verifier", ""))
        token = await parts.sign_in.elsewhere(person.email, person.subject, address_of(request))
    except ProviderFailed as error:
        return _failed(error, parts, next)
    except NotRight:
        return sign_in_page(parts, next, 403, mistake=Mistake("email", _NO_ACCOUNT))
    # A page, not a redirect: on the way from another site the browser would keep the new cookie back.
    reply = page("opening.html", address=next)
    parts.sessions.set_cookie(reply, token)
    reply.delete_cookie(_COOKIE, path="/desk/oidc")
    return reply


def _failed(error: ProviderFailed, parts: Accounts, next: str) -> Response:
    log.warning("oidc_failed", error=str(error))
    return sign_in_page(parts, next, 502, mistake=Mistake("email", _NO_ANSWER))
