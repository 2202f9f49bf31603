"""A provider of identities, asked in the way of OpenID Connect.

The code flow with PKCE (RFC 7636), a nonce, and a key set that is fetched from
the provider. Authlib makes the requests and judges the claims; what goes over
the network is three small requests with Python's own client (asking.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request

from authlib.common.security import (  # type: ignore[import-untyped]  # ships no types
    is_secure_transport,
)
from authlib.oauth2.auth import (  # type: ignore[import-untyped]  # ships no types
    ClientAuth,
)
from authlib.oauth2.rfc6749.parameters import (  # type: ignore[import-untyped]  # ships no types
    prepare_grant_uri,
    prepare_token_request,
)
from authlib.oauth2.rfc7636 import (  # type: ignore[import-untyped]  # ships no types
    create_s256_code_challenge,
)
from authlib.oidc.core import (  # type: ignore[import-untyped]  # ships no types
    CodeIDToken,
)
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from assistant.web.signin.asking import Kept, Told, fetch
from assistant.web.signin.entrance import Asked, Identity, ProviderError

CLOCK_TOLERANCE_S = 120
SIGNED_WITH = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures that only the provider can make; never one with our own secret."""

SCOPE = "openid email profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdProvider:
    """One provider, and what it knows this program by."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    kept: Kept = field(default_factory=Kept, repr=False, compare=False)

    @property
    def name(self) -> str:
        """What colleagues know it by."""
        return urlsplit(self.issuer).hostname or self.issuer

    def way_out(self, asked: Asked) -> str:
        """The address at the provider to send a browser to.

        Raises:
            ProviderError: When the provider cannot be asked.
        """
        uri = prepare_grant_uri(
            self._discover()["authorization_endpoint"],
            self.client_id,
            "code",
            redirect_uri=asked.back,
            scope=SCOPE,
            state=asked.state,
            nonce=asked.nonce,
            code_challenge=create_s256_code_challenge(asked.verifier),
            code_challenge_method="S256",
        )
        return str(uri)

    def identity(self, asked: Asked, code: str) -> Identity:
        """Who came back with this code.

        Raises:
            ProviderError: When that cannot be told for certain.
        """
        told = self._discover()
        token = self._token(told, asked, code)
        keys = fetch(Request(told["jwks_uri"]))  # noqa: S310 - fetch checks
        try:
            claims = self._claims(told, token, keys, asked.nonce)
        except (JoseError, KeyError, TypeError, ValueError) as error:
            msg = f"its token does not hold: {type(error).__name__} {error}"
            raise ProviderError(msg) from error
        ways = claims.get("amr") or ()
        return Identity(
            subject=f"{self.issuer} {claims['sub']}",
            address=str(claims.get("email") or ""),
            verified=claims.get("email_verified") is True,
            twofold="mfa" in ways,
        )

    def _discover(self) -> Told:
        return self.kept.fresh(self._ask)

    def _ask(self) -> Told:
        place = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
        told = fetch(Request(place))  # noqa: S310 - fetch checks
        if told.get("issuer") != self.issuer:
            msg = f"it calls itself {str(told.get('issuer'))[:100]!r}"
            raise ProviderError(msg)
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not is_secure_transport(str(told.get(name, ""))):
                msg = f"its {name} is no https address"
                raise ProviderError(msg)
        return told

    def _token(
        self, told: Mapping[str, Any], asked: Asked, code: str
    ) -> Mapping[str, Any]:
        body = prepare_token_request(
            "authorization_code",
            redirect_uri=asked.back,
            code=code,
            code_verifier=asked.verifier,
        )
        known = told.get("token_endpoint_auth_methods_supported")
        by_post = known is not None and "client_secret_basic" not in known
        client = ClientAuth(
            self.client_id,
            self.client_secret,
            "client_secret_post" if by_post else "client_secret_basic",
        )
        plain = {"Content-Type": "application/x-www-form-urlencoded"}
        uri, headers, body = client.prepare("POST", told["token_endpoint"], plain, body)
        request = Request(uri, data=body.encode("ascii"), headers=headers)  # noqa: S310 - fetch checks
        return fetch(request)

    def _claims(
        self,
        told: Mapping[str, Any],
        token: Mapping[str, Any],
        keys: Mapping[str, Any],
        nonce: str,
    ) -> Mapping[str, Any]:
        offered = told.get("id_token_signing_alg_values_supported") or ["RS256"]
        allowed = [one for one in offered if one in SIGNED_WITH]
        decoded = jwt.decode(
            token["id_token"],
            key=KeySet.import_key_set({"keys": list(keys["keys"])}),
            registry=JWSRegistry(algorithms=allowed, strict_check_header=False),
        )
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client_id},
                "nonce": {"essential": True},
            },
            {
                "nonce": nonce,
                "client_id": self.client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=CLOCK_TOLERANCE_S)
        held: Mapping[str, Any] = claims
        return held
