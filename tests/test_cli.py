"""The command line: JSON contracts, batches, and errors of one line."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

import cli

PAPER = """# Ruritania and the network

## Positions

1. The working group met in Strelsau on 4 May 2019 and heard 23 delegations.

2. Ruritania proposed a register of cables.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "ruritania.md").write_text(PAPER, encoding="utf-8")
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["rapporteur", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0)


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_from_a_file_to_a_cited_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = str(folder / "library")
    assert run(monkeypatch, "ingest", str(folder / "papers"), "--library", library, "--json") == 0
    report = printed(capsys)
    assert (report["added"], report["failed"]) == (1, [])
    assert run(monkeypatch, "ingest", str(folder / "papers"), "--library", library, "--json") == 0
    assert printed(capsys)["unchanged"] == 1

    question = "When did the working group meet in Strelsau?"
    assert run(monkeypatch, "ask", question, "--library", library, "--json") == 0
    answer = printed(capsys)
    assert answer["status"] == "answered"
    assert "4 May 2019" in answer["answer"]
    assert all(citation["quote"] in citation["passage"] for citation in answer["citations"])

    assert run(monkeypatch, "search", "register of cables", "--library", library, "--json") == 0
    assert printed(capsys)["passages"][0]["paragraph"] == "2"

    narrowed = ("--speaker", "Cuba", "--no-filters", "--neighbours", "1")
    assert run(monkeypatch, "search", "cables in 2019", "--library", library, "--json", *narrowed) == 0
    assert printed(capsys) | {"timings_ms": {}} == {
        "passages": [],
        "reading": {"language": "en", "named": []},
        "timings_ms": {},
    }
    assert run(monkeypatch, "search", "cables in 2019", "--library", library, "--year", "last") == 2
    assert "--year" in capsys.readouterr().err
    assert run(monkeypatch, "search", "cables in 2019", "--library", library, "--neighbours", "1") == 0
    assert "read: year:2019" in capsys.readouterr().out

    batch, out = folder / "in.jsonl", folder / "out.jsonl"
    batch.write_text(json.dumps({"id": "a", "q": question}) + "\n", encoding="utf-8")
    assert run(monkeypatch, "ask", "--batch", str(batch), "--out", str(out), "--library", library) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["id"] == "a"

    assert run(monkeypatch, "remove", str(folder / "papers" / "ruritania.md"), "--library", library) == 0
    capsys.readouterr()
    assert run(monkeypatch, "status", "--library", library, "--json") == 0
    assert printed(capsys)["documents"] == 0


