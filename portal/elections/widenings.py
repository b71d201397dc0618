"""By decision of the commission polls may be closed for longer than the law says: never for less."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.elections.years import check_years
from portal.i18n.fields import TextsField

# A decision that closes polls for longer than a campaign lasts is surely mistyped.
LONGEST = timedelta(days=90)


class Widening(Orderable):
    """That the windows for polls of one round begin earlier or end later, and why. Part of an election, so two people
    publish it.
    """

    election = ParentalKey("elections.Election", on_delete=models.CASCADE, related_name="widenings")
    round_number = models.PositiveSmallIntegerField(_("round"), default=1)
    starts_at = models.DateTimeField(
        _("closed from"), null=True, blank=True, help_text=_("Only a time before the law’s changes anything.")
    )
    ends_at = models.DateTimeField(
        _("closed until"), null=True, blank=True, help_text=_("Only a time after the law’s changes anything.")
    )
    reason = TextsField(_("reason"), max_length=300, help_text=_("The public reads it; the evidence log keeps it."))

    class Meta(Orderable.Meta):
        verbose_name = _("longer closing")
        verbose_name_plural = _("longer closings")

    def __str__(self) -> str:
        return str(self.reason)

    def clean(self) -> None:
        super().clean()
        check_years(starts_at=self.starts_at, ends_at=self.ends_at)
        if self.starts_at is None and self.ends_at is None:
            raise ValidationError(_("Say from when or until when polls are closed longer."))
        if self.starts_at and self.ends_at and not self.starts_at < self.ends_at <= self.starts_at + LONGEST:
            raise ValidationError({"ends_at": _("This is before the beginning, or more than ninety days after it.")})

    def widened(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        """The window `[start, end)` with this decision, in UTC: never narrower."""
        return (
            min(start, self.starts_at.astimezone(UTC) if self.starts_at else start),
            max(end, self.ends_at.astimezone(UTC) if self.ends_at else end),
        )

    def as_data(self) -> dict[str, Any]:
        """As the evidence log and `blackout.json` tell it: instants in UTC as ISO 8601, the reason in each language."""
        instants = {"start": self.starts_at, "end": self.ends_at}
        return {
            "round": self.round_number,
            **{name: at.astimezone(UTC).isoformat() if at else None for name, at in instants.items()},
            "reason": dict(self.reason),
        }
