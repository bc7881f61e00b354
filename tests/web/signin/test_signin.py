import stat
import time
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import httpx
import pytest
from fastapi.testclient import TestClient
from gradio_client import Client
from gradio_client.exceptions import AuthenticationError

from errors import RapporteurError
from settings import Settings
from tests.web.invented import InventedLibrary, RoteAssistant
from tests.web.serving import finished, served
from web.page import build
from web.serve.access import check_address, keeper_for, warning
from web.serve.server import application
from web.signin.pages import onward_path
from web.signin.session import Seal, Session, secret_at
from web.signin.throttle import Throttle
from web.signin.users import Users
from web.signin.visitor import Visitor, may_change

PASSWORD = "a lamp in every window"

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Users:
    held = Users(tmp_path_factory.mktemp("users") / "users")
    held.put("ada", "administrator", PASSWORD)
    held.put("rob", "reader", PASSWORD + "!")
    return held


@pytest.fixture
def site(users: Users, tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library", users=users.path)


@pytest.fixture
def client(site: Settings, tmp_path: Path) -> Iterator[TestClient]:
    app = application(build(InventedLibrary(tmp_path), RoteAssistant()), site)
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


# The users file


def test_a_users_file_holds_no_password_and_is_its_owners_alone(users: Users) -> None:
    text = users.path.read_text()
    assert PASSWORD not in text
    assert text.count("$argon2id$") == 2
    assert stat.S_IMODE(users.path.stat().st_mode) == 0o600


def test_a_user_is_verified_changed_and_removed(tmp_path: Path) -> None:
    users = Users(tmp_path / "users")
    users.put("eve", "reader", PASSWORD)
    assert users.verify("eve", PASSWORD) is not None
    assert users.verify("eve", PASSWORD + " ") is None
    assert users.verify("nobody", PASSWORD) is None
    Users(users.path).put("eve", "administrator", "another password")
    assert users.verify("eve", PASSWORD) is None
    assert [(user.name, user.role) for user in users.all()] == [("eve", "administrator")]
    users.remove("eve")
    assert users.all() == []
    with pytest.raises(RapporteurError, match="rapporteur users list"):
        users.remove("eve")


@pytest.mark.parametrize("name", ["", "a b", "a:b", "x" * 65, "a\nb", "<b>"])
def test_names_that_would_break_the_file_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RapporteurError, match="A name has"):
        Users(tmp_path / "users").put(name, "reader", PASSWORD)


def test_short_passwords_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RapporteurError, match="12 to 256"):
        Users(tmp_path / "users").put("eve", "reader", "short")


@pytest.mark.parametrize(
    "line", ["eve", "eve:reader:plain", "eve:king:$argon2id$x", "e e:reader:$argon2id$x"]
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "users").write_text(f"# users\n{line}\n")
    with pytest.raises(RapporteurError, match="line 2"):
        Users(tmp_path / "users").all()


def test_unknown_names_take_as_long_as_wrong_passwords(users: Users) -> None:
    def seconds(name: str) -> float:
        began = time.perf_counter()
        users.verify(name, "wrong password")
        return time.perf_counter() - began

    known = min(seconds("ada") for _ in range(3))
    unknown = min(seconds("zoe") for _ in range(3))
    assert unknown > known / 3


# Throttling and sessions


def test_failures_wait_twice_as_long_each_time_and_are_forgotten() -> None:
    now = [0.0]
    throttle = Throttle(free=3, clock=lambda: now[0])
    waits = []
    for _ in range(6):
        throttle.begin("key")
        waits.append(throttle.wait("key"))
    assert waits == [0, 0, 1, 2, 4, 8]
    assert throttle.wait("other") == 0
    now[0] = 8.0
    assert throttle.wait("key") == 0
    for _ in range(40):
        throttle.begin("key")
    assert throttle.wait("key") == 900
    throttle.succeeded("key")
    assert throttle.wait("key") == 0


