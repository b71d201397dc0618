"""The low-vision mode: CSS only, chosen by a form, remembered in the one cookie a visitor can have."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.publication.cache_lifetimes import VIEW_COOKIE

KEPT_FOR = 365 * 24 * 60 * 60
SIZES = [("150", _("Large, 150%")), ("200", _("Very large, 200%"))]
COLOURS = [("light", _("Black on white")), ("dark", _("White and yellow on black"))]


class LowVisionForm(forms.Form):
    size = forms.ChoiceField(label=_("Text size"), choices=SIZES, widget=forms.RadioSelect, initial="150")
    colours = forms.ChoiceField(label=_("Colours"), choices=COLOURS, widget=forms.RadioSelect, initial="light")


@dataclass(frozen=True)
class View:
    """How this visitor chose to see the portal. An unknown cookie is the ordinary view."""

    size: str = ""
    colours: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> View:
        size, _dot, colours = request.COOKIES.get(VIEW_COOKIE, "").partition(".")
        if size in dict(SIZES) and colours in dict(COLOURS):
            return cls(size, colours)
        return cls()

    @property
    def is_low_vision(self) -> bool:
        return bool(self.size)

    @property
    def css_class(self) -> str:
        """The classes of `<html>`."""
        if not self.is_low_vision:
            return ""
        larger = " is-larger" if self.size == "200" else ""
        dark = " is-dark" if self.colours == "dark" else ""
        return f"low-vision{larger}{dark}"

    @property
    def cookie(self) -> str:
        return f"{self.size}.{self.colours}"
