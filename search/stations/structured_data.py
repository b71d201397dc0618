"""schema.org description of a polling station, for search engines. Nothing that its page doesn't say."""

from __future__ import annotations

from typing import Any

from content.feeds import absolute
from search.stations.station import Station


def place(station: Station) -> dict[str, Any]:
    """schema.org/Place. A closed station has no hours; a hidden point isn't said."""
    location = station.precinct.polling_location
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": station.name,
        "address": station.address,
        "url": absolute(station.url),
        "publicAccess": station.is_open,
    }
    if station.point:
        latitude, longitude = station.point
        described["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    if location.phones:
        described["telephone"] = location.phones[0]
    if station.hours:
        described["openingHoursSpecification"] = [
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": hours.day.isoformat(),
                "validThrough": hours.day.isoformat(),
                "opens": f"{hours.opens:%H:%M}",
                "closes": f"{hours.closes:%H:%M}",
            }
            for hours in station.hours
        ]
    if station.features:
        described["amenityFeature"] = [
            {"@type": "LocationFeatureSpecification", "name": feature.name, "value": feature.is_there}
            for feature in station.features
        ]
    return described
