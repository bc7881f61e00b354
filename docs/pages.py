"""What the site shows beside docs/: pages made from the code, and Markdown files that lie with what they describe.

A hook of MkDocs (``hooks`` in mkdocs.yml). Links are written as they lead in the repository and rewritten for the site.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

BESIDE = (
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "deploy/*",
    "*/README.md",
    "tests/faults/README.md",
)
"""Files of the repository that are pages too, as patterns; each keeps its path."""

ROOMS = ("language", "ingest", "index", "cite", "answer", "check", "web", "commands", "eval")

_LINK = re.compile(r"(?<=\]\()(?!\w+:)([^)#\s]+)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the decisions and the API, a group for each room, into the navigation."""
    groups = {room: [f"reference/api/{name}.md" for name in _packages(room)] for room in ROOMS}
    decisions = sorted(path.name for path in (ROOT / "docs/decisions").glob("*.md") if path.stem != "index")
    part = next(part for part in config.nav or [] if "Decisions" in part)
    part["Decisions"] = [f"decisions/{name}" for name in ("index.md", *decisions)]
    reference = next(part["Reference"] for part in config.nav or [] if "Reference" in part)
    reference.append({"API": [{f"{room}/": pages} for room, pages in groups.items()]})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files beside docs/ and the pages made from the code."""
    for path in _beside():
        files.append(File.generated(config, path.relative_to(ROOT).as_posix(), abs_src_path=str(path)))
    for uri, content in _made():
        files.append(File.generated(config, uri, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Rewrite links that lead out of a file's folder in the repository to where the site has their target."""
    source = page.file.abs_src_path
    return _LINK.sub(lambda link: _on_site(link[0], Path(source), page), markdown) if source else markdown


def _on_site(link: str, source: Path, page: Page) -> str:
    target = (source.parent / link).resolve()
    if not target.is_relative_to(ROOT):
        return link
    uri = target.relative_to(ROOT).as_posix().removeprefix("docs/")
    return Path(os.path.relpath(uri, Path(page.file.src_uri).parent)).as_posix()


def _beside() -> Iterator[Path]:
    yield from sorted({path for pattern in BESIDE for path in ROOT.glob(pattern) if path.is_file()})


def _made() -> Iterator[tuple[str, str]]:
    yield "reference/cli.md", _command_line()
    yield "reference/settings.md", _settings()
    for room in ROOMS:
        for name in _packages(room):
            yield f"reference/api/{name}.md", _api(name)


def _packages(room: str) -> list[str]:
    """A room and the folders of Python files in it, as names of packages."""
    folders = sorted(path.parent.relative_to(ROOT) for path in (ROOT / room).rglob("__init__.py"))
    return [".".join(folder.parts) for folder in folders]


def _api(package: str) -> str:
    """A page for one folder: what it is for, then each of its modules."""
    folder = ROOT / package.replace(".", "/")
    modules = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    parts = [f"# {package.replace('.', '/')}/", f"::: {package}\n    options: {{show_root_heading: false}}"]
    return "\n\n".join([*parts, *(f"::: {package}.{module}" for module in modules)]) + "\n"


def _command_line() -> str:
    import typer
    from typer.cli import get_docs_for_click

    from cli import app

    command = typer.main.get_command(app)
    return get_docs_for_click(
        obj=command, ctx=typer.Context(command, info_name="rapporteur"), name="rapporteur"
    )


def _settings() -> str:
    from settings import Settings

    rows = [
        f"| `{name}` | {_default(field.default, made=field.default_factory is not None)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join([_SETTINGS, "| setting | default | what it does |", "|---|---|---|", *rows]) + "\n"


def _default(value: object, *, made: bool) -> str:
    if made and not isinstance(value, dict):
        return "the machine's"
    return f"`{value}`" if value not in (None, "", (), {}) and str(value) else ""


_SETTINGS = """# Settings

A setting is taken from the first of these that gives it: a flag, an environment variable, `rapporteur.toml` in the
working folder, its default. The variable of `llm_model` is `RAPPORTEUR_LLM_MODEL`; in the file the name stands as it is here:

```toml
# rapporteur.toml
engine = "ollama"
llm_model = "qwen3:4b"
```

An unknown name in the file is an error. Keys and passwords belong into the environment; no message or report shows them.
"""
