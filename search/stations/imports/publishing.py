"""Makes a staged version the one that the public is answered from, and takes it back: one pointer, two people.

The pointer is changed in one transaction. Whoever comes second finds that it is no longer where they saw it, and is
refused: what they approved was a change to another version.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from portal import clock
from portal.accounts.four_eyes import SecondPersonNeeded
from portal.accounts.models import User
from search.stations.enums import VersionStatus
from search.stations.models import DatasetVersion, PublishedVersion

POINTER = 1


class NotPublished(Exception):
    """A version that can't be published; the sentence says why."""


def published() -> DatasetVersion | None:
    """The version that the public is answered from."""
    pointer = PublishedVersion.objects.select_related("version").first()
    return pointer.version if pointer else None


def check_people(by: User, approved_by: User, version: DatasetVersion | None = None) -> None:
    """Raises SecondPersonNeeded unless the approver is active and neither asked for this nor staged it."""
    authors = {by.pk, version.staged_by_id if version else None}
    if approved_by.pk in authors or not User.objects.filter(pk=approved_by.pk, is_active=True).exists():
        raise SecondPersonNeeded


def publish(version: DatasetVersion, by: User, approved_by: User) -> None:
    """Answer from a newer version than the published one.

    Raises SecondPersonNeeded, and NotPublished for the published version, an older one, one with errors, and where
    somebody else has published in the meantime.
    """
    _switch(version, by, approved_by, is_back=False)


def roll_back(by: User, approved_by: User) -> DatasetVersion:
    """Answer from the version before the published one again, and give that. Raises as `publish` does."""
    current = published()
    older = DatasetVersion.objects.filter(status=VersionStatus.SUPERSEDED)
    previous = older.filter(pk__lt=current.pk).order_by("pk").last() if current else None
    if previous is None:
        raise NotPublished(_("There is no earlier version to go back to."))
    _switch(previous, by, approved_by, is_back=True)
    return previous


def _switch(version: DatasetVersion, by: User, approved_by: User, *, is_back: bool) -> None:
    seen = published()
    try:
        with transaction.atomic():
            locked = _lock(version)
            check_people(by, approved_by, locked)
            current = published()
            if (current and current.pk) != (seen and seen.pk):
                raise NotPublished(_("Somebody has just published another version. Look at the differences anew."))
            _check(locked, current, is_back=is_back)
            _point_to(locked, current, approved_by)
            instead_of = current.pk if current else None
            data = {"approved_by": approved_by.pk, "instead_of": instead_of, "is_roll_back": is_back}
            log(instance=locked, action="wagtail.publish", user=by, data=data)
    except IntegrityError as error:
        raise NotPublished(_("Somebody has just published another version. Look at the differences anew.")) from error
    version.refresh_from_db()


def _lock(version: DatasetVersion) -> DatasetVersion:
    """The version, once nobody else is publishing: all versions are locked, in one order, for there are few."""
    versions = {found.pk: found for found in DatasetVersion.objects.select_for_update().order_by("pk")}
    if version.pk not in versions:
        raise NotPublished(_("This version is gone."))
    return versions[version.pk]


def _check(version: DatasetVersion, current: DatasetVersion | None, *, is_back: bool) -> None:
    if version.row_counts.get("errors", 0):
        raise NotPublished(_("This version has errors."))
    if current is None:
        return
    if version.pk == current.pk:
        raise NotPublished(_("This version is published already."))
    if version.pk < current.pk and not is_back:
        raise NotPublished(_("A newer version is published. To go back to an earlier one, roll back."))


def _point_to(version: DatasetVersion, current: DatasetVersion | None, approved_by: User) -> None:
    if current is not None:
        DatasetVersion.objects.filter(pk=current.pk).update(status=VersionStatus.SUPERSEDED)
    version.status = VersionStatus.PUBLISHED
    version.published_at = clock.now()
    version.approved_by = approved_by
    version.save(update_fields=["status", "published_at", "approved_by"])
    if current is None:
        PublishedVersion.objects.create(pk=POINTER, version=version)
    else:
        PublishedVersion.objects.filter(pk=POINTER).update(version=version)
