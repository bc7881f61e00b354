from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient

from tests.web.invented import InventedLibrary, RoteAssistant

pytest.importorskip("authlib", reason="the extra “oidc” is not installed")

from joserfc.jwk import RSAKey

from errors import RapporteurError
from settings import Settings
from tests.web.oidc_server import CLIENT, Provider, running
from web.page import build
from web.serve.server import application
from web.signin.roles import role_of
from web.signin.users import Users

AWAY = httpx.Client(verify=False)  # the browser, while it is at the provider


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("provider")


@pytest.fixture(scope="module")
def there() -> Iterator[Provider]:
    provider = Provider()
    with running(provider):
        yield provider


@pytest.fixture
def provider(there: Provider) -> Provider:
    """The provider, as it should be."""
    there.behave()
    return there


@pytest.fixture(scope="module")
def served(there: Provider, folder: Path) -> Iterator[TestClient]:
    settings = Settings(
        library=folder / "library",
        oidc_issuer=there.issuer,
        oidc_client_id=CLIENT,
        oidc_readers=("@example.org",),
        oidc_administrators=("grace@example.org",),
    )
    app = application(build(InventedLibrary(folder), RoteAssistant()), settings)
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(served: TestClient, provider: Provider) -> TestClient:
    """A browser that has not been there before."""
    served.cookies.clear()
    return served


def sign_in(client: TestClient, onward: str = "/") -> httpx.Response:
    """To the provider and back, as a browser goes."""
    away = client.get(f"/signin/provider?next={onward}")
    assert away.status_code == 302
    back = urlsplit(AWAY.get(away.headers["location"]).headers["location"])
    return client.get(f"{back.path}?{back.query}")


def test_whom_the_provider_vouches_for_comes_in(client: TestClient, provider: Provider) -> None:
    assert "/signin/provider" in client.get("/signin").text
    assert client.get("/config").status_code == 401
    reply = sign_in(client, "/%3Fq=Who")
    assert (reply.status_code, reply.headers["location"]) == (303, "/?q=Who")
    assert client.get("/config").status_code == 200
    assert "ada@example.org" in (account := client.get("/signin").text)
    assert "(reader)" in account


def test_an_administrator_is_one(client: TestClient, provider: Provider) -> None:
    provider.claims["email"] = "Grace@example.org"
    assert sign_in(client).status_code == 303
    assert "(administrator)" in client.get("/signin").text


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ada@elsewhere.example"},
        {"email": "grace@example.org", "email_verified": False},
        {"email": "ada@example.org.evil.example"},
        {"email": "ada@example.org@evil.example"},
        {"email": ""},
    ],
)
def test_others_stay_outside(client: TestClient, provider: Provider, claims: dict[str, object]) -> None:
    provider.claims.update(claims)
    assert sign_in(client).status_code == 403
    assert client.get("/config").status_code == 401


@pytest.mark.parametrize("fault", ["key", "audience", "nonce"])
def test_a_token_of_another_key_audience_or_sign_in_is_refused(
    client: TestClient, provider: Provider, fault: str
) -> None:
    if fault == "key":
        provider.signing_key = RSAKey.generate_key(2048, parameters={"kid": "one"})
    elif fault == "audience":
        provider.audience = "another-program"
    else:
        provider.nonce = "another"
    assert sign_in(client).status_code == 401
    assert client.get("/config").status_code == 401


@pytest.mark.parametrize("fault", ["unsigned", "signed_by_secret"])
def test_a_token_that_the_providers_key_did_not_sign_is_refused(
    client: TestClient, provider: Provider, fault: str
) -> None:
    setattr(provider, fault, True)
    assert sign_in(client).status_code == 401
    assert client.get("/config").status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": ["another-program"]},
        {"aud": None},
        {"exp": 1},
        {"sub": None},
        {"email_verified": "true"},
        {"email_verified": 1},
        {"email_verified": None},
    ],
)
def test_a_token_with_wrong_claims_lets_nobody_in(
    client: TestClient, provider: Provider, claims: dict[str, object]
) -> None:
    provider.claims.update(claims)
    assert sign_in(client).status_code in (401, 403)
    assert client.get("/config").status_code == 401


