"""Nothing the program is built on reports to anyone, or leaves an identifier of the machine behind."""

import os
import re
import subprocess
import sys
from pathlib import Path

_EMBEDDING = """
from index.models.embedding import E5Embedding
print(len(E5Embedding(1).get_query_embedding("Who keeps the lamps?")))
"""


def test_the_model_s_runtime_keeps_nothing_in_the_user_s_folders(tmp_path: Path) -> None:
    """ONNX Runtime would keep a device identifier and a queue of reports there, save where ``CI`` is set."""
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    done = subprocess.run(
        [sys.executable, "-c", _EMBEDDING],
        env=kept | home,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.strip() == "384"
    left = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()]
    assert left  # the graphs that were built, and nothing else
    assert all(
        re.fullmatch(r"cache/rapporteur/models/(lower|upper)-[0-9a-f]{16}-[0-9a-f]{64}\.onnx", path)
        for path in left
    )
