"""Where does somebody vote who lives there? The one door: `find`."""

from search.stations.resolve.find import find

__all__ = ["find"]
