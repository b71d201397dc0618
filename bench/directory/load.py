"""From the generator into the models' tables: in batches, so that memory doesn't grow with the directory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, models, transaction

from bench.directory.rows import Place, Segment, Street, Unit
from bench.directory.tables import Bilingual
from portal.clock import now
from search.stations.enums import VersionStatus
from search.stations.models import (
    AdminUnit,
    DatasetVersion,
    PollingLocation,
    Precinct,
    PublishedVersion,
    StreetAlias,
    StreetSegment,
)
from search.stations.models import Street as StreetRow

# Rows of all tables that wait before they are written together.
BATCH = 20_000
# In this order a row finds what it refers to.
ORDER: tuple[type[models.Model], ...] = (
    AdminUnit,
    StreetRow,
    StreetAlias,
    PollingLocation,
    Precinct,
    StreetSegment,
)


def load(places: Iterable[Place], seen: Callable[[Place], None] | None = None) -> tuple[int, dict[str, int]]:
    """Write a published version. Returns its key and how many rows each table has. `seen` is told of every place."""
    version = _version()
    writer = _Writer(version.pk)
    for place in places:
        for model, row in _rows(place):
            writer.add(model, row)
        if seen:
            seen(place)
    writer.flush()
    version.row_counts = writer.counts
    version.save(update_fields=["row_counts"])
    PublishedVersion.objects.create(pk=1, version=version)
    _analyse()
    return version.pk, writer.counts


def _version() -> DatasetVersion:
    people = get_user_model().objects
    one = people.create(username="bench-stages")
    other = people.create(username="bench-approves")
    moment = now()
    return DatasetVersion.objects.create(
        status=VersionStatus.PUBLISHED,
        source_sha256="0" * 64,
        staged_at=moment,
        staged_by=one,
        published_at=moment,
        approved_by=other,
    )


class _Writer:
    """Collects rows and writes them in batches, each its own transaction. Segments number themselves."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.counts: dict[str, int] = {model._meta.model_name or "": 0 for model in ORDER}
        self.rows: dict[type[models.Model], list[tuple[Any, ...]]] = {model: [] for model in ORDER}
        self.columns = {model: _columns(model) for model in ORDER}
        self.waiting = 0

    def add(self, model: type[models.Model], values: dict[str, Any]) -> None:
        self.counts[model._meta.model_name or ""] += 1
        values["version_id"] = self.version
        values.setdefault("id", self.counts[model._meta.model_name or ""])
        self.rows[model].append(tuple(values.get(column, default) for column, default in self.columns[model].items()))
        self.waiting += 1
        if self.waiting >= BATCH:
            self.flush()

    def flush(self) -> None:
        with transaction.atomic():
            for model in ORDER:
                _write(model._meta.db_table, list(self.columns[model]), self.rows[model])
                self.rows[model] = []
        self.waiting = 0


def _columns(model: type[models.Model]) -> dict[str, Any]:
    """The table's columns with what stands in them where a row says nothing."""
    return {
        field.column: json.dumps(field.get_default()) if isinstance(field, models.JSONField) else field.get_default()
        for field in model._meta.concrete_fields
        if field.column
    }


def _write(table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", rows)


def _analyse() -> None:
    """What a database in service knows about its tables, and keys that go on after the loaded ones."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            from django.core.management.color import no_style

            for statement in connection.ops.sequence_reset_sql(no_style(), ORDER):
                cursor.execute(statement)
        cursor.execute("ANALYZE")


def _rows(place: Place) -> Iterator[tuple[type[models.Model], dict[str, Any]]]:
    for unit in place.new_units:
        yield AdminUnit, _unit(unit)
    for street in place.streets:
        yield StreetRow, _street(place, street)
        for alias in street.aliases:
            values = {"id": alias.pk, "street_id": street.pk, "text": alias.text, "language": alias.language}
            values |= {"kind": alias.kind, "start_house_number": alias.start, "end_house_number": alias.end}
            yield StreetAlias, values
    for location in place.locations:
        values = {"id": location.pk, "name": _texts(location.name), "address_line": _texts(location.address)}
        values |= {"latitude": location.latitude, "longitude": location.longitude, "latlng_source": "address"}
        yield PollingLocation, values
    for station in place.stations:
        values = {"id": station.pk, "uid": station.uid, "number": station.number, "kind": station.kind}
        values |= {"region_id": station.region.pk, "locality_id": station.locality.pk}
        values |= {"polling_location_id": station.location.pk}
        yield Precinct, values | {"is_registering_no_fixed_residence": station.takes_no_residence}
    for segment in [*place.whole, *(segment for street in place.streets for segment in street.segments)]:
        yield StreetSegment, _segment(place, segment)


def _unit(unit: Unit) -> dict[str, Any]:
    values = {"id": unit.pk, "parent_id": unit.parent.pk if unit.parent else None, "code": unit.code}
    return values | {"level": unit.level, "kind": unit.kind, "name": _texts(unit.name)}


def _street(place: Place, street: Street) -> dict[str, Any]:
    outer = street.microdistrict.pk if street.microdistrict else None
    values = {"id": street.pk, "settlement_id": place.settlement.pk, "microdistrict_id": outer}
    return values | {"kind": street.kind, "name": _texts(street.name)}


def _segment(place: Place, segment: Segment) -> dict[str, Any]:
    return {
        "precinct_id": segment.station.pk,
        "settlement_id": place.settlement.pk,
        "street_id": segment.street.pk if segment.street else None,
        "start_house_number": segment.start,
        "end_house_number": segment.end,
        "odd_even_both": segment.parity,
        "house_number_suffix": segment.suffix,
        "includes_all_addresses": segment.all_addresses,
        "includes_all_streets": segment.all_streets,
        "is_exclusion": segment.is_exclusion,
    }


def _texts(text: Bilingual) -> str:
    return json.dumps({"kk": text.kk, "ru": text.ru}, ensure_ascii=False)
