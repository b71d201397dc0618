"""The alert banner: computed from its window at every request, never switched on or off by hand."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from home.enums import Severity
from portal import clock
from portal.basepage.models import BasePage
from portal.i18n.texts import language_choices
from portal.publication.boundaries import next_value
from portal.publication.visibility import open_q

if TYPE_CHECKING:
    _QuerySet = models.QuerySet["AlertBanner"]
else:
    _QuerySet = models.QuerySet


class AlertBannerQuerySet(_QuerySet):
    def running(self, language: str, now: datetime | None = None) -> Self:
        """Those whose window `[starts_at, ends_at)` holds an instant, in a language, the most severe first."""
        now = now or clock.now()
        return self.filter(open_q(self.model, now), language=language, starts_at__lte=now, ends_at__gt=now).order_by(
            "-severity", "-starts_at"
        )


class AlertBanner(models.Model):
    """One sentence above everything, in one language, for a while."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    severity = models.CharField(_("severity"), max_length=20, choices=Severity, default=Severity.IMPORTANT)
    text = models.CharField(_("sentence"), max_length=300)
    page = models.ForeignKey(
        BasePage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page to read"),
    )
    link_text = models.CharField(_("words of the link"), max_length=80, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    objects = AlertBannerQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("severity")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("page"), FieldPanel("link_text")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
    ]

    class Meta:
        verbose_name = _("alert banner")
        verbose_name_plural = _("alert banners")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("A banner ends after it starts.")})
        if self.page and not self.link_text:
            raise ValidationError({"link_text": _("Say in words where the link leads.")})

    @classmethod
    def next_change(cls, now: datetime) -> datetime | None:
        """The next instant at which a banner comes or goes: a boundary of every page's lifetime."""
        return next_value(cls.objects.all(), now, "starts_at", "ends_at")