def test_a_cookie_is_opened_by_its_own_seal_only() -> None:
    session = Session(name="ada", mark="m")
    cookie = Seal("one").close(session)
    assert Seal("one").open(cookie) == session
    assert Seal("two").open(cookie) is None
    assert Seal("one").open(cookie[:-1]) is None
    assert Seal("one").open("") is None


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "session.key"
    assert secret_at(path) == secret_at(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("short")
    with pytest.raises(RapporteurError, match="damaged"):
        secret_at(path)


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "", "/a\nb"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(wanted: str) -> None:
    assert onward_path(wanted) == "/"
    assert onward_path("/?q=Who") == "/?q=Who"


# The gate


def test_nothing_is_served_before_sign_in(client: TestClient) -> None:
    page = client.get("/?q=Who", headers={"accept": "text/html"})
    assert page.status_code == 303
    assert page.headers["location"] == "/signin?next=%2F%3Fq%3DWho"
    for path in (
        "/config",
        "/gradio_api/info",
        "/gradio_api/mcp/schema",
        "/metrics",
        "/theme.css",
        "/assets/x.js",
    ):
        assert client.get(path).status_code == 401, path
    for path in (
        "/gradio_api/queue/join",
        "/gradio_api/upload",
        "/gradio_api/call/ask",
        "/gradio_api/cancel",
    ):
        assert client.post(path, json={}).status_code == 401, path
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_a_name_and_a_password_open_the_page_until_signing_out(client: TestClient) -> None:
    form = client.get("/signin?next=/?q=Who").text
    assert 'action="/signin?next=%2F%3Fq%3DWho"' in form
    wrong = client.post("/signin", data={"username": "ada", "password": "wrong"})
    assert wrong.status_code == 401
    assert "wrong" in wrong.text
    right = client.post("/signin?next=/?q=Who", data={"username": "ada", "password": PASSWORD})
    assert (right.status_code, right.headers["location"]) == (303, "/?q=Who")
    cookie = right.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/config").status_code == 200
    assert "ada" in client.get("/signin").text
    client.post("/signout")
    assert client.get("/config").status_code == 401


def test_programs_sign_in_with_every_request_or_once(client: TestClient) -> None:
    assert client.get("/config", auth=("rob", PASSWORD + "!")).status_code == 200
    assert client.get("/config", auth=("rob", PASSWORD)).status_code == 401
    assert client.get("/config", headers={"authorization": "Basic x"}).status_code == 401
    assert client.get("/config", headers={"authorization": "Bearer x"}).status_code == 401
    assert client.post("/login", data={"username": "rob", "password": PASSWORD + "!"}).json() == {
        "success": True
    }
    assert client.get("/config").status_code == 200


def test_after_five_failures_no_password_is_looked_at(client: TestClient) -> None:
    for _ in range(5):
        begun = monotonic()
        assert client.post("/login", data={"username": "ada", "password": "wrong"}).status_code == 401
    reply = client.post("/login", data={"username": "ada", "password": PASSWORD})
    if reply.status_code == 200 and monotonic() - begun > 1:
        pytest.skip("the machine is too busy to try again within the first second of waiting")
    assert reply.status_code == 429
    assert int(reply.headers["retry-after"]) >= 1
    assert client.get("/config", auth=("ada", PASSWORD)).status_code == 429
    assert client.post("/login", data={"username": "rob", "password": PASSWORD + "!"}).status_code == 200


def test_a_removed_user_and_an_old_password_open_nothing(tmp_path: Path) -> None:
    users = Users(tmp_path / "users")
    users.put("eve", "reader", PASSWORD)
    settings = Settings(library=tmp_path / "library", users=users.path)
    app = application(build(InventedLibrary(tmp_path), RoteAssistant()), settings)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        client.post("/login", data={"username": "eve", "password": PASSWORD})
        assert client.get("/config").status_code == 200
        users.put("eve", "reader", "another password")
        assert client.get("/config").status_code == 401
        client.post("/login", data={"username": "eve", "password": "another password"})
        assert client.get("/config").status_code == 200
        users.remove("eve")
        assert client.get("/config").status_code == 401


def test_a_large_form_is_not_read(client: TestClient) -> None:
    assert client.post("/login", data={"username": "ada", "password": "x" * 10_000}).status_code == 401


def test_gradios_client_signs_in(site: Settings, tmp_path: Path) -> None:
    with served(build(InventedLibrary(tmp_path), RoteAssistant()), site) as address:
        with pytest.raises(AuthenticationError):
            Client(address, verbose=False)
        client = Client(address, auth=("rob", PASSWORD + "!"), verbose=False)
        assert client.predict("Who keeps the lamps?", api_name="/ask")["status"] == "answered"


def test_tools_of_mcp_work_behind_the_gate(site: Settings, tmp_path: Path) -> None:
    pytest.importorskip("mcp", reason="the extra “mcp” is not installed")

    async def call(address: str) -> str:
        from mcp import ClientSession
        from mcp.client.streamable_http import streamable_http_client

        http = httpx.AsyncClient(auth=("rob", PASSWORD + "!"), timeout=30)
        async with (
            http,
            streamable_http_client(f"{address}gradio_api/mcp/", http_client=http) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            reply = await session.call_tool("ask", {"question": "Who keeps the lamps?"})
            return str(reply.content[0].text)  # type: ignore[union-attr]

    with served(build(InventedLibrary(tmp_path), RoteAssistant()), site) as address:
        assert '"status": "answered"' in finished(call(address))


# Roles


class _Asked:
    def __init__(self, visitor: object) -> None:
        self.state = type("State", (), {"visitor": visitor})()


def test_only_administrators_may_change() -> None:
    assert may_change(_Asked(Visitor(id="1", role="administrator")))
    assert not may_change(_Asked(Visitor(id="1", role="reader")))
    assert not may_change(_Asked(None))
    assert not may_change(None)


def test_without_sign_in_whoever_sits_here_may_change_and_nobody_from_elsewhere(tmp_path: Path) -> None:
    from starlette.requests import HTTPConnection

    def visitor(host: str, *headers: tuple[bytes, bytes]) -> object:
        keeper = keeper_for(Settings(library=tmp_path, host=host, open=True))
        return keeper.visitor(
            HTTPConnection({"type": "http", "headers": list(headers), "client": ("::1", 1)})
        )

    near, far = visitor("127.0.0.1"), visitor("0.0.0.0")
    passed_on = visitor("127.0.0.1", (b"x-forwarded-for", b"192.0.2.1"))
    assert isinstance(near, Visitor)
    assert near.role == "administrator"
    assert isinstance(far, Visitor)
    assert far.role == "reader"
    assert isinstance(passed_on, Visitor)
    assert passed_on.role == "reader"


# The address


def test_another_address_without_sign_in_needs_a_word(tmp_path: Path, users: Users) -> None:
    with pytest.raises(RapporteurError, match="--open"):
        check_address(Settings(library=tmp_path, host="0.0.0.0"))
    check_address(Settings(library=tmp_path, host="0.0.0.0", open=True))
    check_address(Settings(library=tmp_path, host="0.0.0.0", users=users.path))
    for near in ("127.0.0.1", "::1", "localhost", "127.0.0.2"):
        check_address(Settings(library=tmp_path, host=near))
    assert "everyone who reaches it" in warning(Settings(library=tmp_path, host="0.0.0.0", open=True))
    assert not warning(Settings(library=tmp_path))


def test_an_empty_users_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(RapporteurError, match="users add NAME"):
        keeper_for(Settings(library=tmp_path, users=tmp_path / "users"))