def test_a_reference_is_looked_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = str(folder / "library")
    assert run(monkeypatch, "ingest", str(folder / "papers"), "--library", library) == 0
    capsys.readouterr()
    reference = "Ruritania and the network, para. 2"
    assert run(monkeypatch, "cite", reference, "--library", library, "--json", "--around", "1") == 0
    found = printed(capsys)
    assert found["status"] == "found"
    assert found["matches"][0]["text"] == "Ruritania proposed a register of cables."
    assert "23 delegations" in found["matches"][0]["before"][0]["text"]
    assert run(monkeypatch, "cite", reference, "--library", library) == 0
    assert "register of cables" in capsys.readouterr().out
    assert run(monkeypatch, "cite", "A/75/816, para. 3", "--library", library) == 1
    assert "A/75/816 is not in this library" in capsys.readouterr().out

    batch, out = folder / "in.jsonl", folder / "out.jsonl"
    batch.write_text(json.dumps({"id": "a", "ref": reference}) + "\n", encoding="utf-8")
    assert run(monkeypatch, "cite", "--batch", str(batch), "--out", str(out), "--library", library) == 0
    line = json.loads(out.read_text(encoding="utf-8"))
    assert (line["id"], line["status"], line["matches"][0]["paragraph"]) == ("a", "found", "2")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask"], "Give either a question or --batch FILE."),
        (["ask", "--batch", "no-such.jsonl"], "no-such.jsonl cannot be read"),
        (["ask", "Why?", "--engine", "oracle"], "The setting “RAPPORTEUR_ENGINE” is not usable"),
        (["cite"], "Give either a reference or --batch FILE."),
        (["remove", "A/RES/1/1"], "Nothing in the library is called “A/RES/1/1”"),
        (["ingest"], "Name at least one file or folder"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    (tmp_path / "library").mkdir()
    monkeypatch.setenv("RAPPORTEUR_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setattr("index.documents.starter_documents", list)
    assert run(monkeypatch, *arguments) == 2
    error = " ".join(capsys.readouterr().err.split())
    assert sentence in error
    assert "Traceback" not in error


def test_a_broken_batch_line_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text('{"q": "When?"}\n{broken\n', encoding="utf-8")
    (tmp_path / "library").mkdir()
    monkeypatch.setattr("index.documents.starter_documents", list)
    assert run(monkeypatch, "search", "--batch", str(batch), "--library", str(tmp_path / "library")) == 2
    assert "line 2" in capsys.readouterr().err


def test_two_versions_are_compared_and_a_reference_is_taken_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    later = PAPER.replace("and the network", "and the later network").replace(
        "23 delegations", "24 delegations"
    )
    (folder / "papers" / "later.md").write_text(later, encoding="utf-8")
    library = ("--library", str(folder / "library"))
    assert run(monkeypatch, "ingest", str(folder / "papers"), *library) == 0
    capsys.readouterr()
    names = ("Ruritania and the network", "Ruritania and the later network")
    page = folder / "page.html"
    assert run(monkeypatch, "compare", *names, "--json", "--html", str(page), *library) == 0
    found = printed(capsys)
    changed = [paragraph for paragraph in found["paragraphs"] if paragraph["change"] == "changed"]
    assert {"before": "23", "after": "24"} in [d for p in changed for d in p["differences"]]
    assert "<ins>24</ins>" in page.read_text(encoding="utf-8")
    assert run(monkeypatch, "compare", names[0], "Nobody’s paper", *library) == 2
    capsys.readouterr()
    assert run(monkeypatch, "cite", "Ruritania and the later network", "--style", "csl", *library) == 0
    assert printed(capsys)[0]["title"] == names[1]


def test_show_tells_what_the_register_knows(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = str(folder / "library")
    (folder / "papers" / "ruritania.md.toml").write_text('session = "Ninth session"\nagenda_item = "3 (a)"\n')
    assert run(monkeypatch, "ingest", str(folder / "papers"), "--library", library, "--json") == 0
    printed(capsys)
    assert run(monkeypatch, "show", "Ruritania and the network", "--library", library, "--json") == 0
    known = printed(capsys)
    assert (known["session"], known["agenda_item"], known["languages"]) == ("Ninth session", "3 (a)", ["en"])
    assert "paragraphs 1 to 2" in known["outline"]
    assert known["files"][0].endswith("ruritania.md")
    assert run(monkeypatch, "show", "A/RES/70/999", "--library", library) == 2


def test_a_library_is_looked_over_backed_up_and_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library, other, saved = str(folder / "library"), str(folder / "other"), str(folder / "saved.zip")
    assert run(monkeypatch, "doctor", "--library", library) == 1
    assert run(monkeypatch, "ingest", str(folder / "papers"), "--library", library) == 0
    assert run(monkeypatch, "doctor", "--library", library) == 0
    assert run(monkeypatch, "backup", saved, "--library", library) == 0
    assert run(monkeypatch, "restore", saved, "--library", library) == 2
    assert run(monkeypatch, "restore", saved, "--library", other) == 0
    shutil.rmtree(folder / "other" / "chroma")
    capsys.readouterr()
    assert run(monkeypatch, "doctor", "--library", other) == 1
    assert "doctor --repair" in capsys.readouterr().out
    assert run(monkeypatch, "doctor", "--library", other, "--repair", "--json") == 0
    assert printed(capsys)["repaired"]
