"""All files of a poster in one language, as one ZIP."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Sequence

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import get_conditional_response

from announcements.records.posters import PosterFile
from portal import clock
from portal.files.models import Download
from portal.files.visibility import is_public
from portal.publication.restrictions import closed_keys

# Kept in memory up to this many bytes, then in a file that vanishes with the answer.
IN_MEMORY = 8 * 1024 * 1024
# The first date a ZIP can carry: the same files make the same bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)


def respond(request: HttpRequest, rows: Sequence[PosterFile], *, name: str) -> HttpResponseBase:
    """The archive as a download, or 304 for who has it. Raises Http404 where no file may be given out."""
    open_rows = [row for row in rows if _may_be_given(row.document)]
    if not open_rows:
        raise Http404
    members = [f"{name} {row.format} {row.document.file_extension} {row.document.checksum}" for row in open_rows]
    digest = hashlib.sha256("\n".join(members).encode()).hexdigest()
    etag = f'"{digest[:32]}"'
    if isinstance(get_conditional_response(request, etag, response=HttpResponse()), HttpResponseNotModified):
        return HttpResponseNotModified(headers={"ETag": etag})
    response = FileResponse(_archive(open_rows, name), as_attachment=True, filename=f"{name}.zip")
    response.headers["ETag"] = etag
    return response


def _may_be_given(document: Download) -> bool:
    """A visible page refers to it, so only a restriction could close it; and it must still be on the disk."""
    is_open = not closed_keys(clock.now()) or is_public(document)
    return is_open and document.file.storage.exists(document.file.name)


def _archive(rows: Sequence[PosterFile], name: str) -> tempfile.SpooledTemporaryFile[bytes]:
    """What is in a poster's files is compressed already, so it is stored as it is."""
    stream: tempfile.SpooledTemporaryFile[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed by the response)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for number, row in enumerate(rows, start=1):
            member = zipfile.ZipInfo(f"{name}-{number}-{row.format}.{row.document.file_extension}", NO_DATE)
            with row.document.open_file() as source, archive.open(member, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)
    stream.seek(0)
    return stream
