"""The one address at which files are uploaded, in place of Gradio's own, whose paths anybody could name."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

from anyio import to_thread
from fastapi import FastAPI
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from settings import Settings
from web.guard.uploaded import TooMuchError, Uploads
from web.signin.visitor import Visitor, visitor_of

AT_ONCE = 4  # files of the largest size that one request may carry


def uploads_for(settings: Settings) -> Uploads:
    """Uploads in the folder that Gradio takes for its own: what lies there it does not copy."""
    return Uploads(Path(os.environ["GRADIO_TEMP_DIR"]), settings)


def place(site: FastAPI, uploads: Uploads, settings: Settings) -> None:
    """Add ``/gradio_api/upload``, which answers with a handle for each file."""
    largest = settings.upload_mb * 1024 * 1024

    @site.post("/gradio_api/upload")
    @site.post("/gradio_api/upload/")
    async def upload(request: Request) -> Response:
        visitor = visitor_of(request)
        length = request.headers.get("content-length", "")
        if visitor is None or not length.isdecimal():
            return _refused("Say how long the upload is.", 411)
        size, payer = int(length), _payer(visitor, request)
        try:
            uploads.announce(payer, size)
        except TooMuchError as error:
            return _refused(str(error), 429)
        try:
            return await _kept(request, partial(uploads.keep, visitor.id, payer), largest)
        finally:
            uploads.arrived(payer, size)


def _payer(visitor: Visitor, request: Request) -> str:
    """Whose room an upload takes: without sign-in a browser may be anybody anew, but not anywhere."""
    return visitor.id if visitor.name or request.client is None else request.client.host


async def _kept(request: Request, keep: Callable[[str, IO[bytes]], str], largest: int) -> Response:
    try:
        async with request.form(max_files=AT_ONCE * 5, max_fields=5) as form:
            files = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
            if any((each.size or 0) > largest for each in files):
                return _refused(f"A file is larger than {largest // 1024**2} MB: give a smaller one.", 413)
            handles = [await to_thread.run_sync(keep, each.filename or "", each.file) for each in files]
    except HTTPException:
        return _refused("This is no upload of files.", 400)
    return JSONResponse(handles)


def _refused(words: str, status: int) -> Response:
    return JSONResponse({"error": words}, status_code=status)
