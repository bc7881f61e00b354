"""Ways to spoil a file: each takes its bytes and a source of chance, and gives other bytes."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

INTERESTING: Final = (
    b"\x00",
    b"\xff",
    b"\xff\xfe",
    b"-1",
    b"0",
    b"99999999999",
    b"\xe2\x80\xae",
    b"%%EOF",
    b"<",
    b"&x;",
)


def truncate(data: bytes, chance: random.Random) -> bytes:
    """Cut the end off."""
    return data[: chance.randrange(len(data))]


def behead(data: bytes, chance: random.Random) -> bytes:
    """Cut the beginning off."""
    return data[chance.randrange(min(len(data), 4096)) :]


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change up to fifty bytes."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 50)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def insert(data: bytes, chance: random.Random) -> bytes:
    """Put in bytes that parsers stumble over."""
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(INTERESTING) * chance.choice((1, 1, 3, 1000)) + data[at:]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """Say one stretch many times."""
    at = chance.randrange(len(data))
    part = data[at : at + chance.randint(1, 2000)]
    return data[:at] + part * chance.randint(2, 40) + data[at:]


def drop(data: bytes, chance: random.Random) -> bytes:
    """Leave a stretch out."""
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randint(1, 5000) :]


def swap(data: bytes, chance: random.Random) -> bytes:
    """Exchange two halves."""
    at = chance.randrange(len(data))
    return data[at:] + data[:at]


def numbers(data: bytes, chance: random.Random) -> bytes:
    """Give some numbers other values: lengths, counts and object numbers of a PDF among them."""
    share = chance.random() / 4
    values = (b"0", b"-1", b"1", b"2", b"65536", b"2147483648", b"1e400", b"00000000001")
    return re.sub(rb"\d+", lambda m: chance.choice(values) if chance.random() < share else m[0], data)


def references(data: bytes, chance: random.Random) -> bytes:
    """Point some references of a PDF at other objects, so that loops come about."""
    share = chance.random() / 2
    return re.sub(
        rb"(\d+) 0 R",
        lambda m: b"%d 0 R" % chance.randint(0, 40) if chance.random() < share else m[0],
        data,
    )


def members(data: bytes, chance: random.Random) -> bytes:
    """Spoil the parts of a packed file, and pack it again whole."""
    try:
        return _members(data, chance)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return flip(data, chance)  # no archive, or spoilt before


def _members(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if content and chance.random() < 0.4:
                content = chance.choice((truncate, flip, insert, repeat, drop, numbers))(content, chance)
            if chance.random() < 0.95:
                new.writestr(info.filename, content)
    return out.getvalue()


MUTATIONS: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    truncate,
    behead,
    flip,
    insert,
    repeat,
    drop,
    swap,
    numbers,
    references,
    members,
)


def mutate(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Spoil the bytes in one to three ways; with the names of the ways."""
    names = []
    for mutation in chance.sample(MUTATIONS, chance.choice((1, 1, 2, 3))):
        if data:
            data = mutation(data, chance)
            names.append(mutation.__name__)
    return data, "+".join(names)
