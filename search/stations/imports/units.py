"""The administrative units that rows speak of. A unit may be named once and meant by its code in all other rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from portal.i18n.texts import Texts, languages
from search.stations.enums import Level, PrecinctKind
from search.stations.imports import cells
from search.stations.imports.bulk import Table
from search.stations.imports.columns import in_language
from search.stations.imports.messages import Code
from search.stations.imports.reading import Row
from search.stations.models import AdminUnit
from search.stations.normalise.packs import Group, chosen
from search.stations.normalise.packs import languages as packed

LONGEST_NAME = 200
# The columns of each level, the largest first.
COLUMNS = {
    Level.REGION: "region",
    Level.DISTRICT: "district",
    Level.RURAL_DISTRICT: "rural_district",
    Level.SETTLEMENT: "settlement",
}


@dataclass(slots=True)
class Unit:
    """A unit as the rows so far give it."""

    id: int
    code: str
    level: Level
    row: Row
    parent: Unit | None = None
    kind: str = ""
    zone: str = ""
    name: dict[str, str] = field(default_factory=dict)
    # Whether some of its houses may have a station.
    is_served: bool = False

    @property
    def told(self) -> dict[str, str]:
        """What another row may contradict."""
        parent = self.parent.code if self.parent else ""
        return {"level": self.level, "parent": parent, "kind": self.kind, "zone": self.zone, **self.name}


class Units:
    """All units of an import, in memory: a country has some ten thousand."""

    def __init__(self, version_id: int) -> None:
        self.version_id = version_id
        self.by_code: dict[str, Unit] = {}
        self.table = Table(AdminUnit, "id", "version", "code", "parent", "level", "kind", "name", "zone")
        # Those that rows have told more of since they were written.
        self._told_more: set[str] = set()

    def region(self, row: Row, kind: str) -> Unit | None:
        """The region of a station, abroad its country; None with a finding for a code that can't be one."""
        level = Level.COUNTRY if kind == PrecinctKind.ABROAD else Level.REGION
        code = cells.unit_code(row, "region_code", needed=True)
        return self._seen(row, code, level, "region", None)

    def settlement(self, row: Row, region: Unit) -> Unit | None:
        """The settlement of a row with the units that it lies in; None with a finding where it can't be told."""
        parent = region
        for level in (Level.DISTRICT, Level.RURAL_DISTRICT):
            column = COLUMNS[level]
            if code := cells.unit_code(row, f"{column}_code"):
                parent = self._seen(row, code, level, column, parent) or parent
        code = cells.unit_code(row, "settlement_code", needed=True)
        kind, zone = cells.choice(row, "settlement_kind", kinds()), cells.zone(row)
        return self._seen(row, code, Level.SETTLEMENT, "settlement", parent, kind=kind, zone=zone)

    def known_settlement(self, row: Row, region: Unit) -> Unit | None:
        """The settlement of a segment: one that stations named, or a new one without a station of its own."""
        code = row.cell("settlement_code")
        known = self.by_code.get(code)
        is_described = any(row.cell(in_language("settlement_name", language)) for language in languages())
        if known and known.level == Level.SETTLEMENT and not is_described:
            return known
        if not known and not is_described and cells.UNIT_CODE.fullmatch(code):
            row.found(Code.UNIT_UNKNOWN, "settlement_code", code, unit=code)
            return None
        return self.settlement(row, region)

    def _seen(
        self, row: Row, code: str, level: Level, column: str, parent: Unit | None, *, kind: str = "", zone: str = ""
    ) -> Unit | None:
        if not code:
            return None
        name = cells.texts(row, f"{column}_name", LONGEST_NAME)
        told = Unit(0, code, level, row.without_cells(), parent, kind, zone, name)
        known = self.by_code.get(code)
        if known is None:
            told.id = self.table.next_id()
            self.by_code[code] = told
            self._add(told)
            return told
        self._compare(row, column, known, told)
        before = known.told
        known.kind, known.zone = known.kind or kind, known.zone or zone
        known.name = {**name, **known.name}
        if known.told != before:
            self._told_more.add(code)
        return known

    def _add(self, unit: Unit) -> None:
        parent = unit.parent.id if unit.parent else None
        self.table.add(
            *(unit.id, self.version_id, unit.code, parent, str(unit.level), unit.kind, Texts(unit.name), unit.zone)
        )

    def _compare(self, row: Row, column: str, known: Unit, told: Unit) -> None:
        before = known.told
        for what, said in told.told.items():
            was = before.get(what, "")
            if said != was and ((said and was) or what == "parent"):
                known_as = f"{what} {was or '-'}"
                row.found(
                    Code.UNIT_CONTRADICTED,
                    f"{column}_code",
                    said,
                    was,
                    unit=known.code,
                    other_row=known.row.number,
                    known=known_as,
                )
                return

    def finish(self, *, says_more: bool) -> None:
        """Write what later rows told, report what nobody named; `says_more`: also report who has no station."""
        self.table.flush()
        self.table.update("id", "kind", "name", "zone", rows=map(self._row, sorted(self._told_more)))
        for unit in self.by_code.values():
            self._check_name(unit)
            if says_more and unit.level == Level.SETTLEMENT and not unit.is_served:
                unit.row.found(Code.SETTLEMENT_WITHOUT_STATION, "settlement_code", unit.code, unit=unit.code)

    def _row(self, code: str) -> tuple[object, ...]:
        unit = self.by_code[code]
        return unit.id, unit.kind, Texts(unit.name), unit.zone

    def _check_name(self, unit: Unit) -> None:
        column = COLUMNS.get(unit.level, "region")
        if not unit.name:
            unit.row.found(Code.UNIT_UNKNOWN, f"{column}_code", unit.code, unit=unit.code)
            return
        for language in languages():
            if language not in unit.name:
                cells.note_missing(unit.row, f"{column}_name", language)


@cache
def kinds() -> list[str]:
    """The kinds of settlements that the packs of languages have words for."""
    return sorted({kind for pack in chosen(packed()) for kind in pack.places[Group.SETTLEMENT]})
