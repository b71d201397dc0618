"""What the embedded engine looks names up in: a dictionary of distinct names, and where each is used.

A thousand streets called after Abai are one name: so the dictionary stays small however many stations there are.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from search.stations.models.precincts import PollingLocation
from search.stations.models.territory import AdminUnit, Street, StreetAlias
from search.stations.models.versions import Versioned

# Of a name or a key; what is longer isn't indexed.
LONGEST_KEY = 200


def _reference(model: type[models.Model], **options: Any) -> Any:
    """A row of the same version, written millions at a time: unchecked, and gone with the version's names."""
    return models.ForeignKey(
        model, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False, **options
    )


class Tier(models.IntegerChoices):
    """How a key was made of a name; a lower one outranks a higher one."""

    STRICT = 0
    SKELETON = 1
    # The first letters of the name, and of its other words, as they sound: what is suggested while somebody types.
    BEGINNING = 2
    START = 3


class IndexedName(Versioned):
    """A distinct name, its words strictly spelt and sorted; or one word of buildings' names, or "school:25"."""

    words = models.CharField(max_length=LONGEST_KEY)
    # How many streets and settlements are called so: what is suggested first.
    weight = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="name_once_a_version", fields=["version", "words"])]

    def __str__(self) -> str:
        return self.words


class NameKey(models.Model):
    """One way in which a name may be asked for."""

    name = models.ForeignKey(IndexedName, on_delete=models.CASCADE, related_name="keys", db_index=False)
    version = models.ForeignKey("stations.DatasetVersion", on_delete=models.CASCADE, related_name="+", db_index=False)
    tier = models.PositiveSmallIntegerField(choices=Tier)
    key = models.CharField(max_length=LONGEST_KEY)

    class Meta:
        indexes = [models.Index(fields=["version", "tier", "key", "name"], name="name_by_key")]

    def __str__(self) -> str:
        return self.key


class WordKey(Versioned):
    """A word of names with letters left out: where two words share a key, few mistakes lie between them."""

    key = models.CharField(max_length=LONGEST_KEY)
    # As it is strictly spelt.
    word = models.CharField(max_length=LONGEST_KEY)

    class Meta:
        indexes = [models.Index(fields=["version", "key", "word"], name="word_by_key")]

    def __str__(self) -> str:
        return self.word


class UnitUse(models.Model):
    """A region or a district that has a name: it says where a settlement lies, and is none."""

    name = models.ForeignKey(IndexedName, on_delete=models.CASCADE, related_name="units", db_index=False)
    unit = _reference(AdminUnit)

    class Meta:
        indexes = [models.Index(fields=["name", "unit"], name="unit_by_name")]

    def __str__(self) -> str:
        return str(self.unit)


class SettlementUse(models.Model):
    """A settlement that has a name, once for each unit in which it lies and for itself.

    Of hundreds of villages of one name, those of a region are read at once.
    """

    name = models.ForeignKey(IndexedName, on_delete=models.CASCADE, related_name="settlements", db_index=False)
    unit = _reference(AdminUnit)
    settlement = _reference(AdminUnit)

    class Meta:
        indexes = [models.Index(fields=["name", "unit", "settlement"], name="settlement_by_name")]

    def __str__(self) -> str:
        return f"{self.settlement}: {self.unit}"


class NameUse(models.Model):
    """A settlement or a street that has a name, its own or an alias."""

    name = models.ForeignKey(IndexedName, on_delete=models.CASCADE, related_name="uses", db_index=False)
    settlement = _reference(AdminUnit)
    # None: the name is the settlement's.
    street = _reference(Street, null=True)
    # None: a name of its own.
    alias = _reference(StreetAlias, null=True)

    class Meta:
        indexes = [models.Index(fields=["name", "settlement", "street"], name="use_of_a_name")]

    def __str__(self) -> str:
        return str(self.name)


class VenueUse(models.Model):
    """A building in which people vote whose name has this word, this kind or this kind and number."""

    name = models.ForeignKey(IndexedName, on_delete=models.CASCADE, related_name="venues", db_index=False)
    # Where the station is.
    settlement = _reference(AdminUnit)
    location = _reference(PollingLocation)

    class Meta:
        indexes = [models.Index(fields=["name", "settlement", "location"], name="venue_by_name")]

    def __str__(self) -> str:
        return f"{self.name}: {self.location}"
