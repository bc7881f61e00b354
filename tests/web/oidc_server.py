"""A small OpenID Connect provider for tests: discovery, authorisation code with PKCE, signed identity tokens."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "rapporteur-test"


class Provider:
    """What the provider says of whoever signs in, and how it may misbehave."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "one"})
        self.issuer = ""
        self.behave()

    def behave(self) -> None:
        """Be as a provider should, and vouch for Ada."""
        self.signing_key = self.key
        self.claims: dict[str, Any] = {"sub": "1", "email": "ada@example.org", "email_verified": True}
        self.audience = CLIENT
        self.nonce: str | None = None
        self.unsigned = False
        self.signed_by_secret = False
        self.codes: dict[str, Mapping[str, str]] = {}

    def authorise(self, asked: Mapping[str, str]) -> str:
        """Where the browser is sent back to."""
        code = hashlib.sha256(repr(sorted(asked.items())).encode()).hexdigest()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: Mapping[str, str]) -> dict[str, Any] | None:
        """The tokens of a code, once; None where the code or its verifier is wrong."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.audience,
            "iat": now,
            "exp": now + 60,
            "nonce": self.nonce or asked["nonce"],
            **self.claims,
        }
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.signing_key)
        if self.unsigned:
            parts = ({"alg": "none", "typ": "JWT"}, claims)
            token = ".".join(_encoded(json.dumps(part).encode()) for part in parts) + "."
        if self.signed_by_secret:  # the public key, taken for a shared secret
            parts = ({"alg": "HS256", "kid": "one"}, claims)
            signed = ".".join(_encoded(json.dumps(part).encode()) for part in parts)
            public = self.key.as_pem(private=False)
            token = f"{signed}.{_encoded(hmac.digest(public, signed.encode(), hashlib.sha256))}"
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": token}


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@contextmanager
def running(provider: Provider) -> Iterator[str]:
    """The issuer of a provider that runs in a thread."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = urlsplit(self.path)
            if where.path == "/.well-known/openid-configuration":
                self._json(
                    {
                        "issuer": provider.issuer,
                        "authorization_endpoint": f"{provider.issuer}/authorise",
                        "token_endpoint": f"{provider.issuer}/token",
                        "jwks_uri": f"{provider.issuer}/keys",
                        "id_token_signing_alg_values_supported": ["RS256"],
                    }
                )
            elif where.path == "/keys":
                self._json({"keys": [provider.key.as_dict(private=False)]})
            elif where.path == "/authorise":
                asked = {name: values[0] for name, values in parse_qs(where.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorise(asked))
                self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            tokens = provider.token({name: values[0] for name, values in parse_qs(body).items()})
            self._json(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

        def log_message(self, *_: object) -> None:
            """Quiet."""

        def _json(self, value: object, status: int = 200) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider.issuer
    server.shutdown()
    server.server_close()
