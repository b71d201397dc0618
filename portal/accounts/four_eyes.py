"""Author and approver are two people (design 7): the same user in two groups, a superuser, a shell command
and two open sessions included.

The rule stands in the acts themselves that change what the public sees of a record: publishing, unpublishing, deleting.
No view, workflow or command goes round it. What is written straight into the database goes round everything.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, DraftStateMixin, Revision

from portal import clock

if TYPE_CHECKING:
    from portal.accounts.models import User

    _DraftState = models.Model
else:
    _DraftState = DraftStateMixin


class Approval(models.Model):
    """That a second person let one revision of a four-eyes record become public."""

    revision = models.OneToOneField(
        "wagtailcore.Revision", on_delete=models.PROTECT, related_name="approval", verbose_name=_("revision")
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="approvals",
        verbose_name=_("approver"),
    )
    approved_at = models.DateTimeField(_("approved at"))
    # Wagtail's autosave writes over an author's latest revision: an approval is of what was read, not of a row.
    fingerprint = models.CharField(_("fingerprint of the content"), max_length=64)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self) -> str:
        return f"{self.approver} {self.approved_at:%Y-%m-%d %H:%M %Z}"


class SecondPersonNeeded(PermissionDenied):
    """Somebody tried to make public what they wrote themselves, or nobody approved it."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has to approve this: its author can't make it public alone."))


# What Wagtail notes in a revision beside the content itself.
BOOKKEEPING = frozenset(
    {"expired", "first_published_at", "has_unpublished_changes", "last_published_at", "latest_revision", "live"}
    | {"live_revision", "locked", "locked_at", "locked_by"}
)


def fingerprint(revision: Revision) -> str:
    """SHA-256 of a revision's content: the same for two revisions that say the same."""
    content = {name: value for name, value in revision.content.items() if name not in BOOKKEEPING}
    said = json.dumps(_in_order(content), sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(said.encode()).hexdigest()


def _in_order(value: Any) -> Any:
    """Children in their order, without the numbers that say it: a form numbers rows that had none."""
    if isinstance(value, list):
        rows = list(enumerate(value))
        if rows and all(isinstance(row, dict) and "sort_order" in row for row in value):
            rows.sort(key=lambda row: (row[0] if row[1]["sort_order"] is None else row[1]["sort_order"], row[0]))
        return [_in_order(row) for _place, row in rows]
    if isinstance(value, dict):
        return {name: _in_order(part) for name, part in value.items() if name != "sort_order"}
    return value


def authors(revision: Revision) -> set[int | None]:
    """The ids of everybody who wrote what publishing a revision would make public; None for an unknown author.

    Those are the users of the revisions since the live one that changed something: Wagtail also saves one, in their
    name, when somebody only presses "Approve".
    """
    live_id = revision.content_object.live_revision_id or 0
    since = revision.content_object.revisions.filter(pk__gte=live_id, pk__lt=revision.pk).order_by("pk")
    wrote: set[int | None] = set()
    before = ""
    for written in [*since, revision]:
        says = fingerprint(written)
        if says != before and written.pk != live_id:
            wrote.add(written.user_id)
        before = says
    return wrote or {revision.user_id}


def may_approve(user: User, revision: Revision) -> bool:
    """Whether a user is a second person for a revision, one with a known author."""
    return user.is_active and not authors(revision) & {user.pk, None}


class SecondPersonPublishesMixin:
    """A record or page that only a second person makes public. Put it before Wagtail's own classes."""

    def publish(self, revision: Revision, user: User | None = None, **kwargs: Any) -> None:
        """Publish a revision, or schedule it, by its second person.

        Raises SecondPersonNeeded where the user is one of its authors, or where there is no user (a command, a
        due schedule) and nobody approved it before.
        """
        if user is None:
            if not Approval.objects.filter(revision=revision, fingerprint=fingerprint(revision)).exists():
                raise SecondPersonNeeded
        elif may_approve(user, revision):
            approval = {"approver": user, "approved_at": clock.now(), "fingerprint": fingerprint(revision)}
            Approval.objects.update_or_create(revision=revision, defaults=approval)
        else:
            raise SecondPersonNeeded
        super().publish(revision, user=user, **kwargs)  # type: ignore[misc]


class FourEyesMixin(SecondPersonPublishesMixin, _DraftState):
    """A record that two people publish, and that nobody takes back alone."""

    class Meta:
        abstract = True

    # Wagtail's own is public from the first save on.
    live = models.BooleanField(_("live"), default=False, editable=False)

    if TYPE_CHECKING:
        first_published_at: datetime | None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises SecondPersonNeeded where a public record would stop being so, by whichever of Wagtail's ways.

        Two people take a record off the site by publishing an expiry date for it; once that has passed, marking the
        record as expired only says what is already so.
        """
        written = kwargs.get("update_fields")
        writes_live = written is None or "live" in written
        if writes_live and not self.live and self._is_public_now():
            raise SecondPersonNeeded
        super().save(*args, **kwargs)

    def _is_public_now(self) -> bool:
        """Asked of the row, which two people made, and not of this instance, which anybody may have changed."""
        published = type(self)._base_manager.filter(pk=self.pk, live=True)
        return published.exclude(expire_at__lte=clock.now()).exists()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises SecondPersonNeeded for a record that has ever been public; a draft may go."""
        if self.first_published_at is not None:
            raise SecondPersonNeeded
        return super().delete(*args, **kwargs)


class FourEyesQuerySetMixin:
    """For the querysets of such records: bulk deletion asks the same."""

    def delete(self) -> Any:
        """Raises SecondPersonNeeded if any of them has ever been public."""
        if self.filter(first_published_at__isnull=False).exists():  # type: ignore[attr-defined]
            raise SecondPersonNeeded
        return super().delete()  # type: ignore[misc]


class SecondPersonTask(AbstractGroupApprovalTask):
    """A workflow step approved by a member of a group who is not an author of the revision."""

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, str, bool]]:
        actions = super().get_actions(obj, user)
        revision = obj.get_latest_revision()
        if revision is not None and user.pk in authors(revision):
            return [action for action in actions if action[0] != "approve"]
        return actions

    @classmethod
    def get_description(cls) -> str:
        return gettext("Members of these groups approve, but nobody what they wrote themselves.")
