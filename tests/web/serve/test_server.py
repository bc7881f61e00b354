import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from errors import RapporteurError
from tests.web.invented import InventedLibrary, RoteAssistant
from web.page import build
from web.serve.server import application, bind


def test_a_taken_port_is_one_sentence_that_says_what_to_do() -> None:
    with bind("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(RapporteurError, match=rf"127\.0\.0\.1:{port} .*choose another with --port"):
            bind("127.0.0.1", port)


def test_a_foreign_address_is_refused_with_a_sentence() -> None:
    with pytest.raises(RapporteurError, match=r"192\.0\.2\.1:0"):
        bind("192.0.2.1", 0)


@pytest.fixture
def client(assistant: RoteAssistant, tmp_path: Path) -> Iterator[TestClient]:
    site = application(build(InventedLibrary(tmp_path), assistant))
    with TestClient(site, base_url="http://127.0.0.1") as client:
        yield client


def test_every_response_forbids_other_hosts(client: TestClient) -> None:
    response = client.get("/")
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"


def test_nothing_is_offered_to_the_curious(client: TestClient) -> None:
    for path in ("/docs", "/openapi.json", "/monitoring", "/gradio_api/runs", "/gradio_api/deep_link"):
        assert client.get(path).status_code == 404
    assert client.get("/config").json()["footer_links"] == []


def test_files_of_the_machine_are_not_served(client: TestClient) -> None:
    for path in ("/etc/passwd", "pyproject.toml", "web/look/page.css"):
        assert client.get(f"/gradio_api/file={path}").status_code in (403, 404)


def test_only_fonts_of_the_reader_are_named(client: TestClient) -> None:
    theme = client.get("/theme.css").text
    assert "@import" not in theme
    assert "@font-face" not in theme
    assert not re.search(r"url\((?![\"']?data:)", theme)
