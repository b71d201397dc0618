"""Stages one import: everything it brings is written under a new version in one transaction, or nothing is.

Rows are checked while they are written, batch by batch, and one error anywhere takes all of it back. What stays in
memory is what rows may mean later: codes of units, stations' numbers, digests of streets and buildings. A staged
version is answered from only once two people publish it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from django.db import connection, transaction

from portal import clock
from portal.accounts.models import User
from portal.elections.models import Election
from search.stations.houses import HouseSet
from search.stations.imports.bulk import Table
from search.stations.imports.claims import check_settlements, check_streets
from search.stations.imports.columns import SEGMENTS, STATIONS
from search.stations.imports.findings import MOST_KEPT, FileRefused, Finding, Findings
from search.stations.imports.messages import Code
from search.stations.imports.reading import CsvFile, Row
from search.stations.imports.stations import Seen, Stations
from search.stations.imports.streets import Streets
from search.stations.imports.territory import Said, in_cell, in_row
from search.stations.imports.units import Unit, Units
from search.stations.imports.vanished import check_vanished
from search.stations.models import DatasetVersion, Precinct, Street, StreetSegment

ROWS_AT_ONCE = 2_000


@dataclass(slots=True)
class Staged:
    """What an import came to. `version` is None where nothing was written."""

    findings: Findings
    files: list[CsvFile]
    is_dry_run: bool
    election: Election | None = None
    version: DatasetVersion | None = None
    counts: dict[str, int] = field(default_factory=dict)
    # Wall-clock time.
    seconds: float = 0.0

    @property
    def is_refused(self) -> bool:
        return self.findings.errors > 0


def stage(
    stations: Path,
    segments: Path | None = None,
    *,
    by: User | None = None,
    election: Election | None = None,
    dry_run: bool = False,
) -> Staged:
    """Stage the files as a new version with its index. A dry run, and files with errors, leave nothing behind.

    Raises OSError for a file that can't be opened. Whatever else is wrong with the files is in the findings.
    """
    started = time.monotonic()
    findings = Findings()
    files = [CsvFile(stations, STATIONS, findings)]
    if segments is not None:
        files.append(CsvFile(segments, SEGMENTS, findings))
    staged = Staged(findings, files, dry_run, election)
    with transaction.atomic():
        version = DatasetVersion.objects.create(election=election, staged_at=clock.now(), staged_by=by)
        work = _Import(version, findings)
        try:
            work.read(files)
            staged.counts = work.counts
        except FileRefused as refused:
            findings.add(refused.finding(work.reading))
        if findings.errors or dry_run:
            transaction.set_rollback(True)
        else:
            _finish(version, staged)
    staged.seconds = time.monotonic() - started
    return staged


def _finish(version: DatasetVersion, staged: Staged) -> None:
    version.source_sha256 = _sha256(staged.files)
    version.row_counts = {**staged.counts, "errors": 0, "warnings": staged.findings.warnings}
    version.findings = [finding.as_kept() for finding in staged.findings.listed[:MOST_KEPT]]
    version.save()
    _build_index(version)
    staged.version = version


def _build_index(version: DatasetVersion) -> None:
    """Let the engine build what it looks names up in."""
    from search.stations.engines.build import build_index

    build_index(version.pk)


def _sha256(files: list[CsvFile]) -> str:
    """Of one file its own; of two, that of both hexadecimal sums one after the other."""
    sums = [file.sha256 for file in files]
    return sums[0] if len(sums) == 1 else sha256("".join(sums).encode()).hexdigest()


class _Import:
    """The tables of one import, and what it has written so far."""

    def __init__(self, version: DatasetVersion, findings: Findings) -> None:
        self.version, self.version_id = version, version.pk
        version_id = version.pk
        voting_days = version.election.voting_days if version.election else []
        self.findings = findings
        self.reading = ""
        self.units = Units(version_id)
        self.stations = Stations(version_id, self.units, frozenset(voting_days))
        self.streets = Streets(version_id)
        self.segments = Table(
            *(StreetSegment, "id", "version", "precinct", "settlement", "street"),
            *("start_house_number", "end_house_number", "odd_even_both", "house_number_suffix"),
            *("includes_all_addresses", "includes_all_streets", "is_exclusion", "source_row", "source_text"),
        )
        # The id from which on the segments come from a file.
        self.file_of: dict[int, str] = {}

    @property
    def counts(self) -> dict[str, int]:
        return {
            "stations": self.stations.precincts.written,
            "locations": self.stations.locations.written,
            "units": self.units.table.written,
            "streets": self.streets.table.written,
            "aliases": self.streets.aliases.written,
            "segments": self.segments.written,
        }

    def read(self, files: list[CsvFile]) -> None:
        """Write the files' rows, then check what only all of them together show. Raises FileRefused."""
        for file, note in zip(files, (self._station, self._segment), strict=False):
            self._read(file, note)
        names = [file.name for file in files]
        if not self.findings.errors:
            self._note_without_houses(names[0])
        self.units.finish(says_more=not self.findings.errors)
        self.streets.write_names()
        _analyse()
        first = min(self.file_of)
        check_streets(self.version_id, first, self.findings, self.file_of)
        check_settlements(self.version_id, first, self.findings, self.file_of)
        if not self.findings.errors:
            check_vanished(self.version, names[0], self.findings)

    def _read(self, file: CsvFile, note: Callable[[Row], None]) -> None:
        self.reading = file.name
        self.file_of[self.segments.next_id()] = file.name
        for row in file:
            if not row.is_ragged:
                note(row)
            if file.rows % ROWS_AT_ONCE == 0:
                self._flush()
        self._flush()

    def _flush(self) -> None:
        """What is referred to goes first: SQLite would look through every row that waits for it."""
        self.units.table.flush()
        self.stations.flush()
        self.streets.flush()
        self.segments.flush()

    def _station(self, row: Row) -> None:
        seen = self.stations.add(row)
        for said in in_cell(row):
            if seen is not None:
                self._write(row, seen, seen.settlement, said)

    def _segment(self, row: Row) -> None:
        seen = self.stations.find(row)
        said = in_row(row)
        region = seen.region if seen else None
        settlement = self.units.known_settlement(row, region) if region else None
        if seen is not None and settlement is not None and said is not None:
            settlement.is_served = True
            self._write(row, seen, settlement, said)

    def _write(self, row: Row, seen: Seen, settlement: Unit, said: Said) -> None:
        street = None
        if said.street is not None:
            street = self._street(row, settlement, said)
            if street is None:
                return
            if row.cell("aliases"):
                self.streets.note_aliases(row, street)
        self.stations.without_houses.pop(seen.id, None)
        self._write_houses(row, (seen.id, settlement.id, street), said.houses, said.source_text)

    def _street(self, row: Row, settlement: Unit, said: Said) -> int | None:
        column = "streets" if row.cell("streets") else "street"
        inside = None
        if said.microdistrict is not None:
            inside = self.streets.id_of(row, "microdistrict", said.microdistrict, settlement.id)
            if inside is None:
                return None
        return self.streets.id_of(row, column, said.street, settlement.id, inside) if said.street else None

    def _write_houses(self, row: Row, of: tuple[int, int, int | None], houses: HouseSet, source_text: str) -> None:
        for segment in houses.segments:
            self.segments.add(
                *(self.segments.next_id(), self.version_id, *of),
                *(segment.start_house_number, segment.end_house_number, str(segment.odd_even_both)),
                *(segment.house_number_suffix, segment.includes_all_addresses, segment.includes_all_streets),
                *(segment.is_exclusion, row.number, source_text),
            )

    def _note_without_houses(self, file: str) -> None:
        for row in self.stations.without_houses.values():
            self.findings.add(Finding(file, row, "streets", Code.NO_TERRITORY))


def _analyse() -> None:
    """PostgreSQL plans for the tables as it last counted them; they have just grown."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (StreetSegment, Precinct, Street):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
