"""An administrator sends a reader a conversation with invented words in it: the running page calls none of them proven."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docx import Document
from markdown_it import MarkdownIt

from settings import Settings
from tests.web.attacker import PASSWORD, Visitor
from tests.web.invented import InventedLibrary, RoteAssistant
from tests.web.serving import served
from web.page import build
from web.signin.users import Users

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")

LIE = "Ruritania: “we shall put out every lamp by force”"
MARKUP = (
    '<img src=x onerror=alert(1)> [the record](javascript:alert(1)) <a href="javascript:alert(1)">here</a>'
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("forged")
    users = Users(folder / "users")
    users.put("ada", "administrator", PASSWORD)
    users.put("rob", "reader", PASSWORD)
    settings = Settings(library=folder / "served", users=users.path)
    with served(build(InventedLibrary(folder), RoteAssistant()), settings) as address:
        yield address


def last(messages: list[dict[str, Any]]) -> list[Any]:
    (done,) = [each for each in messages if each["msg"] == "process_completed"]
    assert done["success"], done
    return list(done["output"]["data"])


def shared(visitor: Visitor) -> dict[str, Any]:
    """A true conversation, as one visitor saves it to share."""
    visitor.run("ask_1", ["Who keeps the lamps?", None, None, *[None] * 8])
    (kept,) = last(visitor.run("_keep", [None]))
    return {"id": "1", "name": "Lamps", "exchanges": json.loads(kept)}


def brought(visitor: Visitor, held: dict[str, Any]) -> tuple[Any, Any, Any]:
    """What the page shows of a conversation out of a file, chat and sources, and what the browser keeps of it."""
    (told,) = last(visitor.run("_bring", [], event_data={"shared": held}))
    kept = json.loads(told)["exchanges"]
    _, messages, panel, *_ = last(visitor.run("_open", [], event_data={"exchanges": kept}))
    return messages, panel, kept


def forged(held: dict[str, Any]) -> dict[str, Any]:
    (exchange,) = held["exchanges"]
    exchange["statements"][0]["text"] = f"**{LIE}"
    exchange["statements"][1]["text"] = MARKUP
    exchange |= {
        "text": f"{LIE} {MARKUP} [1]",
        "message": f"{LIE} {MARKUP}",
        "engine": "llm:the Secretary-General",
    }
    return held


def test_invented_words_are_shown_as_such_and_never_exported(address: str) -> None:
    with Visitor(address, "ada") as ada, Visitor(address, "rob") as rob:
        held = shared(ada)
        messages, panel, _ = brought(rob, held)
        assert (
            len(BeautifulSoup(str(messages), "html.parser").select(".verdict")) == 2
        )  # the true one is proved
        messages, panel, kept = brought(rob, forged(held))
        page = BeautifulSoup(str(messages), "html.parser")
        assert page.select_one(".unproved") is not None
        assert not page.select(".verdict, a.cite, img, a[href^=javascript]")
        assert "Secretary-General" not in page.text
        assert LIE not in page.text.replace(page.select(".unproved")[0].text, "")
        assert not BeautifulSoup(str(panel), "html.parser").select("mark")
        for kind in ("md", "html", "docx"):
            written = exported(rob, kind)
            assert "put out every lamp" not in written
            assert not BeautifulSoup(written, "html.parser").select("img, script, a[href^=javascript]")
        # what the browser keeps, and sends again with the next visit, is proved again
        _, messages, *_ = last(rob.run("_open", [], event_data={"exchanges": kept}))
        assert not BeautifulSoup(str(messages), "html.parser").select(".verdict")


def exported(visitor: Visitor, kind: str) -> str:
    """The words of an export, as its format shows them."""
    buttons = [
        each for each in visitor.config["dependencies"] if each["api_name"].startswith("save_conversation")
    ]
    assert len(buttons) == 3
    position = ("md", "docx", "html").index(kind)
    assert visitor.join(buttons[position]["id"], [None]).status_code == 200
    (written,) = last(visitor.results())
    content = base64.b64decode(json.loads(written)["content"])
    if kind == "docx":
        import io

        return "\n".join(each.text for each in Document(io.BytesIO(content)).paragraphs)
    text = content.decode()
    return MarkdownIt("commonmark").render(text) if kind == "md" else text
