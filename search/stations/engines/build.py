"""Makes the dictionary of names of a version.

Distinct names are few, so their keys are worked out here, once for each. What is called by them is millions of rows:
those the database writes itself, joined to a table of each distinct text and the names that it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction

from search.stations.engines.keys import Words, index_keys, keys_of_word, name_of, spelling
from search.stations.imports.bulk import Table
from search.stations.models import (
    LONGEST_KEY,
    IndexedName,
    NameKey,
    NameUse,
    SettlementUse,
    Tier,
    UnitUse,
    VenueUse,
    WordKey,
)
from search.stations.normalise import sorted_key
from search.stations.query.venues import building_of, venue_terms

# Rows that wait to be written.
BATCH = 20_000


class Source(NamedTuple):
    """Texts of a table that are names, how each is read, and the rows that it makes; `%s` is the version."""

    texts: str
    read: Callable[[str], Iterable[Words]]
    model: Any
    columns: str
    rows: str


def names_of_place(text: str) -> set[Words]:
    """The distinct names of a place in all languages, in the order of their words, each set of words once."""
    found = {sorted_key(words): words for one in json.loads(text).values() if (words := name_of(one).words)}
    return set(found.values())


def names_of_alias(text: str) -> set[Words]:
    words = name_of(text).words
    return {words} if words else set()


def names_of_building(text: str) -> set[Words]:
    return {(term,) for one in json.loads(text).values() for term in venue_terms(building_of(one, spelling()))}


# A unit that has streets, or a station for all of it, is as good as a settlement.
IS_SETTLEMENT = """(unit.level = 'settlement'
  OR EXISTS (SELECT 1 FROM stations_street street WHERE street.settlement_id = unit.id)
  OR EXISTS (SELECT 1 FROM stations_streetsegment wide
    WHERE wide.settlement_id = unit.id AND wide.street_id IS NULL))"""
UNIT_NAMES = "SELECT DISTINCT CAST(name AS text) FROM stations_adminunit WHERE version_id = %s"
SOURCES = (
    Source(
        UNIT_NAMES + " AND level <> 'settlement'",
        names_of_place,
        UnitUse,
        "name_id, unit_id",
        """SELECT meant.name, unit.id FROM stations_adminunit unit
        JOIN meant ON meant.text = CAST(unit.name AS text)
        WHERE unit.version_id = %s AND unit.level <> 'settlement' ORDER BY 1, 2""",
    ),
    Source(
        UNIT_NAMES,
        names_of_place,
        NameUse,
        "name_id, settlement_id",
        f"""SELECT meant.name, unit.id FROM stations_adminunit unit
        JOIN meant ON meant.text = CAST(unit.name AS text)
        WHERE unit.version_id = %s AND {IS_SETTLEMENT} ORDER BY 1, 2""",  # noqa: S608 - a constant
    ),
    Source(
        "SELECT DISTINCT CAST(name AS text) FROM stations_street WHERE version_id = %s",
        names_of_place,
        NameUse,
        "name_id, settlement_id, street_id",
        """SELECT meant.name, street.settlement_id, street.id FROM stations_street street
        JOIN meant ON meant.text = CAST(street.name AS text)
        WHERE street.version_id = %s ORDER BY 1, 2, 3""",
    ),
    # But for those that are a name of the street itself.
    Source(
        "SELECT DISTINCT text FROM stations_streetalias WHERE version_id = %s",
        names_of_alias,
        NameUse,
        "name_id, settlement_id, street_id, alias_id",
        """SELECT meant.name, street.settlement_id, street.id, alias.id FROM stations_streetalias alias
        JOIN stations_street street ON street.id = alias.street_id JOIN meant ON meant.text = alias.text
        WHERE alias.version_id = %s AND NOT EXISTS (SELECT 1 FROM stations_nameuse own WHERE own.name_id = meant.name
          AND own.settlement_id = street.settlement_id AND own.street_id = street.id AND own.alias_id IS NULL)
        ORDER BY 1, 2, 3, 4""",
    ),
    Source(
        "SELECT DISTINCT CAST(name AS text) FROM stations_pollinglocation WHERE version_id = %s",
        names_of_building,
        VenueUse,
        "name_id, settlement_id, location_id",
        """SELECT DISTINCT meant.name, precinct.locality_id, location.id FROM stations_precinct precinct
        JOIN stations_pollinglocation location ON location.id = precinct.polling_location_id
        JOIN meant ON meant.text = CAST(location.name AS text)
        WHERE precinct.version_id = %s ORDER BY 1, 2, 3""",
    ),
)
# Up to the country: the unit itself, what it lies in, and so on.
WITHIN = """INSERT INTO stations_settlementuse (name_id, unit_id, settlement_id)
WITH called AS (
  SELECT used.name_id, unit.id, unit.parent_id AS first, above.parent_id AS second, higher.parent_id AS third
  FROM stations_indexedname name JOIN stations_nameuse used ON used.name_id = name.id AND used.street_id IS NULL
  JOIN stations_adminunit unit ON unit.id = used.settlement_id
  LEFT JOIN stations_adminunit above ON above.id = unit.parent_id
  LEFT JOIN stations_adminunit higher ON higher.id = above.parent_id WHERE name.version_id = %s)
