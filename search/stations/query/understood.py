from __future__ import annotations

from dataclasses import dataclass

from search.stations.houses import House
from search.stations.normalise.packs import Group

# What a street is looked up with; districts and regions only tell equal answers apart.
NAMING = frozenset({None, Group.STREET, Group.MICRODISTRICT, Group.SETTLEMENT})


@dataclass(frozen=True, slots=True)
class Part:
    """Words that name one place, in their order and as strictly spelt. Group None: the text doesn't say what it is."""

    group: Group | None
    # As in the pack: "avenue", "village"; empty if the text doesn't say.
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """One reading of a query. Which words are the settlement's is sure only where a part says so. No flat is kept."""

    parts: tuple[Part, ...] = ()
    house: House | None = None
    # The number of a polling station, digits without leading zeros.
    station: str = ""
    # A kind of building, as in the packs: "school"; and its number.
    venue: str = ""
    venue_number: str = ""
    # Nobody called the number a station's: «Косшы № 25».
    is_station_guessed: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words that name the street, its microdistrict and its settlement: with `keys_of`, the key to look up."""
        return tuple(word for part in self.parts if part.group in NAMING for word in part.words)

    @property
    def street(self) -> Part | None:
        """The street, or what may be one: words of which the text doesn't say what they name."""
        return self.named(Group.STREET) or self.named(None)

    def named(self, group: Group | None) -> Part | None:
        """The first part of a group."""
        return next((part for part in self.parts if part.group == group), None)
