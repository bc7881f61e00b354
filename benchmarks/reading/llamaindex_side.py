"""The other side of the ingestion benchmark: LlamaIndex's own reading and splitting, two processes.

It stands alone, because LlamaIndex's file readers want an older pypdf than ours and so an environment of
their own. Run by ``benchmarks.reading.ingest_bench``: ``PYTHON llamaindex_side.py FILES.txt``.
"""

import json
import sys
import time
from pathlib import Path

from llama_index.core import SimpleDirectoryReader
from llama_index.core.node_parser import SentenceSplitter
from llama_index.readers.file import PDFReader


def main() -> None:
    """Read and split; print pages and seconds as JSON."""
    names = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    splitter = SentenceSplitter(chunk_size=1024)
    began = time.perf_counter()
    reader = SimpleDirectoryReader(input_files=names, file_extractor={".pdf": PDFReader()})
    documents = reader.load_data(num_workers=2)
    nodes = splitter.get_nodes_from_documents(documents)
    seconds = time.perf_counter() - began
    print(json.dumps({"pages": len(documents), "units": len(nodes), "seconds": seconds}))  # noqa: T201


if __name__ == "__main__":
    main()
