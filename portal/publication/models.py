from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.elections.models import Election
from portal.publication.enums import EvidenceKind


class Restriction(models.Model):
    """That a page (in all its languages), a record or a file is about opinion polls: the blackout closes it."""

    key = models.UUIDField(_("key"), unique=True)
    elections = models.ManyToManyField(
        Election, blank=True, related_name="+", verbose_name=_("elections"), help_text=_("None: of every election.")
    )

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")

    def __str__(self) -> str:
        return str(self.key)


class EvidenceEntry(models.Model):
    """One entry of the log of the blackout (`evidence`). It is written once."""

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    kind = models.CharField(_("what happened"), max_length=20, choices=EvidenceKind)
    # Not a key to the row: the log outlives it.
    election_key = models.UUIDField(_("key of the election"))
    election_slug = models.CharField(_("election"), max_length=50)
    rule = models.CharField(_("rule"), max_length=60, blank=True)
    round_number = models.PositiveSmallIntegerField(_("round"), default=0)
    effective_at = models.DateTimeField(_("took effect"))
    recorded_at = models.DateTimeField(_("recorded"))
    details = models.JSONField(_("details"))
    previous_hash = models.CharField(_("hash of the entry before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("entry of the log of the blackout")
        verbose_name_plural = _("log of the blackout")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="one_entry_per_edge",
                fields=["kind", "election_key", "rule", "round_number", "effective_at"],
                condition=~models.Q(rule=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.election_slug}: {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises PermissionDenied for an entry that exists."""
        if not self._state.adding:
            raise PermissionDenied(_("What was recorded stays as it was recorded."))
        super().save(*args, force_insert=True, **{**kwargs, "force_update": False})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises PermissionDenied."""
        raise PermissionDenied(_("What was recorded stays as it was recorded."))


class PublicationFailure(models.Model):
    """That a due revision could not be published: what an editor must see, and when it is tried again."""

    revision = models.OneToOneField(
        "wagtailcore.Revision",
        on_delete=models.CASCADE,
        related_name="publication_failure",
        verbose_name=_("revision"),
    )
    failed_at = models.DateTimeField(_("failed at"))
    attempts = models.PositiveIntegerField(_("attempts"), default=1)
    error = models.CharField(_("error"), max_length=500)

    class Meta:
        verbose_name = _("failed publication")
        verbose_name_plural = _("failed publications")

    def __str__(self) -> str:
        return f"{self.revision.object_str}: {self.error}"


class Heartbeat(models.Model):
    """When a job that runs by itself last ran to its end."""

    name = models.CharField(_("job"), max_length=50, primary_key=True)
    beat_at = models.DateTimeField(_("last ran at"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return f"{self.name} {self.beat_at:%Y-%m-%d %H:%M:%S %Z}"
