"""What visitors say is wrong with a station. Nothing of theirs is kept but the words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.stations.enums import ProblemKind


class StationProblem(models.Model):
    """A report. It changes nothing by itself: an editor reads it and decides."""

    precinct_uid = models.CharField(_("station"), max_length=60, db_index=True)
    kind = models.CharField(_("what is wrong"), max_length=20, choices=ProblemKind)
    text = models.TextField(_("in your words"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=10)
    reported_at = models.DateTimeField(_("reported at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("report of a wrong station")
        verbose_name_plural = _("reports of wrong stations")
        ordering = ["-reported_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.precinct_uid}: {self.get_kind_display()}"
