"""Reading the vectors in a process of its own: Chroma's index files, spoilt, end the process that loads them.

The library behind them (hnswlib) trusts what it reads from the disk; a spoilt file makes it read outside its
memory, which no ``except`` can catch. ``hnsw_files`` looks before; this is for what it may have overlooked.
"""

from multiprocessing import get_context
from multiprocessing.context import BaseContext
from typing import Final

from pebble import ProcessExpired, ProcessPool

from errors import LibraryError
from settings import Settings

_SECONDS: Final = 600.0  # a million vectors are opened in less than one


def ends_its_process(settings: Settings) -> bool:
    """Whether reading vectors ends a process or never ends; what else is wrong is not looked at."""
    if not any((settings.library / "chroma").glob("*/data_level0.bin")):
        return False  # a small index is in Chroma's database alone
    with ProcessPool(max_workers=1, context=_context()) as pool:
        try:
            pool.schedule(_read, args=[settings], timeout=_SECONDS).result()
        except (ProcessExpired, TimeoutError):
            return True
        return False


def _context() -> BaseContext:
    """A process that begins afresh, with none of this one's threads."""
    return get_context("spawn")


def _read(settings: Settings) -> None:
    """Have Chroma load everything: ids, one vector, and its neighbours."""
    from index.hit import Filters
    from index.library import Library

    library = Library(settings)
    try:
        vectors = library.vectors()
        for name in sorted(vectors.ids())[:1]:
            (vector,) = vectors.embeddings([name]).values()
            vectors.search([float(number) for number in vector], 1, Filters())
    except (LibraryError, ValueError):
        return  # told in words by who looks at it next
    finally:
        library.close()
