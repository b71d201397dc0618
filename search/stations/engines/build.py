"""Stands in for the engine's builder until it is merged."""

from __future__ import annotations

from search.stations.models import DatasetVersion


def build(version: DatasetVersion) -> None:
    """Builds nothing."""
