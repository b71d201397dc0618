"""What the embedded engine looks names up in: a dictionary of distinct names, and where each is used.

A thousand streets called after Abai are one name: so the dictionary stays small however many stations there are.
"""

from __future__ import annotations

from django.db import models

from search.stations.models.precincts import PollingLocation
from search.stations.models.territory import AdminUnit, Street
from search.stations.models.versions import Versioned

# Of a name or a key; what is longer isn't indexed.
LONGEST_KEY = 200


class Tier(models.IntegerChoices):
    """How a key was made of a name; a lower one outranks a higher one."""

    STRICT = 0
    SKELETON = 1
    # One letter left out.
    STRICT_SHORT = 2
    SKELETON_SHORT = 3
    # The first letters of a word, as it sounds: what is suggested while somebody types.
    START = 4


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


class NameUse(models.Model):
    """A settlement or a street that has a name, its own or an alias."""

    name = models.ForeignKey(IndexedName, on_delete=models.CASCADE, related_name="uses", db_index=False)
    settlement = models.ForeignKey(AdminUnit, on_delete=models.CASCADE, related_name="+", db_index=False)
    # None: the name is the settlement's.
    street = models.ForeignKey(Street, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    # None: a name of its own.
    alias = models.ForeignKey("stations.StreetAlias", on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["name", "settlement", "street"], name="use_of_a_name")]

    def __str__(self) -> str:
        return str(self.name)


class VenueUse(models.Model):
    """A building in which people vote whose name has this word, this kind or this kind and number."""

    name = models.ForeignKey(IndexedName, on_delete=models.CASCADE, related_name="venues", db_index=False)
    # Where the station is.
    settlement = models.ForeignKey(AdminUnit, on_delete=models.CASCADE, related_name="+", db_index=False)
    location = models.ForeignKey(PollingLocation, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["name", "settlement", "location"], name="venue_by_name")]

    def __str__(self) -> str:
        return f"{self.name}: {self.location}"
