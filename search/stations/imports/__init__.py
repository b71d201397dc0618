"""Imports of the directory of stations: two files in, a staged version or a report of all that is wrong with them."""

from search.stations.imports.findings import Finding, Findings, Severity
from search.stations.imports.messages import Code
from search.stations.imports.publishing import NotPublished, check_people, publish, published, roll_back
from search.stations.imports.staging import Staged, stage

__all__ = [
    "Code",
    "Finding",
    "Findings",
    "NotPublished",
    "Severity",
    "Staged",
    "check_people",
    "publish",
    "published",
    "roll_back",
    "stage",
]
