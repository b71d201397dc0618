"""Makes a staged version the one that the public is answered from, and takes it back: one pointer, two people.

The pointer is changed in one transaction. Whoever comes second finds that it is no longer where they saw it, and is
refused: what they approved was a change to another version.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from portal import clock
from portal.accounts.four_eyes import SecondPersonNeeded
from portal.accounts.models import User
from search.stations.enums import VersionStatus
from search.stations.models import DatasetVersion, PublishedVersion

POINTER = 1
OVERTAKEN = _("Somebody has just published another version. Look at the differences anew.")


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


def version_before() -> DatasetVersion | None:
    """The version that rolling back would go to: the one that the published one took the place of."""
    current = published()
    return current.replaced if current else None


def check_seen(pk: int | None) -> None:
    """Raises NotPublished unless this version (None: none) is still the published one.

    In a transaction of the caller's, and it stays so until that ends.
    """
    _lock_all()
    current = published()
    if (current and current.pk) != pk:
        raise NotPublished(OVERTAKEN)


def publish(version: DatasetVersion, by: User, approved_by: User) -> None:
    """Answer from a newer version than the published one.

    Raises SecondPersonNeeded, and NotPublished for the published version, an older one, one with errors, and where
    somebody else has published in the meantime.
    """
    _switch(version, by, approved_by, is_back=False)


def roll_back(by: User, approved_by: User) -> DatasetVersion:
    """Answer from the version before the published one again, and give that. Raises as `publish` does."""
    previous = version_before()
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
                raise NotPublished(OVERTAKEN)
            _check(locked, current, is_back=is_back)
            if not is_back:
                _note_first(locked, current, approved_by)
            _point_to(locked, current)
            instead_of = current.pk if current else None
            data = {"by": by.pk, "approved_by": approved_by.pk, "instead_of": instead_of, "is_roll_back": is_back}
            # Whoever let it become public did so; who asked for it stands beside.
            log(instance=locked, action="wagtail.publish", user=approved_by, data=data)
    except IntegrityError as error:
        raise NotPublished(OVERTAKEN) from error
    version.refresh_from_db()


def _lock(version: DatasetVersion) -> DatasetVersion:
    """The version, once nobody else is publishing."""
    versions = _lock_all()
    if version.pk not in versions:
        raise NotPublished(_("This version is gone."))
    return versions[version.pk]


def _lock_all() -> dict[int, DatasetVersion]:
    """All versions, in one order, for there are few."""
    return {found.pk: found for found in DatasetVersion.objects.select_for_update().order_by("pk")}


def _check(version: DatasetVersion, current: DatasetVersion | None, *, is_back: bool) -> None:
    if version.row_counts.get("errors", 0):
        raise NotPublished(_("This version has errors."))
    if current is None:
        return
    if version.pk == current.pk:
        raise NotPublished(_("This version is published already."))
    if version.pk < current.pk and not is_back:
        raise NotPublished(_("A newer version is published. To go back to an earlier one, roll back."))


def _note_first(version: DatasetVersion, current: DatasetVersion | None, approved_by: User) -> None:
    """Keep what going back will need, and when and by whose approval the version became public at first."""
    version.replaced = current
    if version.published_at is None:
        version.published_at, version.approved_by = clock.now(), approved_by


def _point_to(version: DatasetVersion, current: DatasetVersion | None) -> None:
    if current is not None:
        DatasetVersion.objects.filter(pk=current.pk).update(status=VersionStatus.SUPERSEDED)
    version.status = VersionStatus.PUBLISHED
    version.save(update_fields=["status", "published_at", "approved_by", "replaced"])
    if current is None:
        PublishedVersion.objects.create(pk=POINTER, version=version)
    else:
        pointer = PublishedVersion.objects.filter(pk=POINTER)
        pointer.update(version=version, switches=F("switches") + 1, switched_at=clock.now())
