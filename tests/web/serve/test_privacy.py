"""What is kept about the people who use the page: where, for how long, and that it goes when it is deleted."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from settings import Settings
from tests.web.invented import LAMPS, InventedLibrary, RoteAssistant, answered
from web.chat.feedback import FILE, Feedback
from web.history.conversation import Exchange
from web.page import build
from web.serve.logs import set_up
from web.serve.server import application
from web.signin.users import Users

NAME, PASSWORD, WORDS = "zephyrine.quill", "a lamp in every window", "umbrella-of-my-question"

pytestmark = [
    pytest.mark.filterwarnings("ignore::Warning:gradio.queueing"),
    pytest.mark.usefixtures("root_logger"),
]


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A folder with everything that a signed-in reader's visit left: library, users, logs."""
    users = Users(tmp_path / "users")
    users.put(NAME, "reader", PASSWORD)
    users.put("ada", "administrator", PASSWORD)
    settings = Settings(library=tmp_path / "library", users=users.path, log_file=tmp_path / "log" / "log")
    (tmp_path / "log").mkdir()
    set_up(settings)
    library = InventedLibrary(tmp_path / "library")
    app = application(build(library, RoteAssistant()), settings)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        client.post("/login", data={"username": NAME, "password": "wrong " + PASSWORD})
        assert client.post("/login", data={"username": NAME, "password": PASSWORD}).status_code == 200
        client.get(f"/?q={WORDS}")
        event = client.post("/gradio_api/call/ask", json={"data": [f"Who keeps the {WORDS}?", None, None]})
        assert event.status_code == 200, event.text
        assert "answered" in client.get(f"/gradio_api/call/ask/{event.json()['event_id']}").text
        figures = client.get("/metrics").text
        assert NAME not in figures
        assert WORDS not in figures
    Feedback(library).add(
        Exchange(number=1, question="Who keeps lamps?", answer=answered(LAMPS[0])), "well told", good=True
    )
    return tmp_path


def holding(folder: Path, words: str) -> set[str]:
    """The files under a folder that hold some words, by name."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and (words.encode() in path.read_bytes() or words in path.name)
    }


def test_a_name_is_in_the_users_file_alone_and_goes_with_its_user(used: Path) -> None:
    assert holding(used, NAME) == {"users"}
    Users(used / "users").remove(NAME)
    assert holding(used, NAME) == set()


def test_no_password_is_kept_anywhere(used: Path) -> None:
    assert holding(used, PASSWORD) == set()


def test_a_question_is_kept_nowhere_unless_its_answer_is_judged(used: Path) -> None:
    assert holding(used, WORDS) == set()
    assert holding(used, "well told") == {f"library/{FILE}"}


def test_judgements_have_no_name_and_go_with_their_file(used: Path) -> None:
    (used / "library" / FILE).unlink()
    assert holding(used, "well told") == set()
    assert list(Feedback(InventedLibrary(used / "library")).candidates()) == []


def test_the_key_of_the_sessions_and_the_users_are_in_no_log(used: Path) -> None:
    log = (used / "log" / "log").read_text() if (used / "log" / "log").exists() else ""
    assert "$argon2id$" not in log
    for key in used.rglob("*.key"):
        assert key.read_text().strip() not in log
