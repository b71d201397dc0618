"""One spelling of names for every engine and for both sides, what is indexed and what is asked."""

from search.stations.normalise.keys import can_be_mistaken, deletions, edits_between, sorted_key
from search.stations.normalise.names import Keys, Name, Normaliser, normaliser

__all__ = [
    "Keys",
    "Name",
    "Normaliser",
    "can_be_mistaken",
    "deletions",
    "edits_between",
    "normaliser",
    "sorted_key",
]
