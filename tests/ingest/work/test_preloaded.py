"""What reading processes share is loaded before they are forked."""

import subprocess
import sys
from pathlib import Path

from ingest.work.processes import PRELOAD

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
before = set(sys.modules)
from ingest.work.reader import read
from language.identify import _identifier
from starter import documents
for path in {path.suffix: path for path in documents()}.values():
    read(path)
print(" ".join({name for name in set(sys.modules) - before if "." not in name}))
print(_identifier.cache_info().misses)
"""


def test_a_reading_process_has_its_libraries_and_the_model_of_languages_before_it_reads() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *PRELOAD], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded, models = done.stdout.splitlines()
    assert not {"pypdf", "lxml", "bs4", "py3langid", "numpy"} & set(loaded.split())
    assert models == "1"
    before = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {"pypdf", "lxml", "bs4", "py3langid"} <= set(before.stdout.splitlines()[0].split())
