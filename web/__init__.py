"""The parts of the page: chat and sources, drawn from answers whose every word is escaped."""

import atexit
import os
import shutil
import tempfile

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read once, when gradio is first imported

if "GRADIO_TEMP_DIR" not in os.environ:
    # Uploads and downloads lie where no other user of this machine can read them; read at import, too.
    os.environ["GRADIO_TEMP_DIR"] = tempfile.mkdtemp(prefix="rapporteur-")
    atexit.register(shutil.rmtree, os.environ["GRADIO_TEMP_DIR"], ignore_errors=True)
