"""The command line as a person meets it: names mistyped, settings misspelt, help, and what starting it loads."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from commands.about import as_typed, unknown_variables, version

HERE = Path(__file__).parents[1]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["rapporteur", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one document without vectors, which most commands do not ask for."""
    from index.library import Library
    from ingest.work.reader import read
    from settings import Settings

    folder = tmp_path_factory.mktemp("terminal")
    paper = folder / "charter.md"
    paper.write_text("# Charter of the lamps\n\n1. Every lamp needs a keeper.", encoding="utf-8")
    opened = Library(Settings(library=folder / "lamps", workers=0, threads=1))
    opened.register.record(str(paper), read(paper), "test")
    opened.words().sync()
    opened.close()
    return folder / "lamps"


def test_it_tells_its_release(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--version") == 0
    assert capsys.readouterr().out.split() == ["rapporteur", version()]
    assert f'version = "{version()}"' in (HERE / "pyproject.toml").read_text(encoding="utf-8")


def test_a_shell_is_told_how_to_complete() -> None:
    environment = {
        **os.environ,
        "_RAPPORTEUR_COMPLETE": "complete_bash",
        "COMP_WORDS": "rapporteur re",
        "COMP_CWORD": "1",
    }
    command = [sys.executable, "-c", "import sys; sys.argv = ['rapporteur']; import cli; cli.main()"]
    told = subprocess.run(command, env=environment, cwd=HERE, capture_output=True, text=True, check=False)
    assert {"remove", "rebuild", "restore"} <= set(told.stdout.split())


def test_a_path_that_is_not_there_is_an_error_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "ingest", "/nosuch", "--library", str(tmp_path / "new")) == 2
    assert "There is no file or folder /nosuch" in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["ask", "x"],
        ["search", "x"],
        ["cite", "RL-1"],
        ["status"],
        ["rebuild"],
        ["remove", "x"],
        ["show", "x"],
    ],
)
def test_a_mistyped_library_is_refused_and_the_like_named_one_offered(
    library: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mistyped = library.with_name("lamsp")
    assert run(monkeypatch, *command, "--library", str(mistyped)) == 2
    told = "".join(capsys.readouterr().err.split())
    assert f"Thereisnolibraryat{mistyped}.Didyoumean{library}?" in told
    assert not mistyped.exists()


@pytest.mark.parametrize("agrees", [True, False])
def test_in_a_terminal_it_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, agrees: bool
) -> None:
    from commands.shared import require_library
    from errors import RapporteurError
    from settings import Settings

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: agrees)
    settings = Settings(library=tmp_path / "new")
    if agrees:
        require_library(settings)
    else:
        with pytest.raises(RapporteurError, match="Nothing was begun"):
            require_library(settings)


def test_the_documents_are_listed(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "status", "--documents", "--library", str(library), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["title"] for each in told["listed"]] == ["Charter of the lamps"]
    assert run(monkeypatch, "status", "--documents", "--library", str(library)) == 0
    assert "Charter of the lamps" in capsys.readouterr().out


def test_settings_are_named_as_they_are_typed() -> None:
    assert as_typed("set embedding_model.") == "set RAPPORTEUR_EMBEDDING_MODEL."
    assert as_typed("The setting “engine” is not usable") == "The setting “RAPPORTEUR_ENGINE” is not usable"
    assert as_typed("Answers by an engine, on port 3") == "Answers by an engine, on port 3"
    assert as_typed("/tmp/llm_model.txt and my-llm_model") == "/tmp/llm_model.txt and my-llm_model"


def test_a_setting_that_is_not_usable_is_named_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAPPORTEUR_LLM_SECONDS", "soon")
    assert run(monkeypatch, "status") == 2
    assert "RAPPORTEUR_LLM_SECONDS" in capsys.readouterr().err


def test_variables_that_set_nothing_are_said(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert unknown_variables(["RAPPORTEUR_LIBRARY", "PATH", "RAPPORTEUR_TEST_GGUF"]) == []
    assert unknown_variables(["RAPPORTEUR_LLM_MODLE"]) == [
        "The variable RAPPORTEUR_LLM_MODLE sets nothing: there is no such setting. Did you mean RAPPORTEUR_LLM_MODEL?"
    ]
    monkeypatch.setenv("RAPPORTEUR_HOME", "/elsewhere")
    assert run(monkeypatch, "status", "--library", str(library)) == 0
    assert "RAPPORTEUR_HOME sets nothing" in " ".join(capsys.readouterr().err.split())


HEAVY = (
    "llama_index",
    "openai",
    "chromadb",
    "gradio",
    "pandas",
    "onnx",
    "onnxruntime",
    "tokenizers",
    "numpy",
    "snowballstemmer",
)
LOADED = """
import sys
sys.argv = ["rapporteur", *sys.argv[1:]]
import cli
try:
    cli.main()
except SystemExit:
    pass
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        (["--help"], set()),
        (["status", "--library", "LIBRARY"], {"numpy", "snowballstemmer"}),
        (["cite", "RL-1, para. 3", "--library", "LIBRARY"], set()),
        (
            ["search", "lamps", "--library", "LIBRARY"],
            {"chromadb", "onnxruntime", "numpy", "snowballstemmer"},
        ),
        (
            ["ask", "Who keeps the lamps?", "--library", "LIBRARY"],
            {"chromadb", "onnxruntime", "numpy", "snowballstemmer"},
        ),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
def test_nothing_is_loaded_before_it_is_used(library: Path, command: list[str], needed: set[str]) -> None:
    arguments = [str(library) if each == "LIBRARY" else each for each in command]
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], cwd=HERE, capture_output=True, text=True, check=False
    )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert {"cli", "typer"} <= loaded, done.stderr
    assert {name for name in HEAVY if name in loaded} <= needed
