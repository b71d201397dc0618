"""A version of the directory is staged, and published as a whole by one pointer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.elections.models import Election
from search.stations.enums import VersionStatus
from search.stations.querysets import VersionedQuerySet


class DatasetVersion(models.Model):
    """Everything that one import brought. It never changes once it is staged."""

    status = models.CharField(_("status"), max_length=20, choices=VersionStatus, default=VersionStatus.STAGED)
    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("election")
    )
    source_sha256 = models.CharField(_("SHA-256 of the files"), max_length=64)
    row_counts = models.JSONField(_("numbers of rows"), default=dict)
    # The first warnings, as `imports.Finding.as_kept` gives them.
    findings = models.JSONField(_("what the import found"), default=list)
    staged_at = models.DateTimeField(_("staged at"))
    # None: nobody gave a name at the command line.
    staged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("staged by"),
    )
    # The first time; going back to it later changes neither this nor who approved it. The log has every time.
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    # What the public was answered from when this one was published: there rolling back leads.
    replaced = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published before it")
    )

    class Meta:
        verbose_name = _("version of the directory of stations")
        verbose_name_plural = _("versions of the directory of stations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_status_display()}"


class PublishedVersion(models.Model):
    """The pointer: one row, or none while nothing is published."""

    version = models.ForeignKey(DatasetVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("version"))
    switches = models.PositiveIntegerField(_("how often it was moved"), default=1)
    switched_at = models.DateTimeField(_("last moved at"), default=clock.now)

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published version")
        constraints = [models.CheckConstraint(name="one_published_version", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return str(self.version)


def is_published() -> bool:
    """Whether there is a directory to answer from."""
    return PublishedVersion.objects.exists()


class Versioned(models.Model):
    """A row of one version; it goes with it."""

    version = models.ForeignKey(DatasetVersion, on_delete=models.CASCADE, related_name="+", db_index=False)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        abstract = True
