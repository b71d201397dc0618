"""Writes the demonstration's polling stations as files to import, from the templates in `data/directory.toml`.

`python -m home.demo.directory` writes `stations.csv` and `segments.csv` beside the templates, always the same. They
show every answer of the finder: streets of one name in several settlements, renamed ones, both sides and halves of a
street at two stations, letters and fractions, exceptions, houses that nobody lists, whole villages, two stations in one
building, institutions, the military, countries abroad.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from home.demo.places import LANGUAGES, Cells, Place, in_languages, numbered, places, point

DATA = Path(__file__).parent / "data"
STATIONS, SEGMENTS = DATA / "stations.csv", DATA / "segments.csv"
# Of the two stations of a pair, on five streets: what the first has, and what the second.
SHARED = [("odd", "even"), ("low", "high"), ("all", None), (None, "some"), ("but", "rest")]
# Where a settlement has more streets than there are names, the names come again in another kind.
KINDS = ["", "lane", "passage", "boulevard"]
PAIRS_OF_MICRODISTRICT = 5


@dataclass(slots=True)
class Directory:
    """Rows of both files as they grow."""

    texts: dict[str, Any]
    stations: list[Cells] = field(default_factory=list)
    segments: list[Cells] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    _named: set[str] = field(default_factory=set)

    def number(self, region: dict[str, Any]) -> int:
        code = region.get("code", "")
        self.numbers[code] = self.numbers.get(code, region["first_number"] - 1) + 1
        return self.numbers[code]

    def names(self, prefix: str, code: str, names: dict[str, str]) -> Cells:
        """The names of a unit, where it is first met."""
        if f"{prefix} {code}" in self._named:
            return {}
        self._named.add(f"{prefix} {code}")
        return in_languages(f"{prefix}_name", names)

    def add_settlement(self, place: Place) -> None:
        if not place.stations:
            self._add_whole(place)
            return
        for order in range(place.stations):
            pair, half = divmod(order, 2)
            alone = place.stations == 1
            street = self.street(place, pair, 0)
            row = self._station(place, order, str(self.number(place.region)), street)
            if half and pair % 6 == 2:
                self._move_in(row)
            if alone:
                row["streets"] = self.texts["whole_settlement"]["texts"][place.writes]
            else:
                self._add_houses(place, row, pair, half)
            if not order % 10 and not alone:
                row |= self._territory(place, pair, half)
            self.stations.append(row)

    def _add_whole(self, place: Place) -> None:
        """A village whose voters go to the station before it."""
        self.segments.append(
            {
                **{key: self.stations[-1][key] for key in ("region_code", "number")},
                **self._settlement(place),
                "houses": self.texts["whole_settlement"]["texts"][place.writes],
            }
        )

    def _settlement(self, place: Place) -> Cells:
        cells = {"settlement_code": place.code}
        if names := self.names("settlement", place.code, place.names):
            cells |= {**names, "settlement_kind": place.kind, "zone": place.region["zone"]}
        if district := place.district.get("names"):
            code = place.district["code"]
            cells |= {"district_code": code, **self.names("district", code, district)}
        return cells

    def _station(self, place: Place, order: int, number: str, street: dict[str, str]) -> Cells:
        venues = self.texts["venue"]
        venue = venues[(order + place.order) % len(venues)]["names"]
        region = place.region
        return {
            "region_code": region["code"],
            **self.names("region", region["code"], region["names"]),
            **self._settlement(place),
            "number": number,
            "is_registering_no_fixed_residence": "yes" if not order % 12 else "",
            **self._building(place, numbered(venue, order // 3 + 1), street, order),
            **self._decision(),
        }

    def _building(self, place: Place, venue: dict[str, str], street: dict[str, str], order: int) -> Cells:
        house = 2 * order % 60 + 1
        shown = LANGUAGES if place.region["english"] else LANGUAGES[:2]
        cells = {f"location_name_{language}": venue[language] for language in shown}
        cells |= {f"address_line_{language}": f"{street[language]}, {house}" for language in shown}
        if "address_line_en" in cells:
            cells["address_line_en"] = f"{house} {street['en']}"
        if order % 7 != 3:
            cells |= point(place, order)
        if not order % 4:
            cells["phones"] = f"+7 000 000 {int(place.region['code']):02} {order % 100:02}"
        return cells | self._accessibility(order)

    def _accessibility(self, order: int) -> Cells:
        """Known in part: of a third nothing is recorded."""
        if order % 3 == 1:
            return {}
        cells = {"has_ramp": "no" if order % 5 else "yes", "has_level_access": "yes" if order % 3 else "no"}
        if not order % 4:
            cells |= {"has_lift": "no", "has_accessible_toilet": "yes", "has_call_button": "yes"}
        if not order % 15:
            cells |= in_languages("accessibility_note", self.texts["texts"]["accessibility_note"])
            cells |= in_languages("directions", self.texts["texts"]["directions"])
        return cells | ({"has_braille": "yes"} if not order % 9 else {})

    def _decision(self) -> Cells:
        return in_languages("decision", self.texts["texts"]["decision"])

    def _move_in(self, row: Cells) -> None:
        """Put a station into the building of the one before it."""
        of_building = ("location", "address", "lat", "lon", "phones", "has_", "accessibility", "directions")
        for name in [name for name in row if name.startswith(of_building)]:
            del row[name]
        row |= {name: cell for name, cell in self.stations[-1].items() if name.startswith(of_building)}

    def street(self, place: Place, pair: int, which: int) -> dict[str, str]:
        """The names of one of five streets of a pair of stations, with the microdistrict it lies in, if any."""
        pool = self.texts["streets"]["pool"]
        inside = self.microdistrict(place, pair)
        again, start = divmod(5 * pair, len(pool))
        if inside:
            of_microdistrict, in_it = divmod(pair - len(pool) // 5, PAIRS_OF_MICRODISTRICT)
            again, start = 0, 5 * (of_microdistrict + in_it)
        *names, kind = pool[(start + which + 5 * (place.order % 3) * (not inside)) % len(pool)]
        kind = (KINDS[again] if KINDS[again] != kind else "street") or kind
        return {**self._named_as(kind, names), "name": names[1], "microdistrict": inside.get("ru", "")}

    def _named_as(self, kind: str, names: list[str]) -> dict[str, str]:
        words = self.texts["kinds"][kind]
        return {language: words[language].format(name) for language, name in zip(LANGUAGES, names, strict=True)}

    def microdistrict(self, place: Place, pair: int) -> dict[str, str]:
        """The names of the microdistrict in which the streets of a pair of stations lie; none for most."""
        names, before = self.texts["streets"]["microdistricts"], len(self.texts["streets"]["pool"]) // 5
        has_some = place.stations >= 2 * (before + PAIRS_OF_MICRODISTRICT * (len(names) - 1))
        if not has_some or pair < before:
            return {}
        return self._named_as("microdistrict", names[(pair - before) // PAIRS_OF_MICRODISTRICT])

    def _add_houses(self, place: Place, row: Cells, pair: int, half: int) -> None:
        of = {key: row[key] for key in ("region_code", "number", "settlement_code")}
        for street, houses in self._shares(place, pair, half):
            cells = {**of, "street": street["ru"], "microdistrict": street["microdistrict"], "houses": houses}
            key = f"{place.code} {street['microdistrict']} {street['ru']}"
            if key not in self._named:
                self._named.add(key)
                cells |= in_languages("street", street)
                cells["aliases"] = self._aliases(place, street)
            self.segments.append(cells)
        inside = self.microdistrict(place, pair)
        if inside and not half and inside != self.microdistrict(place, pair - 1):
            houses = self.texts["houses"][place.writes]["own"]
            self.segments.append({**of, "street": inside["ru"], "houses": houses, **in_languages("street", inside)})

    def _shares(self, place: Place, pair: int, half: int) -> Iterator[tuple[dict[str, str], str]]:
        for which, shares in enumerate(SHARED):
            if share := shares[half]:
                yield self.street(place, pair, which), self.texts["houses"][place.writes][share]

    def _aliases(self, place: Place, street: dict[str, str]) -> str:
        has_microdistricts = self.microdistrict(place, place.stations // 2 - 1)
        known = self.texts["streets"]["almaty_aliases" if has_microdistricts else "elsewhere_aliases"]
        is_main = not street["microdistrict"] and place.stations > 2
        return str(known.get(street["name"], "")) if is_main else ""

    def _territory(self, place: Place, pair: int, half: int) -> Cells:
        """The words of the decision in both languages."""
        said: dict[str, list[str]] = {"kk": [], "ru": []}
        for which, shares in enumerate(SHARED):
            if share := shares[half]:
                for language, parts in said.items():
                    street = self.street(place, pair, which)[language]
                    parts.append(f"{street}: {self.texts['houses'][language][share]}")
        return in_languages("territory", {language: "; ".join(parts) + "." for language, parts in said.items()})

    def add_without_territory(self, place: Place) -> None:
        """The institutions and the military units of a region."""
        venues = self.texts["institution"]
        for order in range(place.region["institutions"] + place.region["military"]):
            is_military = order >= place.region["institutions"]
            row = self._station(place, order + 1, str(self.number(place.region)), self.street(place, order, 2))
            names = self.texts["military"]["names"] if is_military else venues[order % len(venues)]["names"]
            row |= in_languages("location_name", numbered(names, order // len(venues) + 1), place.region["english"])
            row["kind"] = "military" if is_military else "institution"
            if is_military:
                row["hours"] = "2022-11-20 07:00-12:00"
            self.stations.append(row)

    def add_abroad(self) -> None:
        abroad = self.texts["abroad"]
        for country, *cities in abroad["countries"]:
            code, *names = country
            for order, (city, kk, ru, en, zone, latitude, longitude) in enumerate(cities):
                venue = self.texts["consulate" if order else "embassy"]["names"]
                number = self.number(abroad)
                self.stations.append(
                    {
                        **{"region_code": code, "kind": "abroad", "settlement_code": city, "zone": zone},
                        **self.names("region", code, dict(zip(LANGUAGES, names, strict=True))),
                        **in_languages("settlement_name", dict(zip(LANGUAGES, (kk, ru, en), strict=True))),
                        "settlement_kind": "city",
                        "number": str(number),
                        **in_languages("location_name", venue),
                        **in_languages("address_line", numbered(self.texts["invented_address"]["names"], number)),
                        **{"latitude": str(latitude), "longitude": str(longitude), "latlng_source": "settlement"},
                        **self._decision(),
                    }
                )


def directory() -> Directory:
    """All rows of both files."""
    made = Directory(tomllib.loads((DATA / "directory.toml").read_text("utf-8")))
    settlements = list(places(made.texts))
    for place in settlements:
        made.add_settlement(place)
    for region in made.texts["region"]:
        made.add_without_territory(next(place for place in settlements if place.region is region))
    made.add_abroad()
    return made


def write(path: Path, rows: Iterable[Cells]) -> None:
    rows = list(rows)
    columns = sorted({column for row in rows for column, cell in row.items() if cell}, key=_place(rows))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _place(rows: list[Cells]) -> Any:
    """Columns stand as rows first have them."""
    order = list(dict.fromkeys(column for row in rows for column in row))
    return order.index


if __name__ == "__main__":
    made = directory()
    write(STATIONS, made.stations)
    write(SEGMENTS, made.segments)
