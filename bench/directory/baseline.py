"""What one would do without a directory engine: every street and station as one text, `icontains` and pg_trgm.

The texts have the words for streets and settlements in both languages, as a written address has. All words and numbers
of a query must be contained; if no row has them all, all words; if none has those, the nearest rows by trigrams. The
first row is the answer, and of a street the first statement that holds the last number of the query.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import OperationalError, connection, transaction

from bench.directory.subject import LIMIT, Answered
from bench.directory.tables import toml

# A query that takes longer has no answer.
PATIENCE = 3_000  # milliseconds
TABLE = "bench_baseline"
NAMES = "coalesce({0}.name->>'kk', '') || ' ' || coalesce({0}.name->>'ru', '')"


class Baseline:
    name = "icontains + pg_trgm"
    has_page = False

    def build(self, version: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
            cursor.execute(f"CREATE TABLE {TABLE} (settlement bigint, street bigint, uid text, body text NOT NULL)")
            cursor.execute(STREETS, [version])
            cursor.execute(STATIONS, [version])
            cursor.execute(f"CREATE INDEX {TABLE}_trgm ON {TABLE} USING gin (body gin_trgm_ops)")
            cursor.execute(f"ANALYZE {TABLE}")

    def look_up(self, text: str) -> object:
        return self.streets(text)

    def streets(self, text: str) -> list[tuple[int, int]]:
        return [(row[0], row[1]) for row in self._rows(text, "street IS NOT NULL")]

    def answer(self, text: str, language: str) -> Answered:
        rows = self._rows(text, "true")
        if not rows:
            return Answered("not_found")
        if rows[0][1] is None:
            return Answered("resolved", tuple(row[2] for row in rows if row[2]))
        numbers = re.findall(r"\d+", text)
        uid = self._station(rows[0][1], int(numbers[-1][:6])) if numbers else None
        return Answered("resolved", (uid,)) if uid else Answered("house_not_listed")

    def suggest(self, text: str, language: str) -> list[str] | None:
        return None

    def _rows(self, text: str, condition: str) -> list[Any]:
        words = [word for word in re.findall(r"[^\W_]+", text) if word.isalpha()]
        numbers = re.findall(r"\d+", text)
        if not words:
            return []
        order = f"ORDER BY word_similarity(%s, body) DESC, settlement, street LIMIT {LIMIT}"
        select = f"SELECT settlement, street, uid FROM {TABLE} WHERE {condition}"
        wanted = " ".join([*words, *numbers])
        for tokens in ([*words, *numbers], words):
            contained = " AND ".join(["body ILIKE %s"] * len(tokens))
            found = _fetch(f"{select} AND {contained} {order}", [*(f"%{token}%" for token in tokens), wanted])
            if found:
                return found
        return _fetch(f"{select} AND %s <%% body {order}", [wanted, wanted])

    def _station(self, street: int, number: int) -> str | None:
        rows = _fetch(HOLDING, [street, number, number, "odd" if number % 2 else "even"])
        return rows[0][0] if rows else None


def _fetch(query: str, values: list[Any]) -> list[Any]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE}")
            cursor.execute(query, values)
            return list(cursor.fetchall())
    except OperationalError:
        return []


def _words_for(column: str, group: str) -> str:
    """SQL for the words of a kind, in both languages; they are this benchmark's own and hold no quotes."""
    tables = [toml("words")[language][group] for language in ("kk", "ru")]
    cases = [
        f"WHEN '{kind}' THEN '{' '.join(table[kind][0].format('').strip() for table in tables)}'" for kind in tables[0]
    ]
    return f"CASE {column} {' '.join(cases)} ELSE '' END"


STATION_WORDS = " ".join(toml("words")[language]["station"]["forms"][0].format("") for language in ("kk", "ru"))
STREETS = f"""
INSERT INTO {TABLE} (settlement, street, body)
SELECT settlement.id, street.id, concat_ws(' ', {NAMES.format("region")}, {NAMES.format("parent")},
  {NAMES.format("settlement")}, {NAMES.format("outside")}, {NAMES.format("street")}, aliases.texts,
  {_words_for("settlement.kind", "settlement")}, {_words_for("street.kind", "street")},
  {_words_for("outside.kind", "street")})
FROM stations_street street
JOIN stations_adminunit settlement ON settlement.id = street.settlement_id
LEFT JOIN stations_adminunit parent ON parent.id = settlement.parent_id
LEFT JOIN stations_adminunit region ON region.id = parent.parent_id
LEFT JOIN stations_street outside ON outside.id = street.microdistrict_id
LEFT JOIN (SELECT street_id, string_agg(text, ' ') AS texts FROM stations_streetalias GROUP BY street_id) aliases
  ON aliases.street_id = street.id
WHERE street.version_id = %s
"""
STATIONS = f"""
INSERT INTO {TABLE} (uid, settlement, body)
SELECT station.uid, locality.id, concat_ws(' ', {NAMES.format("region")}, {NAMES.format("parent")},
  {NAMES.format("locality")}, station.number, {NAMES.format("building")},
  {_words_for("locality.kind", "settlement")}, '{STATION_WORDS}')
FROM stations_precinct station
JOIN stations_pollinglocation building ON building.id = station.polling_location_id
JOIN stations_adminunit region ON region.id = station.region_id
JOIN stations_adminunit locality ON locality.id = station.locality_id
LEFT JOIN stations_adminunit parent ON parent.id = locality.parent_id
WHERE station.version_id = %s
"""
HOLDING = """
SELECT station.uid FROM stations_streetsegment segment
JOIN stations_precinct station ON station.id = segment.precinct_id
WHERE segment.street_id = %s AND NOT segment.is_exclusion AND (segment.includes_all_addresses OR (
  segment.start_house_number <= %s AND coalesce(segment.end_house_number, 99999) >= %s
  AND segment.odd_even_both IN ('both', %s)))
ORDER BY segment.includes_all_addresses, segment.end_house_number - segment.start_house_number LIMIT 1
"""
