"""Whom a voter calls: by region, and for the whole country."""

from __future__ import annotations

from itertools import groupby

from search.stations.models import AdminUnit, CallCentre
from search.stations.places import by_name


def call_centres(regions: set[str]) -> list[CallCentre]:
    """Those of some regions, by code, then those of the whole country."""
    return list(CallCentre.objects.filter(region_code__in=regions | {""}).order_by("-region_code", "pk"))


def by_region() -> list[tuple[AdminUnit | None, list[CallCentre]]]:
    """All of them: those of the whole country under None first, then by the region's name in the reader's language.

    One whose region the published directory doesn't have stands with those of the whole country: it still answers.
    """
    centres = list(CallCentre.objects.all())
    units = by_name(list(AdminUnit.objects.published().filter(code__in={one.region_code for one in centres})))
    order: dict[str, int] = {unit.code: place for place, unit in enumerate(units)}
    centres.sort(key=lambda one: order.get(one.region_code, -1))
    grouped = groupby(centres, key=lambda one: order.get(one.region_code, -1))
    return [(units[place] if place >= 0 else None, list(found)) for place, found in grouped]
