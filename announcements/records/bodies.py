"""Who adopts acts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from portal.i18n.fields import TextsField


class IssuingBody(index.Indexed, models.Model):
    """Who adopts acts: the commission, or a ministry that issues one with it."""

    name = TextsField(_("name of the body"), max_length=200)
    in_citation = TextsField(
        _("name in a citation"), max_length=200, help_text=_("In the form that stands after “resolution of”.")
    )
    code = models.SlugField(
        _("code"),
        max_length=20,
        unique=True,
        blank=True,
        help_text=_("Tells the addresses of its acts apart from the commission's own, which need none."),
    )

    search_fields = [index.AutocompleteField("code")]

    class Meta:
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises ProtectedError where it issued an act together with others; Django guards the adopting body alone."""
        from announcements.records.resolutions import Resolution

        acts = set(Resolution._base_manager.filter(co_issuers=self))
        if acts:
            raise models.ProtectedError(str(_("Acts name this body.")), acts)
        return super().delete(*args, **kwargs)
