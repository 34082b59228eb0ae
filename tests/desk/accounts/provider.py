"""A small sign-in service that speaks OpenID Connect, built on authlib's server side, on a free port of this machine."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "duty-desk", "the duty desk's secret"
CALLBACK = "https://desk.test/desk/oidc/callback"


@dataclass
class Client:
    """The duty desk as the service knows it."""

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> str:
        return CALLBACK

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == CALLBACK

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass(frozen=True)
class Code:
    """A code given out, with what was asked for."""

    code: str
    asked: dict[str, str]

    def get_redirect_uri(self) -> str:
        return self.asked["redirect_uri"]

    def get_scope(self) -> str:
        return self.asked["scope"]

    def get_nonce(self) -> str:
        return self.asked["nonce"]

    def get_auth_time(self) -> None:
        return None

    get_acr = get_amr = get_auth_time


@dataclass
class Provider:
    """The service. Whoever comes has these `claims`. `key` signs; `published`, if set, is the key it says it signs with."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    published: RSAKey | None = None
    codes: dict[str, Code] = field(default_factory=dict)
    signs_with: str = "RS256"

    def about(self) -> dict[str, str]:
        """Return what it says about itself."""
        paths = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {"issuer": self.issuer, **{name: self.issuer + path for name, path in paths.items()}}


class Challenge(CodeChallenge):  # type: ignore[misc]
    """Holds the desk to PKCE."""

    def get_authorization_code_challenge(self, authorization_code: Code) -> str | None:
        return authorization_code.asked.get("code_challenge")

    def get_authorization_code_challenge_method(self, authorization_code: Code) -> str | None:
        return authorization_code.asked.get("code_challenge_method")


class IdToken(OpenIDCode):  # type: ignore[misc]
    """Says who came."""

    def __init__(self, provider: Provider) -> None:
        super().__init__(require_nonce=True)
        self._provider = provider

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return False

    def resolve_client_private_key(self, client: Client) -> RSAKey:
        return self._provider.key

    def get_client_algorithm(self, client: Client) -> str:
        return self._provider.signs_with

    def get_encode_header(self, client: Client) -> dict[str, str]:
        return {"alg": self._provider.signs_with, "kid": "1"}

    def get_client_claims(self, client: Client) -> dict[str, str]:
        return {"iss": self._provider.issuer}

    def generate_user_info(self, user: object, scope: str) -> UserInfo:
        return UserInfo(**self._provider.claims)


def _grant(provider: Provider) -> type[AuthorizationCodeGrant]:
    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]
        def save_authorization_code(self, code: str, request: Any) -> None:
            provider.codes[code] = Code(code, dict(request.payload.data))

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> Provider:
            return provider

    return Grant


def _application(provider: Provider) -> Flask:
    app, client = Flask(__name__), Client()
    server = AuthorizationServer(app, query_client=lambda _id: client, save_token=lambda _token, _request: None)
    server.register_grant(_grant(provider), [Challenge(required=True), IdToken(provider)])

    @app.get("/.well-known/openid-configuration")
    def about() -> Response:
        return jsonify(provider.about())

    @app.get("/keys")
    def keys() -> Response:
        return jsonify({"keys": [(provider.published or provider.key).as_dict(private=False)]})

    @app.get("/authorize")
    def authorize() -> Any:
        grant = server.get_consent_grant(end_user=provider)
        return server.create_authorization_response(grant=grant, grant_user=provider)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    return app


@contextlib.contextmanager
def running() -> Iterator[Provider]:
    """Run the service."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, _application(provider), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.port}"
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield provider
    server.shutdown()
    serving.join()
    server.server_close()
