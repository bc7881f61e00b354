"""Build the starter documents from their sources: ``python -m starter.build``.

Run it after changing a source. It needs the ``dev`` extra, fontconfig and the Debian packages
fonts-noto-core and fonts-noto-cjk.
"""

import sys
from pathlib import Path

from errors import RapporteurError
from starter import FOLDER, as_docx, as_html, as_pdf
from starter.dialect import load_all

WRITERS = {"pdf": as_pdf.write, "docx": as_docx.write, "html": as_html.write}


def build(sources: Path, target: Path) -> list[Path]:
    """Build every source of a folder into ``target`` and take away what no source makes.

    Returns:
        The documents, in the order of their sources.

    Raises:
        SourceError: a source is not written in the dialect.
        FontError: a font is not on this machine.
    """
    target.mkdir(exist_ok=True)
    built = []
    for source in load_all(sources):
        path = target / source.document_name
        WRITERS[source.format](source, path)
        built.append(path)
    for stale in set(target.iterdir()) - set(built):
        stale.unlink()
    return built


def main() -> int:
    """Build the library in place; exit status 0, or 1 with one line that says why not."""
    try:
        built = build(FOLDER / "sources", FOLDER / "documents")
    except RapporteurError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    size = sum(path.stat().st_size for path in built)
    sys.stdout.write(f"{len(built)} documents, {size / 1024:.0f} KiB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
