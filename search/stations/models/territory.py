"""Administrative units, streets, and how else streets are called."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.i18n.fields import TextsField
from search.stations.enums import AliasKind, Level
from search.stations.models.versions import Versioned


class AdminUnit(Versioned):
    """A region, district or settlement of the country's classifier (KATO in Kazakhstan), or a country abroad."""

    code = models.CharField(_("code"), max_length=20)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    level = models.CharField(_("level"), max_length=20, choices=Level)
    # As in the packs of languages: "city", "village"; empty where it is not said.
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    name = TextsField(_("name"), max_length=200)
    zone = models.CharField(_("time zone"), max_length=64, blank=True, help_text=_("IANA name."))

    class Meta:
        verbose_name = _("administrative unit")
        verbose_name_plural = _("administrative units")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(name="unit_once_a_version", fields=["version", "code"])]

    def __str__(self) -> str:
        return str(self.name)


class Street(Versioned):
    """A street, microdistrict or residential complex of a settlement: anything that has houses."""

    settlement = models.ForeignKey(AdminUnit, on_delete=models.CASCADE, related_name="streets")
    # The microdistrict in which a street lies, where streets of one settlement share a name.
    microdistrict = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="streets")
    # As in the packs of languages: "avenue", "microdistrict"; empty where it is not said.
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    name = TextsField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("street")
        verbose_name_plural = _("streets")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.name)


class StreetAlias(Versioned):
    """How else a street is or was called. A part of a street that was renamed has house numbers."""

    street = models.ForeignKey(Street, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(_("text"), max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=AliasKind)
    # Inclusive; None: from the beginning, to the end.
    start_house_number = models.PositiveIntegerField(_("from house"), null=True, blank=True)
    end_house_number = models.PositiveIntegerField(_("to house"), null=True, blank=True)

    class Meta:
        verbose_name = _("other name of a street")
        verbose_name_plural = _("other names of streets")

    def __str__(self) -> str:
        return self.text
