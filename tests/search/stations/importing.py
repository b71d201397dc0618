"""Files to import: one good station, and what a test changes of it."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from search.stations.imports import stage

STATION = {
    "region_code": "11",
    "region_name_kk": "Ақмола облысы",
    "region_name_ru": "Акмолинская область",
    "settlement_code": "111010000",
    "settlement_kind": "city",
    "settlement_name_kk": "Көкшетау",
    "settlement_name_ru": "Кокшетау",
    "zone": "Asia/Almaty",
    "number": "1",
    "location_name_kk": "№ 1 мектеп",
    "location_name_ru": "Школа № 1",
    "address_line_kk": "Абай көшесі, 1",
    "address_line_ru": "улица Абая, 1",
    "latitude": "53.283333",
    "longitude": "69.383333",
    "latlng_source": "surveyed",
    "phones": "+7 000 000 00 01",
    "streets": "ул. Абая | 1-35 нечётные; кроме 7",
}
# Another station beside it.
OTHER = {
    "number": "2",
    "location_name_kk": "№ 2 мектеп",
    "location_name_ru": "Школа № 2",
    "streets": "ул. Ауэзова | все дома",
}
SEGMENT = {"region_code": "11", "number": "1", "settlement_code": "111010000", "street": "ул. Жамбыла", "houses": "1-9"}


def station(**changes):
    return {**STATION, **changes}


def other(**changes):
    return station(**{**OTHER, **changes})


def segment(**changes):
    return {**SEGMENT, **changes}


def text(rows, delimiter=","):
    columns = list(dict.fromkeys(column for row in rows for column in row))
    stream = StringIO()
    writer = csv.DictWriter(stream, columns, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


class Files:
    """Writes files into one folder and stages them."""

    def __init__(self, folder: Path):
        self.folder = folder

    def write(self, content, name="stations.csv", encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def stage(self, *stations, segments=(), **options):
        """Stage rows, or a text or bytes as they are."""
        raw = stations and isinstance(stations[0], str | bytes)
        path = self.write(stations[0] if raw else text(stations or [STATION]))
        if segments:
            raw = isinstance(segments, str | bytes)
            segments = self.write(segments if raw else text(segments), "segments.csv")
        return stage(path, segments or None, **options)


def codes(staged):
    return [str(finding.code) for finding in staged.findings.listed]
