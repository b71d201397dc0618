from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.elections.models import Election


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
