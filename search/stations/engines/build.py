"""Makes the dictionary of names of a version: linear, in batches, with no more in memory than distinct names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.i18n.texts import Texts
from search.stations.engines.keys import Words, index_keys, spelling
from search.stations.enums import Level
from search.stations.models import (
    LONGEST_KEY,
    AdminUnit,
    IndexedName,
    NameKey,
    NameUse,
    Precinct,
    Street,
    StreetAlias,
    StreetSegment,
    Tier,
    VenueUse,
)
from search.stations.normalise import sorted_key
from search.stations.query.venues import building_of, venue_terms

BATCH = 2_000
# Texts whose words are kept: streets of a thousand settlements share their names.
REMEMBERED = 1 << 15


class StreetUse(NamedTuple):
    """The columns of a NameUse but for its name."""

    settlement: int
    street: int | None
    alias: int | None


class BuildingUse(NamedTuple):
    """The columns of a VenueUse but for its name."""

    settlement: int
    location: int


@transaction.atomic
def build_index(version: int) -> dict[str, int]:
    """The numbers of names, their uses and words of buildings, all made anew for a version, by its key."""
    NameUse.objects.filter(name__version_id=version).delete()
    VenueUse.objects.filter(name__version_id=version).delete()
    NameKey.objects.filter(version_id=version).delete()
    IndexedName.objects.filter(version_id=version).delete()
    writer = _Writer(version)
    for unit in _settlements(version).only("pk", "name").iterator(BATCH):
        for words in names_of(unit.name):
            writer.use(words, StreetUse(unit.pk, None, None))
    for street in Street.objects.filter(version_id=version).only("pk", "settlement", "name").iterator(BATCH):
        for words in names_of(street.name):
            writer.use(words, StreetUse(street.settlement_id, street.pk, None))
    for alias in StreetAlias.objects.filter(version_id=version).select_related("street").iterator(BATCH):
        words = words_of(alias.text)
        if words and sorted_key(words) not in map(sorted_key, names_of(alias.street.name)):
            place = alias.street.settlement_id
            writer.use(words, StreetUse(place, alias.street_id, alias.pk))
    for location, settlement, terms in _buildings(version):
        for term in terms:
            writer.use(term, BuildingUse(settlement, location))
    writer.flush()
    _weigh(version)
    return writer.counts


def _settlements(version: int) -> QuerySet[AdminUnit]:
    """The units that are settlements, or have streets or whole territories of stations as settlements have."""
    streets = Street.objects.filter(settlement=OuterRef("pk"))
    wide = StreetSegment.objects.filter(settlement=OuterRef("pk"), street=None)
    has_some = Q(level=Level.SETTLEMENT) | Exists(streets) | Exists(wide)
    return AdminUnit.objects.filter(has_some, version_id=version)


def names_of(texts: Texts) -> set[Words]:
    """The distinct names of a place in all languages, in the order of their words, each set of words once."""
    found = {sorted_key(words): words for text in texts.values() if (words := words_of(text))}
    return set(found.values())


@lru_cache(REMEMBERED)
def words_of(text: str) -> Words:
    """The words of a name without kind and initials."""
    return spelling().name(text).words


def _buildings(version: int) -> Iterator[tuple[int, int, set[Words]]]:
    """Each building, where its stations are, and the terms that it is found by."""
    rows = Precinct.objects.filter(version_id=version).order_by("polling_location_id", "locality_id")
    columns = rows.values_list("polling_location_id", "locality_id", "polling_location__name")
    before = None
    for location, settlement, name in columns.iterator(BATCH):
        if (location, settlement) != before:
            before = (location, settlement)
            read = (building_of(text, spelling()) for text in name.values())
            yield location, settlement, {(term,) for building in read for term in venue_terms(building)}


def _weigh(version: int) -> None:
    """Count the uses of each name."""
    uses = NameUse.objects.filter(name_id=OuterRef("pk")).order_by().values("name_id").annotate(n=Count("pk"))
    IndexedName.objects.filter(version_id=version).update(weight=Coalesce(Subquery(uses.values("n")), 0))


@dataclass(slots=True)
class _Writer:
    """Writes names when they are first met, and what is called by them, a batch at a time."""

    version: int
    # The keys of names by their words; those still to be written have none.
    known: dict[str, int] = field(default_factory=dict)
    pending: dict[str, Words] = field(default_factory=dict)
    uses: list[tuple[str, StreetUse | BuildingUse]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def use(self, words: Words, use: StreetUse | BuildingUse) -> None:
        text = sorted_key(words)
        if len(text) > LONGEST_KEY:
            return
        if text not in self.known:
            self.pending.setdefault(text, words)
        self.uses.append((text, use))
        if len(self.uses) >= BATCH:
            self.flush()

    def flush(self) -> None:
        made = IndexedName.objects.bulk_create(
            [IndexedName(version_id=self.version, words=text) for text in self.pending], batch_size=BATCH
        )
        self.known |= {name.words: name.pk for name in made}
        _insert(NameKey, ("version_id", "name_id", "tier", "key"), self._keys())
        self.pending = {}
        streets = [(self.known[text], *use) for text, use in self.uses if isinstance(use, StreetUse)]
        venues = [(self.known[text], *use) for text, use in self.uses if isinstance(use, BuildingUse)]
        _insert(NameUse, ("name_id", "settlement_id", "street_id", "alias_id"), streets)
        _insert(VenueUse, ("name_id", "settlement_id", "location_id"), venues)
        self.counts["NameUse"] += len(streets)
        self.counts["VenueUse"] += len(venues)
        self.counts["IndexedName"] = len(self.known)
        self.uses = []

    def _keys(self) -> Iterable[tuple[int, int, int, str]]:
        for text, words in self.pending.items():
            # A kind and a number of buildings is met as it stands: 25 is never 26.
            keys = {(Tier.STRICT, text)} if ":" in text else index_keys(words)
            for tier, key in sorted(keys):
                yield self.version, self.known[text], int(tier), key


def _insert(model: type[Model], columns: Sequence[str], rows: Iterable[tuple[int | str | None, ...]]) -> None:
    """Rows without instances: these tables are most of an index, and an instance costs more than its row."""
    names = ", ".join(map(connection.ops.quote_name, columns))
    values = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        # Table and columns are the model's own.
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({values})", list(rows))  # noqa: S608
