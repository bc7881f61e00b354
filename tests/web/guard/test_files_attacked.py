"""A reader and an administrator attack the files of a running page: only what one uploaded oneself is read."""

import io
import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from settings import Settings
from tests.web.attacker import PASSWORD, Visitor, file
from tests.web.invented import InventedLibrary, RoteAssistant
from tests.web.serving import served
from web.page import build
from web.serve.health import readiness
from web.signin.users import Users

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")

SECRET = "the harbour is dark on the ninth night of the month, said the keeper"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> InventedLibrary:
    return InventedLibrary(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def address(library: InventedLibrary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    users = Users(folder / "users")
    users.put("ada", "administrator", PASSWORD)
    users.put("rob", "reader", PASSWORD)
    settings = Settings(library=folder / "library", users=users.path, upload_mb=1, upload_visitor_mb=2)
    with served(build(library, RoteAssistant()), settings) as address:
        yield address


@pytest.fixture
def rob(address: str) -> Iterator[Visitor]:
    with Visitor(address, "rob") as visitor:
        yield visitor


@pytest.fixture
def ada(address: str) -> Iterator[Visitor]:
    with Visitor(address, "ada") as visitor:
        yield visitor


@pytest.fixture
def fetched() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/draft.docx", asked
        server.shutdown()


def draft(words: str = SECRET) -> bytes:
    document, written = Document(), io.BytesIO()
    document.add_paragraph(f"A draft: “{words}”.")
    document.save(written)
    return written.getvalue()


def uploading(visitor: Visitor) -> list[dict[str, Any]]:
    """The events that take a file."""
    return [e for e in visitor.config["dependencies"] if any(on == "upload" for _, on in e["targets"])]


def report(visitor: Visitor, handle: str) -> str:
    """What the check of a draft shows."""
    event = next(e for e in uploading(visitor) if e["api_name"].startswith("check"))
    reply = visitor.join(event["id"], [file(handle)])
    assert reply.status_code == 200, reply.text
    (done,) = [each for each in visitor.results() if each["msg"] == "process_completed"]
    assert done["success"], done
    return str(done["output"]["data"][1])


def test_every_event_refuses_a_file_that_the_visitor_did_not_upload(
    ada: Visitor, rob: Visitor, library: InventedLibrary, tmp_path: Path, fetched: tuple[str, list[str]]
) -> None:
    secret = tmp_path / "secret.docx"
    secret.write_bytes(draft())
    (tmp_path / "link.docx").symlink_to(secret)
    others = ada.upload(draft(), "hers.docx")
    register = str(library.settings.library / "register.sqlite")
    url, asked = fetched
    named = [str(secret), f"file://{secret}", f"{tmp_path}/./secret.docx", f"{tmp_path}/link.docx", register]
    named += [url, "https://example.org/a.docx", others, others.partition("/")[0], "", "/proc/self/environ"]
    takers = {event["id"] for event in uploading(rob)}
    tried = [(event, path) for event in uploading(rob) for path in named]
    tried += [(event, str(secret)) for event in rob.config["dependencies"]]
    for event, path in tried:
        for twisted in (file(path), file(path, is_stream=True), file(path, url=url)):
            for data in ([twisted], [[twisted]], [{"deep": [{"er": twisted}]}]):
                reply = rob.join(event["id"], data)
                refused = {403} if event["id"] in takers else {403, 404}  # others may have no such event
                assert reply.status_code in refused, (event["api_name"], path, reply.text)
                assert SECRET not in reply.text
    for name in ("ask", "cite", "check"):
        for route in (f"call/{name}", f"call/v2/{name}"):
            reply = rob.http.post(f"/gradio_api/{route}", json={"data": [file(str(secret))]})
            assert reply.status_code in {400, 403}, route  # of another shape, or of another's file
            assert SECRET not in reply.text
    component = {"session_hash": rob.session, "component_id": 1, "fn_name": "check_quote"}
    reply = rob.http.post("/gradio_api/component_server", json=component | {"data": file(str(secret))})
    assert reply.status_code in {400, 403, 404}
    assert SECRET not in reply.text
    assert asked == [], "an address was fetched"
    assert "dark on the ninth" in report(ada, others)  # the one who uploaded it reads it


def test_the_register_stays_whole_while_it_is_named_as_a_draft(
    rob: Visitor, library: InventedLibrary
) -> None:
    """A process that opens and closes the register's file drops SQLite's locks: the next one to leave removes the WAL."""
    path = library.settings.library / "register.sqlite"
    library.register.set_meta("mark", "before")
    for event in uploading(rob):
        assert rob.join(event["id"], [file(str(path))]).status_code == 403
        assert rob.join(event["id"], [file(f"{path}-wal")]).status_code == 403
    sqlite3.connect(path).execute("SELECT count(*) FROM documents").connection.close()  # comes and goes
    assert readiness(library)() == ""
    assert library.register.meta("mark") == "before"


def test_two_who_check_the_same_file_do_not_end_each_others_check(ada: Visitor, rob: Visitor) -> None:
    same = draft("every lamp needs a keeper")
    first, second = ada.upload(same, "same.docx"), rob.upload(same, "same.docx")
    assert first != second
    assert "every lamp needs a keeper" in report(ada, first)
    assert "every lamp needs a keeper" in report(rob, second)


def test_a_file_goes_when_its_check_is_done_and_a_handle_is_used_once(rob: Visitor) -> None:
    from os import environ

    before = list(Path(environ["GRADIO_TEMP_DIR"]).rglob("once.docx"))
    handle = rob.upload(draft(), "once.docx")
    assert len(list(Path(environ["GRADIO_TEMP_DIR"]).rglob("once.docx"))) == len(before) + 1
    report(rob, handle)
    assert list(Path(environ["GRADIO_TEMP_DIR"]).rglob("once.docx")) == before
    assert rob.join(uploading(rob)[0]["id"], [file(handle)]).status_code == 403


def test_uploads_are_not_served(rob: Visitor) -> None:
    handle = rob.upload(draft(), "served.docx")
    assert rob.http.get(f"/gradio_api/file={handle}").status_code == 404


def test_one_visitor_cannot_take_all_the_room(ada: Visitor, rob: Visitor) -> None:
    replies = [
        rob.http.post("/gradio_api/upload", files={"files": ("a.txt", b"x" * 900_000)}) for _ in range(6)
    ]
    assert {each.status_code for each in replies} == {200, 429}
    assert sum(each.status_code == 200 for each in replies) <= 2
    assert ada.upload(b"words", "a.txt")
