"""What somebody may mean who asks for a station: a street and a house, a station's number, a school."""

from search.stations.query.readings import respelt, split_query
from search.stations.query.understood import Part, Understood

__all__ = ["Part", "Understood", "respelt", "split_query"]
