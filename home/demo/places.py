"""The settlements of the demonstration's directory, and how what is said of them becomes cells."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LANGUAGES = ("kk", "ru", "en")
# A sunflower's: points that never fall on each other.
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement, and how many polling stations it has."""

    region: dict[str, Any]
    district: dict[str, Any]
    code: str
    kind: str
    names: dict[str, str]
    latitude: float
    longitude: float
    stations: int
    order: int

    @property
    def writes(self) -> str:
        """The language of the decision on its stations."""
        return LANGUAGES[self.order % 2]


def in_languages(name: str, texts: dict[str, str], english: bool = True) -> Cells:
    """Columns of a text; without those that are empty."""
    shown = LANGUAGES if english else LANGUAGES[:2]
    return {f"{name}_{language}": texts[language] for language in shown if texts.get(language)}


def numbered(names: dict[str, str], number: int) -> dict[str, str]:
    return {language: name.format(number) for language, name in names.items()}


def point(place: Place, order: int) -> Cells:
    """Somewhere near the middle of the settlement, in degrees."""
    away, angle = 0.004 * math.sqrt(order), order * GOLDEN_ANGLE
    return {
        "latitude": f"{place.latitude + away * math.cos(angle):.5f}",
        "longitude": f"{place.longitude + 1.4 * away * math.sin(angle):.5f}",
        "latlng_source": "address" if order else "settlement",
    }


def places(texts: dict[str, Any]) -> Iterator[Place]:
    order = 0
    for region in texts["region"]:
        for district in region["district"]:
            for code, kind, kk, ru, en, latitude, longitude, stations in district["settlements"]:
                names = {"kk": kk, "ru": ru, "en": en}
                yield Place(region, district, code, kind, names, latitude, longitude, stations, order)
                order += 1
