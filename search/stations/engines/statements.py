"""What the engine asks the database, in plain SQL: building these statements took Django longer than answering them.

Measured, docs/benchmarks.md. A list is one parameter of a statement, and each reads a bounded number of rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from search.stations.engines.units import NamedUnit

# Of whatever has a settlement as `used.settlement_id`: that it is one of some units or lies in one, up to its country.
# Upwards, because few are called so: a region may have ten thousand settlements.
INSIDE = """ AND EXISTS (SELECT 1 FROM stations_adminunit unit
  LEFT JOIN stations_adminunit above ON above.id = unit.parent_id
  LEFT JOIN stations_adminunit higher ON higher.id = above.parent_id
  WHERE unit.id = used.settlement_id AND ({}))"""
UNITS_ABOVE = ("unit.id", "unit.parent_id", "above.parent_id", "higher.parent_id")

# Materialized: for a limit in the index's order PostgreSQL would read the whole index and filter it (40 ms, not 1).
NAMES = """WITH found AS MATERIALIZED (SELECT tier, key, name_id FROM stations_namekey
  WHERE version_id = %s AND tier IN (0, 1) AND {}) SELECT * FROM found ORDER BY tier, key, name_id LIMIT %s"""
WORDS = """WITH found AS MATERIALIZED (SELECT key, word FROM stations_wordkey
  WHERE version_id = %s AND {}) SELECT * FROM found ORDER BY key, word LIMIT %s"""
UNITS = """SELECT used.name_id, unit.id, unit.level, unit.kind, unit.name, unit.parent_id, parent.parent_id
  FROM stations_unituse used JOIN stations_adminunit unit ON unit.id = used.unit_id
  LEFT JOIN stations_adminunit parent ON parent.id = unit.parent_id WHERE {}"""
SETTLEMENTS = """SELECT used.name_id, used.settlement_id FROM stations_nameuse used
  WHERE {} AND used.street_id IS NULL ORDER BY used.settlement_id LIMIT %s"""
SETTLEMENTS_WITHIN = """SELECT DISTINCT used.name_id, used.settlement_id FROM stations_settlementuse used
  WHERE {} AND {} ORDER BY used.settlement_id LIMIT %s"""
STREETS = """SELECT used.name_id, used.settlement_id, used.street_id, used.alias_id, street.kind
  FROM stations_nameuse used JOIN stations_street street ON street.id = used.street_id
  WHERE {}{{}} ORDER BY used.name_id, used.settlement_id, used.street_id LIMIT %s"""

VENUES = """SELECT used.location_id FROM stations_venueuse used
  WHERE {}{{}} ORDER BY used.name_id, used.settlement_id, used.location_id LIMIT %s"""
# That a building has another word in its name too.
HAS_TOO = """EXISTS (SELECT 1 FROM stations_venueuse too
  WHERE {} AND too.settlement_id = used.settlement_id AND too.location_id = used.location_id)"""


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a statement finds; lists among its values are those that `among` asks for."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [_value(value) for value in values])
        return cursor.fetchall()


def among(column: str) -> str:
    """That a column is one of a list."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)"
    return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608


def narrowed(statement: str, values: Sequence[Any], around: Iterable[NamedUnit], most: int) -> list[tuple[Any, ...]]:
    """At most so many rows: only those whose settlement lies in what was said to be around, if any does.

    `statement` has a place for a condition and ends with its limit.
    """
    keys = [unit.pk for unit in around]
    condition = INSIDE.format(" OR ".join(map(among, UNITS_ABOVE)))
    inside = rows(statement.format(condition), *values, *[keys] * len(UNITS_ABOVE), most) if keys else []
    return inside or rows(statement.format(""), *values, most)


def _value(value: Any) -> Any:
    if isinstance(value, list) and connection.vendor != "postgresql":
        return json.dumps(value)
    return value
