"""Becoming visible is publishing: what is due is published before anybody is answered.

Wagtail keeps a scheduled first publication at `live=False` and a scheduled edit only in its revision, and reads
neither date when it serves a page. So due revisions are published here: one transaction and lock each; one that
fails is recorded and holds up no other.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Revision

from portal.publication.models import PublicationFailure
from portal.publication.scope import staff_scope

logger = logging.getLogger(__name__)

# A publication that failed is tried again after this time, not at every request.
RETRY_AFTER = timedelta(minutes=1)


class CaughtUp(NamedTuple):
    """How many due revisions were published, and how many could not be."""

    published: int
    failed: int


def due_revisions(now: datetime, retry_after: timedelta = RETRY_AFTER) -> QuerySet[Revision]:
    """Approved revisions whose instant has come, oldest first, without those that failed a moment ago."""
    waiting = Q(publication_failure__failed_at__gt=now - retry_after)
    return Revision.objects.filter(approved_go_live_at__lte=now).exclude(waiting).order_by("approved_go_live_at", "pk")


def catch_up(now: datetime, retry_after: timedelta = RETRY_AFTER) -> CaughtUp:
    """Publish every revision that is due at an instant. Raises nothing because of one that can't be published."""
    outcome = {True: 0, False: 0}
    with staff_scope():
        for pk in list(due_revisions(now, retry_after).values_list("pk", flat=True)):
            published = _publish(pk, now)
            if published is not None:
                outcome[published] += 1
    return CaughtUp(published=outcome[True], failed=outcome[False])


def _publish(pk: int, now: datetime) -> bool | None:
    """Publish one due revision: True done, False failed, None when another process was faster."""
    try:
        with transaction.atomic():
            revision = (
                Revision.objects.select_for_update(of=("self",)).filter(pk=pk, approved_go_live_at__lte=now).first()
            )
            if revision is None:
                return None
            _publish_at_its_instant(revision)
            PublicationFailure.objects.filter(revision_id=pk).delete()
            return True
    except Exception as error:
        logger.exception("Revision %s is due and could not be published", pk)
        _record(pk, now, error)
        return False


def _publish_at_its_instant(revision: Revision) -> None:
    """Publish a revision as of the instant it was meant for, whenever the first request after it comes."""
    instant = revision.approved_go_live_at
    before = revision.content_object
    first = getattr(before, "first_published_at", None) is None
    revision.publish(log_action="wagtail.publish.scheduled")
    if first:
        type(before)._base_manager.filter(pk=before.pk).update(first_published_at=instant)


def _record(pk: int, now: datetime, error: Exception) -> None:
    failure, created = PublicationFailure.objects.get_or_create(
        revision_id=pk, defaults={"failed_at": now, "error": _sentence(error)}
    )
    if not created:
        failure.failed_at, failure.error = now, _sentence(error)
        failure.attempts += 1
        failure.save()


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
