"""What is in deploy/, tested as far as a machine without containers and systemd can."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
sys.path.insert(0, str(ROOT / "tests" / "web"))

from settings import Settings  # noqa: E402
from tests.programs import need  # noqa: E402
from tests.waiting import wait_until  # noqa: E402
from tests.web.invented import LAMPS, InventedLibrary, RoteAssistant, answered  # noqa: E402
from tests.web.serving import served  # noqa: E402
from web.page import build  # noqa: E402
from web.signin.users import Users  # noqa: E402

PASSWORD = "a lamp in every window"
SECONDS = 1.5


class Slowly(RoteAssistant):
    """One statement, then after a while another."""

    def stream(self, *_: object, **__: object) -> Iterator[object]:  # type: ignore[override]
        yield answered(LAMPS[0])
        time.sleep(SECONDS)
        yield answered(*LAMPS)


def settings_named(text: str) -> set[str]:
    """The settings that a file sets by environment variable."""
    return {
        word.partition("=")[0].strip(' "{')[len("RAPPORTEUR_") :].lower()
        for line in text.splitlines()
        for word in line.replace(":", "=").split()
        if word.strip(' "{').startswith("RAPPORTEUR_") and "=" in word
    }


@pytest.mark.parametrize("name", ["Containerfile", "compose.yaml", "rapporteur.service"])
def test_every_setting_named_exists(name: str) -> None:
    named = settings_named((DEPLOY / name).read_text())
    assert named
    assert named <= set(Settings.model_fields)


def test_the_containers_are_hardened_and_only_the_page_is_published() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = compose["services"]
    assert set(services) == {"app", "chroma", "ollama"}
    for service in services.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert [name for name, service in services.items() if "ports" in service] == ["app"]
    assert services["app"]["ports"][0].startswith("127.0.0.1:")
    assert services["chroma"]["networks"] == ["back"]
    assert compose["networks"]["back"]["internal"]
    assert services["ollama"]["profiles"] == ["ollama"]


def test_the_image_copies_only_what_is_there() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    assert "USER rapporteur" in text
    for line in text.splitlines():
        if line.startswith("COPY") and "--from" not in line:
            assert (ROOT / line.split()[1]).exists(), line


@pytest.mark.needs_program("systemd-analyze")
def test_the_unit_is_one_and_exposes_little(tmp_path: Path) -> None:
    unit = tmp_path / "rapporteur.service"
    unit.write_text(
        (DEPLOY / unit.name).read_text().replace("/opt/rapporteur/bin/rapporteur", sys.executable)
    )
    verified = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    said = [line for line in verified.stderr.splitlines() if "rapporteur.service" in line]
    assert said == []
    exposed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "unrecognized option" in exposed.stderr:
        pytest.skip("this systemd cannot judge a unit that is not loaded")
    assert exposed.returncode == 0, exposed.stdout


@contextmanager
def proxied(port: int, folder: Path) -> Iterator[str]:
    """nginx with our configuration before a port, with a certificate made for the test."""
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "1",
            "-subj",
            "/CN=papers.example.org",
            "-keyout",
            str(folder / "key"),
            "-out",
            str(folder / "pem"),
        ],
        check=True,
        capture_output=True,
    )
    text = (DEPLOY / "nginx.conf").read_text()
    for old, new in (
        ("listen 443 ssl", f"listen unix:{folder}/socket ssl"),
        ("/etc/ssl/papers.example.org.pem", str(folder / "pem")),
        ("/etc/ssl/papers.example.org.key", str(folder / "key")),
        ("/var/log/nginx/rapporteur.log", str(folder / "log")),
        ("127.0.0.1:7860", f"127.0.0.1:{port}"),
        ("$remote_addr", "192.0.2.7"),
    ):
        assert old in text
        text = text.replace(old, new)
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid; error_log {folder}/error; daemon off; events {{}} http {{ {paths} {text} }}"
    )
    os.chmod(folder, 0o755)  # nginx's workers are another user's  # noqa: PTH101
    process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error")])
    try:
        wait_until((folder / "socket").exists)
        yield f"{folder}/socket"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A browser's view of the page behind the proxy."""
    need("nginx", "openssl")
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="proxy-"))
    users = Users(folder / "users")
    users.put("ada", "administrator", PASSWORD)
    settings = Settings(library=folder / "library", users=users.path, public_url="https://papers.example.org")
    with served(build(InventedLibrary(folder / "held"), Slowly()), settings) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        with proxied(port, folder) as socket:
            transport = httpx.HTTPTransport(uds=socket, verify=False)
            with httpx.Client(
                transport=transport, base_url="https://papers.example.org", timeout=20
            ) as client:
                yield client
    shutil.rmtree(folder, ignore_errors=True)


def test_behind_a_proxy_one_signs_in_with_a_secure_cookie_and_answers_stream(behind: httpx.Client) -> None:
    page = behind.get("/", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/signin?next=%2F")
    assert "max-age" in page.headers["strict-transport-security"]
    origin = {"origin": "https://papers.example.org"}
    reply = behind.post("/signin", data={"username": "ada", "password": PASSWORD}, headers=origin)
    assert reply.status_code == 303
    assert "Secure" in reply.headers["set-cookie"]
    assert behind.get("/config").status_code == 200
    assert behind.get("/metrics").status_code == 403
    event = behind.post("/gradio_api/call/ask", json={"data": ["Who?", None, None]}, headers=origin).json()
    times = []
    with behind.stream("GET", f"/gradio_api/call/ask/{event['event_id']}") as stream:
        times.extend(time.monotonic() for line in stream.iter_lines() if line.startswith("event: "))
    assert times[-1] - times[0] > SECONDS / 2


def test_behind_a_proxy_the_browsers_address_is_throttled_not_the_proxys(behind: httpx.Client) -> None:
    for _ in range(5):
        assert behind.post("/login", data={"username": "ada", "password": "wrong"}).status_code == 401
    assert behind.post("/login", data={"username": "ada", "password": PASSWORD}).status_code == 429
