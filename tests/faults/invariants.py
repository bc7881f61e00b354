"""What must hold of a library at any moment, and what when a command has come to its end."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from index.dense.centring import centred_passages
from index.library import Library
from index.models.context import embedded_text
from settings import Settings
from tests.faults.documents import Folder
from tests.faults.publisher import Publisher

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'lexical_[0-9]*'",
    "postgresql": "SELECT tablename FROM pg_tables "
    "WHERE schemaname = current_schema() AND tablename ~ '^lexical_[0-9]'",
}


class TellingEmbedding(BaseEmbedding):
    """Vectors that tell which text they were made from, in no time."""

    embed_batch_size: int = 64

    def _get_text_embedding(self, text: str) -> list[float]:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        vector = np.random.default_rng(seed).standard_normal(384)
        return list(map(float, vector / np.linalg.norm(vector)))

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def at_any_moment(root: Path, folder: Folder, publisher: Publisher) -> None:
    """The register is sound, every document and fetched file whole, and only current passages are found."""
    library = Library(Settings(library=root))
    _sound(library)
    texts = _whole(library, folder, publisher)
    _fetched_whole(root, publisher)
    for query in ("lamp 7 is lit", "paragraph 2 in version 3"):
        for hit in library.search(query, top=30):
            assert hit.passage.text in texts, f"not current: {hit.passage.text}"
    library.close()


def at_the_end(root: Path, folder: Folder, publisher: Publisher) -> None:
    """The register has just what folder and publisher have, and both indexes just what the register has."""
    library = Library(Settings(library=root))
    _sound(library)
    _whole(library, folder, publisher)
    there = {Path(path).name: document for path, document in library.register.sources()}
    now, ever = folder.now | publisher.now, folder.ever | publisher.ever
    assert set(there) == set(now), set(there) ^ set(now)
    for name, version in now.items():
        found = tuple(passage.text for passage in library.register.document_passages(there[name]))
        assert found == ever[name, version], (name, version, found[:2])
    fetched = _fetched_whole(root, publisher)
    assert fetched == {
        name: publisher.bytes_ever[name][version - 1] for name, version in publisher.now.items()
    }
    assert not list(root.glob("fetched/.partial/*")), "left of a fetch"
    _words_agree(library)
    _vectors_agree(library)
    library.close()


def whole_or_none(root: Path) -> None:
    """A folder that a restoration was killed in holds a whole library or no register at all."""
    if (root / "register.sqlite").exists():
        library = Library(Settings(library=root))
        _sound(library)
        _words_agree(library)
        _vectors_agree(library)
        library.close()


def _fetched_whole(root: Path, publisher: Publisher) -> dict[str, str]:
    """Every fetched file is a version that was published, byte for byte; their hashes by name."""
    found = {}
    for path in root.glob("fetched/??/*"):
        found[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        assert found[path.name] in publisher.bytes_ever[path.name], f"half a file: {path}"
    assert not (root / "fetched" / "set-aside").exists()
    return found


def _sound(library: Library) -> None:
    if library.register.database.kind == "sqlite":
        db = library.register.connection
        assert db.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert not db.execute("PRAGMA foreign_key_check").fetchall()


def _whole(library: Library, folder: Folder, publisher: Publisher) -> set[str]:
    """Every document has all the paragraphs of one version of its file; the texts there are."""
    texts: set[str] = set()
    versions = {paragraphs: key for key, paragraphs in (folder.ever | publisher.ever).items()}
    for path, document in library.register.sources():
        found = tuple(passage.text for passage in library.register.document_passages(document))
        assert versions.get(found, ("", 0))[0] == Path(path).name, f"torn: {path} {found[:2]} …"
        texts |= set(found)
    owned = {document for _, document in library.register.sources()}
    assert owned == {document.id for document in library.register.documents()}
    return texts


def _words_agree(library: Library) -> None:
    db, table = library.register.connection, f"lexical_{library.register.meta('lexical.edition')}"
    assert library.words().fault() == ""
    assert _column(db, f"SELECT rowid FROM {table}") == _column(db, "SELECT row FROM passages")
    tables = _column(db, _TABLES[library.register.database.kind])
    others = {name for name in tables if not name.startswith(f"{table}_") and name != table}
    assert not others, f"left of another generation: {others}"
    status = library.status()
    assert status["indexed_words"] == status["indexed_vectors"] == status["passages"], status


def _vectors_agree(library: Library) -> None:
    """Each passage has the vector of its present text, and nothing else has one."""
    with library.indexes.chroma().use() as client:
        collections = [collection.name for collection in client.list_collections()]
    wanted = library.indexes.chroma().collection(int(library.register.meta("vectors.edition") or 0))
    own = wanted.rpartition("-")[0]  # a server holds other libraries' too
    assert [name for name in collections if name.startswith(own)] == [wanted]
    index = library.vectors()
    vectors = index.embeddings(sorted(index.ids()))
    model = TellingEmbedding()
    for document in library.register.documents():
        for passage in library.register.document_passages(document.id):
            raw = [model.get_text_embedding(embedded_text(document, passage))]
            expected = np.asarray(centred_passages(raw, [passage.language]))[0]
            vector = vectors.pop(passage.id, None)
            assert vector is not None, f"no vector: {passage.text}"
            assert np.allclose(vector, expected, atol=1e-5), f"vector of another text: {passage.text}"
    assert not vectors, f"{len(vectors)} vectors of nothing"


def _column(db: Any, query: str) -> set[Any]:
    return {row[0] for row in db.execute(query)}
