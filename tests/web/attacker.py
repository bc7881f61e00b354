"""A visitor who speaks to a running page as its own script does, but sends what he likes."""

import json
from collections.abc import Sequence
from typing import Any, Self

import httpx

PASSWORD = "a lamp in every window"


class Visitor:
    """One visitor with cookies and a session of his own.

    Args:
        address: Where the page is served, with a slash at its end.
        name: To sign in with; empty where sign-in is off.
    """

    def __init__(self, address: str, name: str = "") -> None:
        self.http = httpx.Client(
            base_url=address, timeout=60, verify=False
        )  # without TLS: no certificates to load
        self.session = f"session{id(self):x}"
        if name:
            reply = self.http.post("/login", data={"username": name, "password": PASSWORD})
            assert reply.status_code == 200, reply.text
        self.http.get("/")
        self.config: dict[str, Any] = self.http.get("/config").json()

    def __enter__(self) -> Self:
        """The visitor himself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.http.close()

    def event(self, name: str) -> dict[str, Any]:
        """What the page tells of an event by its function's name, or of the first on a component's target."""
        return next(each for each in self.config["dependencies"] if each["api_name"] == name)

    def component(self, kind: str, position: int = 0) -> int:
        """The number of a component of a kind."""
        return [each["id"] for each in self.config["components"] if each["type"] == kind][position]

    def join(self, fn_index: int, data: Sequence[Any], **more: Any) -> httpx.Response:
        """Ask for an event."""
        body = {"session_hash": self.session, "fn_index": fn_index, "data": list(data), **more}
        return self.http.post("/gradio_api/queue/join", json=body)

    def results(self) -> list[dict[str, Any]]:
        """The messages of the session until all its events are done."""
        messages = []
        path = f"/gradio_api/queue/data?session_hash={self.session}"
        with self.http.stream("GET", path) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    messages.append(json.loads(line[5:]))
                    if messages[-1]["msg"] == "close_stream":
                        break
        return messages

    def run(self, name: str, data: Sequence[Any], **more: Any) -> list[dict[str, Any]]:
        """Every message of one event."""
        reply = self.join(self.event(name)["id"], data, **more)
        assert reply.status_code == 200, reply.text
        return self.results()

    def upload(self, content: bytes, name: str) -> str:
        """Upload a file; what the server calls it."""
        reply = self.http.post("/gradio_api/upload", files={"files": (name, content)})
        assert reply.status_code == 200, reply.text
        return str(reply.json()[0])


def file(path: str, name: str = "a.docx", **more: Any) -> dict[str, Any]:
    """A file as the page's script names it to the server."""
    return {"path": path, "orig_name": name, "meta": {"_type": "gradio.FileData"}, **more}
