"""The parts of the page: chat and sources, drawn from answers whose every word is escaped."""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read once, when gradio is first imported
