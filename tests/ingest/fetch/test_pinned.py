"""No fetch reaches an address inside this network, however it is written and whatever its name resolves to."""

import socket
from collections.abc import Sequence

import httpx
import pytest

from ingest.fetch.download import Downloader
from ingest.fetch.hosts import Hosts, RefusedAddressError, with_hosts
from ingest.fetch.pinned import PinnedTransport, is_public

INNER = (
    "127.0.0.1 127.9.9.9 0.0.0.0 10.0.0.5 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1 "
    "198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: ::ffff:127.0.0.1 ::ffff:10.0.0.5 ::ffff:a9fe:a9fe "
    "64:ff9b::127.0.0.1 64:ff9b::a00:5 2002:7f00:1:: 2002:a00:5:: 2001:0:4136:e378:8000:63bf:3fff:fdd2 "
    "fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd00:ec2::254 ff02::1 2001:db8::1"
).split()


class Answering(httpx.BaseTransport):
    """Notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return httpx.Response(200, content=b"%PDF-")


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: Sequence[str]) -> list[str]:
    """Let each look-up give the next of the answers; the names that were looked up."""
    looked_up: list[str] = []

    def getaddrinfo(name: str, port: int, **_: object) -> list[tuple[object, ...]]:
        addresses = answers[min(len(looked_up), len(answers) - 1)]
        looked_up.append(name)
        return [(0, 0, 0, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return looked_up


@pytest.mark.parametrize("address", INNER)
def test_what_is_not_public_is_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "157.150.185.49", "2606:4700::1", "::ffff:8.8.8.8"])
def test_what_is_public_is_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", INNER)
def test_an_official_name_that_resolves_inwards_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    resolving(monkeypatch, ["8.8.8.8", address])  # one bad address among good ones is enough
    inner = Answering()
    client = httpx.Client(transport=PinnedTransport(inner=inner))
    with pytest.raises(RefusedAddressError, match="no public address"):
        client.get("https://docs.un.org/A/1")
    assert inner.asked == []


def test_what_was_checked_is_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding: the second look-up would lead inwards, and there is none."""
    looked_up = resolving(monkeypatch, ["157.150.185.49"], ["127.0.0.1"])
    inner = Answering()
    httpx.Client(transport=PinnedTransport(inner=inner)).get("https://docs.un.org/A/1")
    (request,) = inner.asked
    assert looked_up == ["docs.un.org"]
    assert request.url.host == "157.150.185.49"
    assert request.headers["host"] == "docs.un.org"
    assert request.extensions["sni_hostname"] == "docs.un.org"


def test_every_hop_is_resolved_and_checked(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    resolving(monkeypatch, ["157.150.185.49"], ["169.254.169.254"])

    class Redirecting(Answering):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            self.asked.append(request)
            return httpx.Response(302, headers={"location": "https://undocs.org/x"})

    inner = Redirecting()
    downloader = Downloader(client=httpx.Client(transport=PinnedTransport(inner=inner)))
    with pytest.raises(RefusedAddressError, match=r"169\.254\.169\.254"):
        downloader.download("https://docs.un.org/A/1", tmp_path / "part")
    assert len(inner.asked) == 1


def test_an_inner_address_is_asked_only_where_the_user_named_it(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["10.0.0.5"])
    trusting = PinnedTransport({"papers.intranet", "10.0.0.5"}, Answering())
    assert httpx.Client(transport=trusting).get("https://papers.intranet/x.pdf").status_code == 200
    with pytest.raises(RefusedAddressError):
        httpx.Client(transport=PinnedTransport({"papers.intranet"}, Answering())).get(
            "https://papers.intranet/x"
        )


@pytest.mark.parametrize(
    "address",
    [
        "https://2130706433/x.pdf",  # 127.0.0.1 as one number
        "https://0x7f000001/x.pdf",
        "https://0177.0.0.1/x.pdf",
        "https://127.1/x.pdf",
        "https://[::ffff:127.0.0.1]/x.pdf",
        "https://[::1]/x.pdf",
        "https://10.0.0.5/x.pdf",
        "https://169.254.169.254/latest/meta-data/",
        "https://docs.un.org@127.0.0.1/x.pdf",
        "https://docs.un.org:pass@docs.un.org/x.pdf",
        "https://docs.un.org.evil.example/x.pdf",
        "https://docs.un.org#@evil.example:444/x",
        "https://docs.un.org:22/x.pdf",
        "https://docs。un。org/x.pdf",
        "https://docs.un.org\\@evil.example/x.pdf",
        "http://docs.un.org/x.pdf",
        "file:///etc/passwd",
        "ftp://docs.un.org/x.pdf",
        "gopher://docs.un.org/x",
        "data:application/pdf,%25PDF-",
        "jar:https://docs.un.org/x!/y",
        "//docs.un.org/x.pdf",
        "docs.un.org/x.pdf",
        "",
    ],
)
def test_other_spellings_and_schemes_are_refused(address: str) -> None:
    try:
        assert Hosts().check(address) == "docs.un.org"
    except RefusedAddressError:
        return
    assert httpx.URL(address).host == "docs.un.org"  # whoever is asked is who was checked
    assert httpx.URL(address).scheme == "https"


def test_a_host_that_is_a_number_is_resolved_before_it_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = with_hosts(["2130706433"])
    assert hosts.check("https://2130706433/x.pdf")
    resolving(monkeypatch, ["127.0.0.1"])  # as the system reads it
    with pytest.raises(RefusedAddressError, match=r"127\.0\.0\.1"):
        httpx.Client(transport=PinnedTransport({"2130706433"}, Answering())).get("https://2130706433/x.pdf")
