"""What the embedded engine looks names up in: a dictionary of distinct names, and where each is used.

A thousand streets called after Abai are one name: so the dictionary stays small however many stations there are.
"""

from __future__ import annotations

from django.db import models

from search.stations.models.territory import AdminUnit, Street
from search.stations.models.versions import Versioned


class Tier(models.IntegerChoices):
    """How a key was made of a name; a lower one outranks a higher one."""

    STRICT = 0
    SKELETON = 1
    # One letter left out.
    STRICT_SHORT = 2
    SKELETON_SHORT = 3


class IndexedName(Versioned):
    """A distinct name, its words strictly spelt and sorted."""

    words = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(name="name_once_a_version", fields=["version", "words"])]

    def __str__(self) -> str:
        return self.words


class NameKey(models.Model):
    """One way in which a name may be asked for."""

    name = models.ForeignKey(IndexedName, on_delete=models.CASCADE, related_name="keys", db_index=False)
    version = models.ForeignKey("stations.DatasetVersion", on_delete=models.CASCADE, related_name="+", db_index=False)
    tier = models.PositiveSmallIntegerField(choices=Tier)
    key = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["version", "key", "tier", "name"], name="name_by_key")]

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
