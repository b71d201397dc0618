"""Probes for whoever runs the portal. Neither tells anything about its content."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)


def live(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all. Failing it means: restart the process."""
    return _plain("ok", 200)


def ready(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, else 503. Failing it means: send no visitors here. The cache is no part of
    it: without one the portal is slower, not wrong.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database doesn't answer")
        return _plain("The database does not answer.", 503)
    return _plain("ok", 200)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})
