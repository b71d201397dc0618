"""The grammar of houses: one house as people write it, and sets of houses as decisions write them.

`parse_house("12-A")` is a House, `parse_houses("1-35 odd; except 7")` a HouseSet. Both raise Refused and nothing else.
"""

from search.stations.houses.grammar import parse_houses
from search.stations.houses.refusals import Reason, Refused
from search.stations.houses.sets import Basis, HouseSet, Parity, Segment, held_by
from search.stations.houses.single import house_at, parse_house
from search.stations.houses.values import HIGHEST_NUMBER, House

__all__ = [
    "HIGHEST_NUMBER",
    "Basis",
    "House",
    "HouseSet",
    "Parity",
    "Reason",
    "Refused",
    "Segment",
    "held_by",
    "house_at",
    "parse_house",
    "parse_houses",
]