SELECT name_id, id, id FROM called UNION ALL SELECT name_id, first, id FROM called WHERE first IS NOT NULL
UNION ALL SELECT name_id, second, id FROM called WHERE second IS NOT NULL
UNION ALL SELECT name_id, third, id FROM called WHERE third IS NOT NULL ORDER BY 1, 2, 3"""
WEIGH = """UPDATE stations_indexedname SET weight =
  (SELECT count(*) FROM stations_nameuse used WHERE used.name_id = stations_indexedname.id) WHERE version_id = %s"""
FORGET = "DELETE FROM {} WHERE name_id IN (SELECT id FROM stations_indexedname WHERE version_id = %s)"


@transaction.atomic
def build_index(version: int) -> dict[str, int]:
    """The numbers of names and of their uses, all made anew for a version, by its key."""
    names = _Names(version)
    counts = dict.fromkeys((model.__name__ for model in (IndexedName, NameUse, UnitUse, VenueUse)), 0)
    with connection.cursor() as cursor:
        for model in (SettlementUse, UnitUse, NameUse, VenueUse, NameKey):
            cursor.execute(FORGET.format(model._meta.db_table), [version])
        for gone in (WordKey, IndexedName):
            gone.objects.filter(version_id=version).delete()
        cursor.execute("CREATE TEMPORARY TABLE meant (text text NOT NULL, name bigint NOT NULL)")
        for source in SOURCES:
            counts[source.model.__name__] += _write_uses(cursor, source, names)
        cursor.execute("DROP TABLE meant")
        cursor.execute(WITHIN, [version])
        counts["SettlementUse"] = int(cursor.rowcount)
        cursor.execute(WEIGH, [version])
    counts["IndexedName"] = len(names.known)
    return counts


def _write_uses(cursor: Any, source: Source, names: _Names) -> int:
    """What is called by the texts of a source. Returns how many rows that is."""
    is_postgres = connection.vendor == "postgresql"
    cursor.execute("DELETE FROM meant")
    texts = _texts(source, names.version)
    while some := list(islice(texts, BATCH)):
        pairs = [(text, name) for text in some for name in names.keys_of(source.read(text))]
        if is_postgres:
            with cursor.copy("COPY meant FROM STDIN") as copy:
                for pair in pairs:
                    copy.write_row(pair)
        else:
            cursor.executemany("INSERT INTO meant VALUES (%s, %s)", pairs)
    names.flush()
    cursor.execute("ANALYZE meant" if is_postgres else "CREATE INDEX IF NOT EXISTS meant_by_text ON meant (text, name)")
    cursor.execute(f"INSERT INTO {source.model._meta.db_table} ({source.columns}) {source.rows}", [names.version])
    return int(cursor.rowcount)


def _texts(source: Source, version: int) -> Iterator[str]:
    """Streamed: a country may have as many names of buildings as buildings."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(source.texts, [version])
        yield from (row[0] for row in cursor)


class _Names:
    """Writes names, their keys and their words' keys when they are first met."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.known: dict[str, int] = {}
        self.words: set[str] = set()
        self.names = Table(IndexedName, "id", "version", "words", "weight")
        self.keys = Table(NameKey, "name", "version", "tier", "key")
        self.word_keys = Table(WordKey, "version", "key", "word")
        self.waiting = 0

    def keys_of(self, names: Iterable[Words]) -> Iterator[int]:
        """The keys of names."""
        for words in names:
            text = sorted_key(words)
            if len(text) <= LONGEST_KEY:
                if text not in self.known:
                    self._add(text, words)
                yield self.known[text]

    def _add(self, text: str, words: Words) -> None:
        self.known[text] = key = self.names.next_id()
        self.names.add(key, self.version, text, 0)
        if ":" in text:
            # A kind and a number of buildings is met as it stands: 25 is never 26.
            self.keys.add(key, self.version, Tier.STRICT.value, text)
            return
        for tier, start in sorted(index_keys(words)):
            self.keys.add(key, self.version, tier.value, start)
        for word in set(words) - self.words:
            self.words.add(word)
            for short in sorted(keys_of_word(word)):
                self.word_keys.add(self.version, short, word)
        self.waiting += 1
        if self.waiting % BATCH == 0:
            self.flush()

    def flush(self) -> None:
        for table in (self.names, self.keys, self.word_keys):
            table.flush()
