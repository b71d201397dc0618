"""The one door to every upload."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath
from urllib.parse import quote

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from portal.files.models import Download, Picture, Rendition
from portal.files.visibility import is_closed, is_public

Upload = Picture | Rendition | Download

# What a browser may show in its window; everything else is saved.
SHOWN = {"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp", "application/pdf", "text/plain"}


@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """The bytes of an original, a rendition or a document, or 404: missing and not public look the same.

    Somebody who may enter the admin sees the files of drafts there, too, uncached; what the law closes, nobody sees.
    """
    stored = _find(name)
    if stored is None:
        raise Http404
    original = stored.image if isinstance(stored, Rendition) else stored
    public = is_public(original)
    if not public and (is_closed(original) or not _is_staff(request)):
        raise Http404
    response = _send(request, name, stored)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not public:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _find(name: str) -> Upload | None:
    """The upload stored under a name, whichever of the three kinds it is."""
    if "\0" in name or len(name) > 255:
        return None
    return (
        Rendition.objects.select_related("image").filter(file=name).first()
        or Download.objects.filter(file=name).first()
        or Picture.objects.filter(file=name).first()
    )


def _is_staff(request: HttpRequest) -> bool:
    """Asked only for a file that is not public, so that a public answer never looks at the session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.has_perm("wagtailadmin.access_admin")


def _send(request: HttpRequest, name: str, stored: Upload) -> HttpResponseBase:
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    disposition = content_disposition_header(content_type not in SHOWN, PurePosixPath(name).name)
    if settings.FILES_ACCEL_PREFIX:
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response.headers["X-Accel-Redirect"] = settings.FILES_ACCEL_PREFIX.rstrip("/") + "/" + quote(name)
    else:
        response = _conditional(request, stored, content_type)
    if disposition:
        response.headers["Content-Disposition"] = disposition
    return response


def _conditional(request: HttpRequest, stored: Upload, content_type: str) -> HttpResponseBase:
    try:
        stream = stored.file.storage.open(stored.file.name)
    except FileNotFoundError:
        raise Http404 from None
    modified = stored.file.storage.get_modified_time(stored.file.name)
    response = FileResponse(stream, content_type=content_type)
    etag = f'"{int(modified.timestamp() * 1000):x}-{response.headers["Content-Length"]}"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=int(modified.timestamp()))
    return unchanged if isinstance(unchanged, HttpResponseNotModified) else response
