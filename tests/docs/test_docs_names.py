"""What the documentation names is there: links, files, folders, modules, commands with their options, dependencies."""

import re
import shlex
import tomllib
from functools import cache
from pathlib import Path

import pytest
import typer

from cli import app

ROOT = Path(__file__).resolve().parents[2]
BESIDE = (
    "README.md",
    "CONTRIBUTING.md",
    "ARCHITECTURE.md",
    "language/README.md",
    "eval/README.md",
    "requirements/README.md",
    "benchmarks/README.md",
    "training/README.md",
    "tests/faults/README.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "deploy").glob("*.md")),
)
PAGES = (*BESIDE, *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")))
MADE = ("docs/reference/cli.md", "docs/reference/settings.md")  # by docs/pages.py, from the code

LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^ *```\w*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"(?:\.?\w[\w.-]*/)*\.?[\w-]+\.(?:py|toml|jsonl?|tsv|md|onnx|js|css|yaml|conf|service)")
FOLDER = re.compile(r"(?:\.?\w[\w.-]*/)+")
MODULE = re.compile(r"python -m ((?:benchmarks|training|tests)\.[\w.]+)")
OTHERS = {"rapporteur.toml", "report.md", "reports/", "runs/", "added/", "fetched/", "src/"}
"""Files and folders of whoever runs the program, and one that was decided against."""


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> Path:
    return ROOT / request.param


@cache
def names() -> frozenset[str]:
    """The names of all files of ours."""
    skipped = {".git", ".venv", "build", "node_modules", "__pycache__"}
    found: set[str] = set()
    for entry in ROOT.iterdir():
        if entry.is_file():
            found.add(entry.name)
        elif entry.name not in skipped and not entry.name.startswith(".venv"):
            found |= {path.name for path in entry.rglob("*") if path.is_file()}
    return frozenset(found)


def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        target = (page.parent / link).resolve()
        made = target.relative_to(ROOT).as_posix() in MADE
        assert target.exists() or made, f"{page.name} links to {link}, which is not there"


def test_named_files_are_there(page: Path) -> None:
    text = re.sub(r"`[^`]+` \(new[^|]*\|", "|", page.read_text(encoding="utf-8"))
    for name in CODE.findall(FENCE.sub("", text)):
        if (
            name in OTHERS
            or re.search("NAME|CODE", name)
            or not (FILE.fullmatch(name) or FOLDER.fullmatch(name))
        ):
            continue
        there = (ROOT / name).exists() or (page.parent / name).exists() or name in names()
        assert there, f"{page.name} names {name}, which is not there"


def test_modules_to_run_are_there(page: Path) -> None:
    for module in MODULE.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file(), f"{page.name} runs {module}"


def test_commands_have_the_options_shown(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    for line in [*lines, *CODE.findall(FENCE.sub("", text))]:
        for words in _calls(line):
            faults = _faults(words)
            assert not faults, f"{page.name} shows “{line}”: {faults}"


def _calls(line: str) -> list[list[str]]:
    """The words after each "rapporteur" of a line that calls it."""
    calls = []
    for part in re.split(r"&&|;|\|", line):
        match = re.match(r"\s*(?:[A-Z_]+=\S+\s+)*(?:\S*/)?rapporteur\s+([a-z].*)", part)
        if match:
            calls.append(shlex.split(match[1].partition(" #")[0], posix=True))
    return calls


def _faults(words: list[str]) -> str:
    command = typer.main.get_command(app)
    while words and hasattr(command, "commands"):
        if words[0] not in command.commands:
            break
        command = command.commands[words.pop(0)]
    if command.name == "rapporteur" or (words and not hasattr(command, "params")):
        return f"no command {words[:1]}"
    known = {option for param in command.params for option in param.opts} | {"--help"}
    return ", ".join(word for word in words if word.startswith("--") and word.partition("=")[0] not in known)


def test_dependencies_are_told() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = (ROOT / "docs/decisions/dependencies.md").read_text(encoding="utf-8")
    for requirement in project["dependencies"]:
        name = re.match(r"[\w-]+", requirement)
        assert name is not None
        if not name[0].startswith("llama-index-embeddings"):  # told as "the OpenAI client comes with it"
            assert re.search(rf"\b{name[0]}\b", told), f"{name[0]} has no reason"


def test_every_folder_of_a_room_is_in_the_architecture() -> None:
    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^\| `(\w+)/` \|", told, re.MULTILINE)
    assert rooms
    for room in rooms:
        if room in ("benchmarks", "training"):
            continue
        for inner in sorted((ROOT / room).glob("*/__init__.py")):
            folder = inner.parent.relative_to(ROOT).as_posix()
            assert f"`{folder}/`" in told, f"ARCHITECTURE.md does not tell of {folder}/"
