"""Whether every locked package has a licence that may be shipped with an Apache-2.0 program; asks no network.

Run ``python .ci/licences.py requirements/runtime.lock`` with the environment's own Python: licences are read from the
metadata of the installed packages (PEP 639 expressions first, then classifiers, then the free text).
"""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ALLOWED = (
    r"mit|mit[- ]0|mit-cmu|expat|hpnd|isc|zlib|0bsd|unlicense|cc0[- ]1.0|psf|psfl?[- ]2.0|python[- ]2.0(\.1)?"
    r"|python software foundation|cnri-python|bsl-1\.0|boost software license 1\.0.*|unicode[-\w.]*|blueoak[-\w.]*"
    r"|apache|apache software|apache[- ]?(license|licence|software license)?,?[- ]?(version )?v?2(\.0)?"
    r"|(new |simplified |modified |[234][- ]clause )?bsd([- ][0234][- ]clause)?( license)?|bsd[- ]style"
    r"|mozilla public license 2\.0.*|mpl[- ]?2\.0|ofl[-\w.]*|the unlicense.*|public domain|zpl[- ]2\.1"
)
"""Licences that allow use, change and distribution, or ask for changes of their own files alone (MPL)."""

REASONS: dict[str, str] = {
    "axe-playwright-python": "only drives tests; its metadata names no licence, its licence file is MIT, axe-core's MPL 2.0",
    "bibtexparser": "“LGPLv3 or BSD”, of which BSD is taken; only tests read with it",
    "fpdf2": "LGPL 3: only writes the starter PDFs when these are built anew; not shipped, not changed",
    "pebble": "LGPL 3: used as an unchanged library of its own, which whoever installs may replace",
    "psycopg": "LGPL 3: an extra, used as an unchanged library of its own, which whoever installs may replace",
    "psycopg-binary": "LGPL 3: as psycopg, whose compiled part it is",
    "pycountry": "LGPL 2.1: used as an unchanged library of its own, which whoever installs may replace",
    "pypdfium2": "BSD 3-Clause or Apache 2.0; “dependency licenses” are those of PDFium's parts, all permissive",
}
"""Packages whose metadata says too little or something else, each with the reason why it may be used."""

_ALLOWED = re.compile(ALLOWED, re.IGNORECASE)
_FIRST = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?===)")


def locked(path: Path) -> list[str]:
    """Names of the packages of a lock file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [found[0] for line in lines if (found := _FIRST.match(line))]


def licences(package: Distribution) -> list[str]:
    """What a package says of its licence, as alternatives: one that is allowed is enough."""
    about = package.metadata
    expression = about.get("License-Expression")
    if expression:
        return [expression]
    classifiers = [
        c.split("::")[-1].strip() for c in about.get_all("Classifier") or [] if c.startswith("License ::")
    ]
    named = [c for c in classifiers if c != "OSI Approved"]
    text = (about.get("License") or "").strip()
    return named or ([text.splitlines()[0][:200]] if text else [])


def allowed(expression: str) -> bool:
    """Whether an SPDX expression or a free name is allowed: every part of an AND, one part of an OR."""
    bare = re.sub(r"[()]", " ", expression) if re.search(r" (AND|OR) ", expression) else expression
    return any(
        all(_one(part) for part in re.split(r"\s+AND\s+", choice)) for choice in re.split(r"\s+OR\s+|/", bare)
    )


def _one(name: str) -> bool:
    plain = re.sub(r"^the\s+|\s+with\s+llvm-exception$|\s+(license|licence)(\s+\(\w+\))?$|\s+\([\w. -]+\)$", "",
                   name.strip().strip("."), flags=re.IGNORECASE)  # fmt: skip
    return bool(_ALLOWED.fullmatch(plain.strip()) or _ALLOWED.fullmatch(name.strip()))


def say(words: str) -> None:
    """Print a line."""
    sys.stdout.write(words + "\n")


def main(paths: list[str]) -> int:
    """Name every package without an allowed licence or a reason; 1 where there is one."""
    wrong, seen, absent = [], 0, []
    for name in sorted({package.lower() for path in paths for package in locked(Path(path))}):
        try:
            found = licences(distribution(name))
        except PackageNotFoundError:
            absent.append(name)  # for another system, or not installed here
            continue
        seen += 1
        if name not in REASONS and not any(allowed(each) for each in found):
            wrong.append(f"{name}: {' | '.join(found) or 'says nothing'}")
    say(f"{seen} packages looked at, {len(REASONS)} with a reason, {len(absent)} not installed here.")
    for line in wrong:
        say(f"no allowed licence: {line}")
    return int(bool(wrong) or not seen)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or ["requirements/runtime.lock"]))
