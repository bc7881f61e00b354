"""Sign-in of a running page, attacked: guesses in crowds and from many places, copied and outlived sessions."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

import anyio
import httpx
import pytest
from argon2 import PasswordHasher

from settings import Settings
from tests.web.attacker import PASSWORD, Visitor
from tests.web.invented import InventedLibrary, RoteAssistant
from tests.web.serving import finished, served
from web.page import build
from web.signin import users as module
from web.signin.ended import Ended
from web.signin.keeper import Attempt, Keeper, Wait, place_of
from web.signin.session import Seal, Session
from web.signin.users import Users

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Users:
    held = Users(tmp_path_factory.mktemp("users") / "users")
    held.put("ada", "administrator", PASSWORD)
    held.put("rob", "reader", PASSWORD)
    return held


@pytest.fixture
def keeper(users: Users) -> Keeper:
    return Keeper(users, Seal("k" * 64), near=True, clock=lambda: 0.0)


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keeper]:
    """A keeper for tests that count attempts and do not ask what one costs: passwords are hashed in no time."""
    monkeypatch.setattr(module, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    module._nobody.cache_clear()
    held = Users(tmp_path / "quick")
    held.put("ada", "administrator", PASSWORD)
    held.put("rob", "reader", PASSWORD)
    yield Keeper(held, Seal("k" * 64), near=True, clock=lambda: 0.0)
    module._nobody.cache_clear()  # it was made by the quick hasher


@pytest.fixture
def running(users: Users, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    settings = Settings(library=tmp_path / "library", users=users.path)
    with served(build(InventedLibrary(tmp_path), RoteAssistant()), settings) as address:
        yield address, settings.library


def guess(name: str = "ada", address: str = "192.0.2.1", password: str = "wrong", known: str = "") -> Attempt:
    return Attempt(name=name, password=password, address=address, known=known)


def test_attempts_made_at_once_are_all_counted(keeper: Keeper) -> None:
    """Fifty guesses of one name in parallel: five are looked at, whatever becomes of the others."""
    with ThreadPoolExecutor(50) as threads:
        found = list(threads.map(lambda _: keeper.attempt(guess()), range(50)))
    assert sum(each is None for each in found) == 5
    assert isinstance(keeper.attempt(guess(password=PASSWORD)), Wait)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("192.0.2.1", "192.0.2.1"),
        ("", ""),
    ],
)
def test_a_subscriber_has_one_place(address: str, place: str) -> None:
    assert place_of(address) == place


def test_the_addresses_of_one_subscriber_are_one(quick: Keeper) -> None:
    found = [quick.attempt(guess(address=f"2001:db8:1:2::{number:x}")) for number in range(1, 9)]
    assert sum(each is None for each in found) == 5


def test_guesses_of_one_name_from_many_places_are_counted(quick: Keeper) -> None:
    found = [quick.attempt(guess(address=f"198.51.{n // 200}.{n % 200}")) for n in range(60)]
    assert sum(each is None for each in found) == 50


def test_guesses_behind_an_address_do_not_shut_out_those_who_know(quick: Keeper) -> None:
    for number in range(40):
        quick.attempt(guess(name=f"nobody{number}"))
    assert isinstance(quick.attempt(guess(name="rob", password=PASSWORD)), Session)
    assert quick.attempt(guess(name="ada")) is None  # tried once from there
    assert isinstance(quick.attempt(guess(name="ada", password=PASSWORD)), Wait)  # and not again


def test_a_browser_that_signed_in_before_is_not_shut_out_by_guesses(quick: Keeper) -> None:
    assert quick.users is not None
    user = quick.users.user("ada")
    assert user is not None and quick.seal is not None
    known = quick.seal.known(user)
    while not isinstance(quick.attempt(guess()), Wait):
        pass
    assert isinstance(quick.attempt(guess(password=PASSWORD)), Wait)
    assert isinstance(quick.attempt(guess(password=PASSWORD, known=known)), Session)
    assert isinstance(quick.attempt(guess(password=PASSWORD, known=known + "x")), Wait)
    found = [quick.attempt(guess(known=known)) for _ in range(8)]
    assert sum(each is None for each in found) == 5  # it, too, is counted


def test_one_place_has_no_more_than_its_share_of_hashing(keeper: Keeper) -> None:
    found: list[object] = []

    async def crowd() -> None:
        async def one(number: int) -> None:
            found.append(await keeper.look_at(guess(name=f"n{number}")))

        async with anyio.create_task_group() as group:
            for number in range(150):
                group.start_soon(one, number)

    finished(crowd())
    assert sum(each is None for each in found) == 4
    assert sum(isinstance(each, Wait) for each in found) == 146


def test_forged_sign_ins_do_not_hold_up_a_reader(running: tuple[str, Path]) -> None:
    address, _ = running
    with (
        Visitor(address, "rob") as rob,
        httpx.Client(base_url=address, timeout=60, verify=False) as forger,
        ThreadPoolExecutor(50) as threads,
    ):
        forged = [
            threads.submit(forger.post, "login", data={"username": secrets.token_hex(4), "password": "x"})
            for _ in range(150)
        ]
        began = perf_counter()
        assert rob.http.get("/config").status_code == 200
        longest = perf_counter() - began
        assert {each.result().status_code for each in forged} <= {401, 429}
    assert longest < 5  # what was found took 12.6


def test_signing_out_ends_the_session_wherever_its_cookie_was_copied_to(
    running: tuple[str, Path], users: Users
) -> None:
    address, library = running
    with Visitor(address, "rob") as rob:
        copied = httpx.Client(base_url=address, cookies=dict(rob.http.cookies))
        assert copied.get("/config").status_code == 200
        assert rob.http.post("/signout").status_code == 303
        assert copied.get("/config").status_code == 401
        with Visitor(address, "rob") as again:
            assert again.http.get("/config").status_code == 200
    (line,) = (library / "sessions.ended").read_text().splitlines()
    assert Ended(library / "sessions.ended", 60).has(line.split()[1])  # the next start knows


def test_another_key_closes_every_session_at_once(running: tuple[str, Path]) -> None:
    address, library = running
    with Visitor(address, "rob") as rob:
        (library / "session.key").write_text(secrets.token_hex(32))
        assert rob.http.get("/config").status_code == 401
        (library / "session.key").unlink()
        with Visitor(address, "rob") as again:
            assert again.http.get("/config").status_code == 200
        assert rob.http.get("/config").status_code == 401


def test_a_role_holds_as_long_as_the_file_says_so(running: tuple[str, Path], users: Users) -> None:
    address, _ = running
    with Visitor(address, "ada") as ada:
        assert "(administrator)" in ada.http.get("/signin").text
        text = users.path.read_text()
        users.path.write_text(text.replace("ada:administrator", "ada:reader"))
        assert "(reader)" in ada.http.get("/signin").text
        users.path.write_text(text)
