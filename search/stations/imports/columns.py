"""The columns of the two files, by their names in VIP 6 where it has them. docs/directory.md describes each."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from django.conf import settings

from portal.i18n.texts import languages
from search.stations.imports.findings import FileRefused, shortened
from search.stations.imports.messages import Code

ACCESSIBILITY = (
    "has_level_access",
    "has_ramp",
    "has_lift",
    "has_accessible_toilet",
    "has_accessible_parking",
    "has_braille",
    "has_call_button",
)


class Format(NamedTuple):
    """One kind of file. A column per language is called `name_<language>`."""

    plain: tuple[str, ...]
    texts: tuple[str, ...]
    needed_plain: tuple[str, ...]
    # Needed in each required language.
    needed_texts: tuple[str, ...]

    @property
    def known(self) -> set[str]:
        return {*self.plain, *(in_language(name, code) for name in self.texts for code in languages())}

    @property
    def needed(self) -> list[str]:
        texts = [in_language(name, code) for name in self.needed_texts for code in required_languages()]
        return [*self.needed_plain, *texts]


STATIONS = Format(
    plain=(
        *("region_code", "district_code", "rural_district_code", "settlement_code", "settlement_kind", "zone"),
        *("number", "kind", "is_registering_no_fixed_residence"),
        *("latitude", "longitude", "latlng_source", "phones", "hours", *ACCESSIBILITY, "streets"),
    ),
    texts=(
        *("region_name", "district_name", "rural_district_name", "settlement_name"),
        *("location_name", "address_line", "directions", "accessibility_note", "territory", "decision"),
    ),
    needed_plain=("region_code", "settlement_code", "number"),
    needed_texts=("region_name", "settlement_name", "location_name", "address_line"),
)

SEGMENTS = Format(
    plain=(
        *("region_code", "number", "kind", "district_code", "rural_district_code"),
        *("settlement_code", "settlement_kind", "zone"),
        *("street", "microdistrict", "houses", "aliases", "source_text"),
    ),
    texts=("district_name", "rural_district_name", "settlement_name", "street"),
    needed_plain=("region_code", "number", "settlement_code", "houses"),
    needed_texts=(),
)


def in_language(name: str, language: str) -> str:
    return f"{name}_{language}"


def required_languages() -> list[str]:
    """The languages in which names can't be missing: all but those that the settings leave free."""
    needed = [code for code in languages() if code not in settings.STATIONS_NOT_REQUIRED_IN]
    return needed or languages()[:1]


def checked_header(header: Sequence[str], expected: Format) -> list[str]:
    """The names of the columns in their order. Raises FileRefused for the first that is wrong."""
    names = [name.strip().casefold() for name in header]
    known = expected.known
    for place, name in enumerate(names):
        if not name:
            raise FileRefused(Code.HEADER_EMPTY, row=1, place=place + 1)
        if name in names[:place]:
            raise FileRefused(Code.HEADER_REPEATED, row=1, column=name)
        if name not in known:
            near = get_close_matches(name, known, n=1)
            raise FileRefused(Code.HEADER_UNKNOWN, row=1, column=shortened(name), suggestion=near[0] if near else "")
    for name in expected.needed:
        if name not in names:
            raise FileRefused(Code.HEADER_MISSING, row=1, column=name)
    return names
