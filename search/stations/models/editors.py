"""What editors decide about stations. It refers to a station's uid, so it outlives the next import."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.elections.years import check_years
from portal.i18n.fields import TextsField
from search.stations.enums import NoticeKind, PrecinctStatus


class PrecinctState(models.Model):
    """Whether a station is open, and whether its point on the map is shown. A station without a row is as imported."""

    precinct_uid = models.CharField(_("station"), max_length=60, primary_key=True)
    status = models.CharField(_("status"), max_length=20, choices=PrecinctStatus, default=PrecinctStatus.OPEN)
    reason = TextsField(_("reason"), max_length=300, blank=True, help_text=_("The public reads it."))
    since = models.DateTimeField(_("since"), null=True, blank=True)
    point_hidden = models.BooleanField(_("point on the map hidden"), default=False)

    class Meta:
        verbose_name = _("state of a polling station")
        verbose_name_plural = _("states of polling stations")

    def __str__(self) -> str:
        return f"{self.precinct_uid}: {self.get_status_display()}"

    def clean(self) -> None:
        super().clean()
        if self.status != PrecinctStatus.OPEN and not self.reason:
            raise ValidationError({"reason": _("Voters need to know why.")})


class PrecinctNotice(models.Model):
    """A sentence at a station, for a while: `[starts_at, ends_at)`."""

    precinct_uid = models.CharField(_("station"), max_length=60, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind, default=NoticeKind.OTHER)
    text = TextsField(_("text"), max_length=500)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice of a polling station")
        verbose_name_plural = _("notices of polling stations")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return str(self.text)

    def clean(self) -> None:
        super().clean()
        check_years(starts_at=self.starts_at, ends_at=self.ends_at)
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("A notice ends after it starts.")})


class PrecinctEvent(models.Model):
    """What an editor did to a station, who and when. It is written once."""

    precinct_uid = models.CharField(_("station"), max_length=60, db_index=True)
    action = models.CharField(_("what was done"), max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"))
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("action on a polling station")
        verbose_name_plural = _("actions on polling stations")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.precinct_uid}: {self.action}"


class CallCentre(models.Model):
    """Whom a voter of a region calls; shown wherever the directory has no answer."""

    # The code of the region's administrative unit; empty: for the whole country.
    region_code = models.CharField(_("code of the region"), max_length=20, blank=True, db_index=True)
    name = TextsField(_("name"), max_length=200)
    phones = models.CharField(_("telephones"), max_length=200, help_text=_("Several: with commas."))
    hours = TextsField(_("hours"), max_length=200, blank=True)
    languages = TextsField(_("languages spoken"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("call centre")
        verbose_name_plural = _("call centres")
        ordering = ["region_code", "pk"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def numbers(self) -> list[str]:
        return [number.strip() for number in self.phones.split(",") if number.strip()]
