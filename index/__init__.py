"""Passages in, ranked passages out: embeddings, lexical index, fusion, filters."""

import os

# Since 1.29 ONNX Runtime keeps a device identifier and reports to its maker; read once, when it is first imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
