"""A provider of identities on loopback: it vouches for whomever a test names."""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, Response, abort, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.wrappers import Response as BaseResponse

from tests.browser import served

CLIENT, SECRET = "bezorgd", "a secret of the client"  # of nobody


@dataclass(slots=True)
class Vouching:
    """The provider, and what it says; a test may change all of it."""

    issuer: str = ""
    claims: dict[str, object] = field(default_factory=dict)
    discovered: dict[str, object] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=lambda: {"alg": "RS256", "kid": "1"})
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    signs_with: RSAKey | OctKey | None = None
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)  # the paths that were asked for
    elsewhere: str = ""  # where its sheet is said to lie, in a redirect

    def agree(self, address: str) -> str:
        """What a browser is sent back with, after its owner agreed.

        Args:
            address: Where the browser was sent to, at the provider.
        """
        told = {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.asked)}"
        self.asked[code] = told
        back = urlsplit(told["redirect_uri"])
        return f"{back.path}?{urlencode({'code': code, 'state': told['state']})}"

    def token(self, code: str) -> str:
        """What it says about who came with this code."""
        now = int(time.time())
        claims: dict[str, object] = {
            "iss": self.issuer,
            "sub": "anna-at-the-provider",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked[code]["nonce"],
            "email": "anna@desk.example",
            "email_verified": True,
            **self.claims,
        }
        return jwt.encode(self.header, claims, self.signs_with or self.key)


@contextmanager
def vouching() -> Iterator[Vouching]:
    """Run a provider."""
    provider, app = Vouching(), Flask("provider")

    @app.before_request
    def see() -> None:
        provider.seen.append(request.path)

    @app.get("/.well-known/openid-configuration")
    def discover() -> Response | BaseResponse:
        at = provider.issuer
        if provider.elsewhere:
            return redirect(provider.elsewhere)
        return jsonify(
            {
                "issuer": at,
                "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token",
                "jwks_uri": f"{at}/keys",
                **provider.discovered,
            }
        )

    @app.post("/token")
    def token() -> Response:
        asked = provider.asked[request.form["code"]]
        proof = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        known = request.authorization
        if (
            known is None
            or (known.username, known.password) != (CLIENT, SECRET)
            or challenge != asked["code_challenge"]
            or request.form["redirect_uri"] != asked["redirect_uri"]
        ):
            abort(400)
        return jsonify({"id_token": provider.token(request.form["code"])})

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(keys=[provider.key.as_dict(private=False)])

    with served(app) as address:
        provider.issuer = address
        yield provider
