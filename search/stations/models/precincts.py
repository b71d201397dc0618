"""Polling stations: where people vote, who votes there, and the words of the decision that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.i18n.fields import TextsField
from search.stations.enums import PointSource, PrecinctKind
from search.stations.houses import Parity, Segment
from search.stations.models.territory import AdminUnit, Street
from search.stations.models.versions import Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

PARITIES = [(parity.value, parity.value) for parity in Parity]


class PollingLocation(Versioned):
    """A building in which people vote. Two stations may share one."""

    name = TextsField(_("name"), max_length=300)
    address_line = TextsField(_("address"), max_length=300)
    directions = TextsField(_("how to get there"), max_length=500, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    latlng_source = models.CharField(_("source of the point"), max_length=20, choices=PointSource, blank=True)
    phones = models.JSONField(_("telephones"), default=list, blank=True)

    class Meta:
        verbose_name = _("polling location")
        verbose_name_plural = _("polling locations")

    def __str__(self) -> str:
        return str(self.name)


class AccessibilityInformation(models.Model):
    """What is known of a building for people with disabilities. None: nobody recorded it, so nothing is said."""

    polling_location = models.OneToOneField(
        PollingLocation, on_delete=models.CASCADE, primary_key=True, related_name="accessibility"
    )
    has_level_access = models.BooleanField(_("entrance without steps"), null=True)
    has_ramp = models.BooleanField(_("ramp"), null=True)
    has_lift = models.BooleanField(_("lift"), null=True)
    has_accessible_toilet = models.BooleanField(_("accessible toilet"), null=True)
    has_accessible_parking = models.BooleanField(_("accessible parking"), null=True)
    has_braille = models.BooleanField(_("ballot templates in Braille"), null=True)
    has_call_button = models.BooleanField(_("call button at the entrance"), null=True)
    note = TextsField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("accessibility of a polling location")
        verbose_name_plural = _("accessibility of polling locations")

    def __str__(self) -> str:
        return str(self.polling_location)


class Precinct(Versioned):
    """A polling station. VIP's Precinct: an area whose voters vote at one polling location."""

    # Region, number and kind: the same in every version, so that links and editors' decisions outlive them.
    uid = models.CharField(_("uid"), max_length=60)
    region = models.ForeignKey(AdminUnit, on_delete=models.CASCADE, related_name="+")
    locality = models.ForeignKey(AdminUnit, on_delete=models.CASCADE, related_name="precincts")
    # Numbers may have letters, and repeat between regions.
    number = models.CharField(_("number"), max_length=10)
    kind = models.CharField(_("kind"), max_length=20, choices=PrecinctKind, default=PrecinctKind.TERRITORIAL)
    polling_location = models.ForeignKey(PollingLocation, on_delete=models.CASCADE, related_name="precincts")
    is_registering_no_fixed_residence = models.BooleanField(_("registers voters without residence"), default=False)
    # The territory in the words of the decision, and which decision that is.
    territory = TextsField(_("territory"), max_length=20_000, blank=True)
    decision = TextsField(_("decision"), max_length=300, blank=True)

    if TYPE_CHECKING:
        hours: RelatedManager[HoursOpen]
        segments: RelatedManager[StreetSegment]

    class Meta:
        verbose_name = _("polling station")
        verbose_name_plural = _("polling stations")
        ordering = ["region", "number"]
        constraints = [models.UniqueConstraint(name="precinct_once_a_version", fields=["version", "uid"])]
        indexes = [models.Index(fields=["version", "number"], name="precinct_number")]

    def __str__(self) -> str:
        return f"№ {self.number}"


class HoursOpen(models.Model):
    """On one civil date, by the wall clocks of the station's settlement. A station without any has the election's."""

    precinct = models.ForeignKey(Precinct, on_delete=models.CASCADE, related_name="hours")
    date = models.DateField(_("day"))
    start_time = models.TimeField(_("polls open"))
    end_time = models.TimeField(_("polls close"))

    class Meta:
        verbose_name = _("hours of a polling station")
        verbose_name_plural = _("hours of polling stations")
        ordering = ["date", "start_time"]

    def __str__(self) -> str:
        return f"{self.date} {self.start_time:%H:%M}-{self.end_time:%H:%M}"


class StreetSegment(Versioned):
    """One statement of a decision: these houses belong to this station (`houses.Segment` in columns)."""

    precinct = models.ForeignKey(Precinct, on_delete=models.CASCADE, related_name="segments")
    settlement = models.ForeignKey(AdminUnit, on_delete=models.CASCADE, related_name="+", db_index=False)
    # None: every street of the settlement.
    street = models.ForeignKey(
        Street, on_delete=models.CASCADE, null=True, blank=True, related_name="segments", db_index=False
    )
    start_house_number = models.PositiveIntegerField(null=True, blank=True)
    end_house_number = models.PositiveIntegerField(null=True, blank=True)
    odd_even_both = models.CharField(max_length=4, choices=PARITIES, default=Parity.BOTH)
    house_number_suffix = models.CharField(max_length=16, blank=True)
    includes_all_addresses = models.BooleanField(default=False)
    includes_all_streets = models.BooleanField(default=False)
    is_exclusion = models.BooleanField(default=False)
    source_row = models.PositiveIntegerField(null=True, blank=True)
    # The words of the decision that this was read from.
    source_text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("houses of a polling station")
        verbose_name_plural = _("houses of polling stations")
        indexes = [
            models.Index(fields=["street", "start_house_number", "end_house_number"], name="segment_of_a_street"),
            models.Index(
                fields=["settlement"], name="segment_of_a_settlement", condition=models.Q(street__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.segment)

    @property
    def segment(self) -> Segment:
        """The statement itself, checked. Raises Refused for a row that says nothing or two things."""
        return Segment(
            start_house_number=self.start_house_number,
            end_house_number=self.end_house_number,
            odd_even_both=Parity(self.odd_even_both),
            house_number_suffix=self.house_number_suffix,
            includes_all_addresses=self.includes_all_addresses,
            includes_all_streets=self.includes_all_streets,
            is_exclusion=self.is_exclusion,
        )
