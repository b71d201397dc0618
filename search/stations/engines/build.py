"""Makes the dictionary of names of a version: linear, in batches, with no more in memory than distinct names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from portal.i18n.texts import Texts
from search.stations.engines.keys import Words, index_keys, spelling
from search.stations.models import (
    LONGEST_KEY,
    AdminUnit,
    IndexedName,
    NameKey,
    NameUse,
    Precinct,
    Street,
    StreetAlias,
    Tier,
    VenueUse,
)
from search.stations.normalise import sorted_key
from search.stations.query.venues import building_of, venue_terms

BATCH = 2_000


@transaction.atomic
def build_index(version: int) -> dict[str, int]:
    """The numbers of names, their uses and words of buildings, all made anew for a version, by its key."""
    NameUse.objects.filter(name__version_id=version).delete()
    VenueUse.objects.filter(name__version_id=version).delete()
    NameKey.objects.filter(version_id=version).delete()
    IndexedName.objects.filter(version_id=version).delete()
    writer = _Writer(version)
    for unit in AdminUnit.objects.filter(version_id=version).only("pk", "name").iterator(BATCH):
        for words in names_of(unit.name):
            writer.use(words, NameUse(settlement_id=unit.pk))
    for street in Street.objects.filter(version_id=version).only("pk", "settlement", "name").iterator(BATCH):
        for words in names_of(street.name):
            writer.use(words, NameUse(settlement_id=street.settlement_id, street_id=street.pk))
    for alias in StreetAlias.objects.filter(version_id=version).select_related("street").iterator(BATCH):
        words = spelling().name(alias.text).words
        if words and sorted_key(words) not in map(sorted_key, names_of(alias.street.name)):
            place = alias.street.settlement_id
            writer.use(words, NameUse(settlement_id=place, street_id=alias.street_id, alias_id=alias.pk))
    for location, settlement, terms in _buildings(version):
        for term in terms:
            writer.use(term, VenueUse(settlement_id=settlement, location_id=location))
    writer.flush()
    _weigh(version)
    return writer.counts


def names_of(texts: Texts) -> set[Words]:
    """The distinct names of a place in all languages, in the order of their words, each set of words once."""
    found = {sorted_key(words): words for text in texts.values() if (words := spelling().name(text).words)}
    return set(found.values())


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
    uses: list[tuple[str, NameUse | VenueUse]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def use(self, words: Words, use: NameUse | VenueUse) -> None:
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
        NameKey.objects.bulk_create(self._keys(), batch_size=BATCH)
        self.pending = {}
        for text, use in self.uses:
            use.name_id = self.known[text]
        streets = [use for _text, use in self.uses if isinstance(use, NameUse)]
        venues = [use for _text, use in self.uses if isinstance(use, VenueUse)]
        NameUse.objects.bulk_create(streets, batch_size=BATCH)
        VenueUse.objects.bulk_create(venues, batch_size=BATCH)
        self.counts["NameUse"] += len(streets)
        self.counts["VenueUse"] += len(venues)
        self.counts["IndexedName"] = len(self.known)
        self.uses = []

    def _keys(self) -> Iterable[NameKey]:
        for text, words in self.pending.items():
            # A kind and a number of buildings is met as it stands: 25 is never 26.
            keys = {(Tier.STRICT, text)} if ":" in text else index_keys(words)
            for tier, key in sorted(keys):
                yield NameKey(version_id=self.version, name_id=self.known[text], tier=tier, key=key)