def test_another_browsers_answer_is_refused(client: TestClient, provider: Provider) -> None:
    """Whoever lures a reader to the end of his own sign-in does not sign him in as somebody else."""
    away = client.get("/signin/provider")
    back = urlsplit(AWAY.get(away.headers["location"]).headers["location"])
    client.cookies.clear()
    assert client.get(f"{back.path}?{back.query}").status_code == 401
    client.get("/signin/provider")  # a sign-in of the reader's own, with another state
    assert client.get(f"{back.path}?{back.query}").status_code == 401
    assert client.get("/config").status_code == 401


def test_a_session_holds_only_as_long_as_the_provider_is_set_up_so(
    client: TestClient, provider: Provider, tmp_path: Path, folder: Path
) -> None:
    provider.claims["email"] = "grace@example.org"
    assert sign_in(client).status_code == 303
    cookie = {"rapporteur_session": client.cookies["rapporteur_session"]}
    other = tmp_path / "other"
    other.mkdir()
    again: dict[str, Any] = {"library": folder / "library", "oidc_client_id": CLIENT}
    for changed, told in (
        ({"oidc_issuer": provider.issuer, "oidc_readers": ("@example.org",)}, "(reader)"),
        ({"oidc_issuer": provider.issuer, "oidc_readers": ("ada@example.org",)}, "Sign in with"),
        ({"oidc_issuer": "https://another.example", "oidc_readers": ("*",)}, "Sign in with"),
        ({"users": tmp_path / "users"}, "Password"),
    ):
        Users(tmp_path / "users").put("ada", "reader", "a lamp in every window")
        app = application(build(InventedLibrary(other), RoteAssistant()), Settings(**again, **changed))
        with TestClient(app, base_url="http://127.0.0.1", cookies=cookie) as restarted:
            assert told in restarted.get("/signin").text


def test_people_are_known_by_issuer_and_subject(client: TestClient, provider: Provider) -> None:
    """An address that passes to somebody else does not pass his chats on."""
    sign_in(client)
    join = {"session_hash": "mine", "fn_index": 0, "data": [None, None, None]}
    assert client.post("/gradio_api/queue/join", json=join).status_code == 200
    client.cookies.clear()
    provider.claims["sub"] = "2"
    sign_in(client)
    assert client.post("/gradio_api/queue/join", json=join).status_code == 403


def test_an_answer_nobody_asked_for_is_refused(client: TestClient) -> None:
    assert client.get("/signin/provider/back?code=x&state=y").status_code == 401
    assert client.get("/signin/provider/back?error=access_denied&state=y").status_code == 401


def test_a_code_serves_once(client: TestClient, provider: Provider) -> None:
    away = client.get("/signin/provider")
    back = urlsplit(AWAY.get(away.headers["location"]).headers["location"])
    assert client.get(f"{back.path}?{back.query}").status_code == 303
    client.cookies.delete("rapporteur_session")
    assert client.get(f"{back.path}?{back.query}").status_code == 401


def test_a_provider_that_does_not_answer_is_said(tmp_path: Path) -> None:
    settings = Settings(
        library=tmp_path / "library",
        oidc_issuer="http://127.0.0.1:9",
        oidc_client_id="x",
        oidc_readers=("*",),
    )
    app = application(build(InventedLibrary(tmp_path), RoteAssistant()), settings)
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        assert client.get("/signin/provider").status_code == 502


def test_who_may_read_has_to_be_said(tmp_path: Path) -> None:
    page = build(InventedLibrary(tmp_path), RoteAssistant())
    with pytest.raises(RapporteurError, match="oidc_client_id"):
        application(page, Settings(library=tmp_path, oidc_issuer="http://127.0.0.1:9"))
    with pytest.raises(RapporteurError, match="oidc_readers"):
        application(page, Settings(library=tmp_path, oidc_issuer="http://127.0.0.1:9", oidc_client_id="x"))


def test_everyone_of_the_provider_may_be_let_in() -> None:
    assert role_of({"sub": "1"}, ("*",), ()) == "reader"
    assert role_of({}, ("*",), ()) is None
    assert role_of({"sub": "1"}, ("@",), ()) is None
