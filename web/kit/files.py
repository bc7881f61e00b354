"""Files as the browser is given them to save, so that none lies on the server."""

import json
from base64 import b64encode


def file(name: str, kind: str, content: bytes) -> str:
    """A file for ``rapporteur.saveFile``.

    Args:
        name: Its name.
        kind: Its media type.
        content: Its bytes.
    """
    return json.dumps({"name": name, "type": kind, "content": b64encode(content).decode()})
