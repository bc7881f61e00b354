"""ZIP archives: what is in them is read, and what would do harm is refused with its reason."""

import stat
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.work.archive import members
from ingest.work.pipeline import ingest

LAMPS = "# Lamps\n\n1. Lamps are lit.\n"


def pack(path, entries):
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return path


def reasons(report):
    return {failure.path.partition("!/")[2]: failure.reason for failure in report.failed}


def test_members_are_documents_with_their_sidecars(tmp_path, register, settings):
    pack(
        tmp_path / "pack.zip",
        {
            "old/lamps.md": LAMPS,
            "lamps.md": "# Candles\n\nCandles are free.\n",
            "old/lamps.md.toml": 'date = "1999"',
            "picture.png": "no",
            "__MACOSX/._lamps.md": "no",
        },
    )
    report = ingest([tmp_path / "pack.zip"], register, settings)
    assert (report.added, report.failed) == (2, [])
    assert [warning.path.rpartition("/")[2] for warning in report.warnings] == ["picture.png"]
    names = dict(register.sources())
    lamps = register.document(names[f"{tmp_path.resolve()}/pack.zip!/old/lamps.md"])
    assert (lamps.title, lamps.date) == ("Lamps", "1999")
    assert ingest([tmp_path / "pack.zip"], register, settings).unchanged == 2


def test_what_would_do_harm_is_refused_and_the_rest_is_read(tmp_path, register, settings):
    path = tmp_path / "pack.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("lamps.md", LAMPS)
        archive.writestr("../escape.md", LAMPS)
        archive.writestr("/root.md", LAMPS)
        archive.writestr("inner.zip", "PK")
        archive.writestr("bomb.txt", "0" * 20_000_000)
        link = ZipInfo("link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hosts")
        archive.writestr("ca\nnd\u202eles.md", "# Candles\n\nCandles are free.\n")
    report = ingest([path], register, settings)
    assert report.added == 2
    found = reasons(report)
    assert "outside the archive" in found["../escape.md"]
    assert "outside the archive" in found["/root.md"]
    assert "archive inside an archive" in found["inner.zip"]
    assert "200 times" in found["bomb.txt"]
    assert "link" in found["link.md"]
    assert any(name.endswith("!/ca\ufffdnd\ufffdles.md") for name, _ in register.sources())
    assert not (tmp_path / "escape.md").exists()


def test_a_member_with_a_password_is_refused(tmp_path, register, settings):
    path = pack(tmp_path / "pack.zip", {"lamps.md": LAMPS})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag of encryption, in the member's head and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "password" in reasons(ingest([path], register, settings))["lamps.md"]


@pytest.mark.parametrize(
    ("limit", "value", "sentence"),
    [("MOST_MEMBERS", 1, "more than 1 files"), ("MOST_BYTES", 10, "unpacks to more than")],
)
def test_too_large_an_archive_is_refused_whole(
    tmp_path, register, settings, monkeypatch, limit, value, sentence
):
    monkeypatch.setattr(f"ingest.work.archive.{limit}", value)
    report = ingest([pack(tmp_path / "p.zip", {"a.md": LAMPS, "b.md": LAMPS + "x"})], register, settings)
    assert sentence in report.failed[0].reason


def test_a_damaged_archive_is_a_failure(tmp_path, register, settings):
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    assert "damaged archive" in ingest([tmp_path], register, settings).failed[0].reason


def test_members_gone_from_the_archive_go_only_when_asked(tmp_path, register, settings):
    path = pack(tmp_path / "pack.zip", {"a.md": LAMPS, "b.md": "# Candles\n\nCandles are free.\n"})
    ingest([path], register, settings)
    pack(path, {"a.md": LAMPS})
    assert ingest([path], register, settings).removed == 0
    assert ingest([tmp_path], register, settings, remove_missing=True).removed == 1
    path.unlink()
    assert ingest([tmp_path], register, settings, remove_missing=True).removed == 1
    assert register.counts()["documents"] == 0


def test_the_same_text_in_two_formats_is_kept_once(tmp_path, register, settings):
    (tmp_path / "lamps.md").write_text(LAMPS, encoding="utf-8")
    (tmp_path / "lamps.html").write_text(
        "<html><body><h1>Lamps</h1><p>1. Lamps  are lit.</p></body></html>", encoding="utf-8"
    )
    report = ingest([tmp_path], register, settings)
    assert (report.added, report.unchanged) == (1, 1)
    assert any("same text as “Lamps”" in warning.reason for warning in report.warnings)
    (document,) = register.documents()
    assert len(register.sources(document.id)) == 2
    assert ingest([tmp_path], register, settings).unchanged == 2


def test_a_pattern_the_shell_left_alone_is_expanded(tmp_path, register, settings):
    (tmp_path / "lamps.md").write_text(LAMPS, encoding="utf-8")
    (tmp_path / "candles.txt").write_text("Candles are free.", encoding="utf-8")
    assert ingest([tmp_path / "**" / "*.md"], register, settings).added == 1
    assert "Nothing matches" in ingest([tmp_path / "*.pdf"], register, settings).failed[0].reason


@given(
    name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=400)
)
def test_no_name_leaves_the_folder(tmp_path_factory, name):
    root = tmp_path_factory.mktemp("archive")
    folder = root / "unpacked"
    folder.mkdir()
    with ZipFile(root / "pack.zip", "w") as archive:
        archive.writestr(name, LAMPS)
    for member in members(root / "pack.zip", folder):
        assert member.path is None or folder in member.path.resolve().parents
    assert {path.name for path in root.iterdir()} == {"unpacked", "pack.zip"}
