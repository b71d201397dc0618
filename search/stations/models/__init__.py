"""The directory of polling stations, in the terms of VIP 6. What an import brings belongs to a version; what editors
decide about a station belongs to its uid and outlives every version.
"""

from search.stations.models.editors import CallCentre, PrecinctEvent, PrecinctNotice, PrecinctState
from search.stations.models.index import (
    LONGEST_KEY,
    IndexedName,
    NameKey,
    NameUse,
    SettlementUse,
    Tier,
    UnitUse,
    VenueUse,
    WordKey,
)
from search.stations.models.precincts import (
    AccessibilityInformation,
    HoursOpen,
    PollingLocation,
    Precinct,
    StreetSegment,
)
from search.stations.models.problems import StationProblem
from search.stations.models.territory import AdminUnit, Street, StreetAlias
from search.stations.models.versions import DatasetVersion, PublishedVersion, is_published

__all__ = [
    "LONGEST_KEY",
    "AccessibilityInformation",
    "AdminUnit",
    "CallCentre",
    "DatasetVersion",
    "HoursOpen",
    "IndexedName",
    "NameKey",
    "NameUse",
    "PollingLocation",
    "Precinct",
    "PrecinctEvent",
    "PrecinctNotice",
    "PrecinctState",
    "PublishedVersion",
    "SettlementUse",
    "StationProblem",
    "Street",
    "StreetAlias",
    "StreetSegment",
    "Tier",
    "UnitUse",
    "VenueUse",
    "WordKey",
    "is_published",
]
