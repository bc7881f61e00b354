"""What a person says of a document beside it: ``NAME.pdf.toml``, or its row in ``rapporteur.csv``."""

import csv
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any, Final

from ingest.sidecar.sidecar_fields import FIELDS, Value
from ingest.structure.metadata import Metadata

TABLE_NAME: Final = "rapporteur.csv"
"""The table of a folder: a column ``file`` and a column for each field that is given."""

_MOST_BYTES: Final = {"toml": 64 * 1024, "csv": 8 * 1024**2}


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What was said of one document.

    Attributes:
        values: The usable fields, by name; ``symbol`` has a tuple, every other one a text.
        faults: What could not be used, each a sentence that names the file and the field.
    """

    values: Mapping[str, Value]
    faults: tuple[str, ...] = ()

    @property
    def symbols(self) -> tuple[str, ...] | None:
        """The symbols, where they are given."""
        given = self.values.get("symbol")
        return given if isinstance(given, tuple) else None

    def correct(self, metadata: Metadata) -> Metadata:
        """The metadata with what is given in place of what was recognised."""
        named = {name: value for name, value in self.values.items() if name != "symbol"}
        return replace(metadata, **named)  # type: ignore[arg-type]

    def digest(self) -> str:
        """A short digest of all that matters; empty where nothing is said."""
        if not self.values and not self.faults:
            return ""
        text = json.dumps([dict(self.values), self.faults], sort_keys=True, ensure_ascii=False)
        return sha256(text.encode()).hexdigest()[:16]


NOTHING: Final = Sidecar({})


class Sidecars:
    """Looks sidecars up, reading each folder's table once."""

    def __init__(self) -> None:
        self._tables: dict[Path, dict[str, Sidecar] | str] = {}

    def of(self, path: Path) -> Sidecar:
        """What is said of the document at ``path``; the file beside it wins over the table's row."""
        own = path.with_name(path.name + ".toml")
        row = self._row(path)
        if not own.is_file():
            return row
        beside = _parse_toml(own)
        return Sidecar({**row.values, **beside.values}, (*row.faults, *beside.faults))

    def _row(self, path: Path) -> Sidecar:
        table = path.with_name(TABLE_NAME)
        if table not in self._tables:
            self._tables[table] = _parse_table(table) if table.is_file() else {}
        rows = self._tables[table]
        return Sidecar({}, (rows,)) if isinstance(rows, str) else rows.get(path.name, NOTHING)


def is_sidecar(path: Path) -> bool:
    """Whether a file speaks of documents beside it and is none itself."""
    return path.name == TABLE_NAME or (path.suffix.lower() == ".toml" and bool(Path(path.stem).suffix))


def _parse_toml(path: Path) -> Sidecar:
    text = _text(path, "toml")
    if isinstance(text, Sidecar):
        return text
    try:
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Sidecar({}, (f"{path.name} is not TOML ({error}): the document was read without it.",))
    return _check(given, path.name)


def _parse_table(path: Path) -> dict[str, Sidecar] | str:
    text = _text(path, "csv")
    if isinstance(text, Sidecar):
        return text.faults[0]
    try:
        reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")), strict=True)
        rows = list(reader)
    except csv.Error as error:
        return f"{path.name} is not CSV ({error}): the documents were read without it."
    if "file" not in (reader.fieldnames or ()):
        return f"{path.name} has no column “file”: the documents were read without it."
    return {
        row["file"]: _check({key: value for key, value in row.items() if key != "file" and value}, path.name)
        for row in rows
        if row["file"]
    }


def _text(path: Path, kind: str) -> str | Sidecar:
    """The file's text, or a sidecar that only says why there is none."""
    try:
        if path.stat().st_size > _MOST_BYTES[kind]:
            return Sidecar({}, (f"{path.name} is too large for a sidecar: it was not used.",))
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Sidecar({}, (f"{path.name} cannot be read ({error}): save it as UTF-8.",))


def _check(given: Mapping[Any, Any], name: str) -> Sidecar:
    values: dict[str, Value] = {}
    faults: list[str] = []
    for field, value in given.items():
        if field not in FIELDS:
            known = ", ".join(FIELDS)
            faults.append(f"{name}: “{str(field)[:60]}” is not a field; the fields are {known}.")
            continue
        try:
            values[str(field)] = FIELDS[str(field)](value)
        except ValueError as error:
            faults.append(f"{name}: “{field}” is not usable: {error}.")
    return Sidecar(values, tuple(faults))
