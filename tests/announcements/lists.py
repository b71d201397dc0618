"""Lists of the admin: their rows, and what they export."""

from __future__ import annotations

import csv
import io

from bs4 import BeautifulSoup
from openpyxl import load_workbook


def listed(client, address):
    """The rows of a list as somebody sees them, each a list of cells."""
    response = client.get(address)
    assert response.status_code == 200, address
    soup = BeautifulSoup(response.content, "html.parser")
    rows = [[_words(cell) for cell in row.find_all("td")] for row in soup.select("table.listing tbody tr")]
    return [row for row in rows if row]


def _words(element):
    return " ".join(element.get_text(" ").replace("\xa0", " ").split())


def column(rows, *wanted):
    """Which of some words each row has, in the order of the rows."""
    return [next((word for word in wanted if any(word in cell for cell in row)), None) for row in rows]


def languages(rows):
    return [next(cell for cell in row if cell.startswith("kk ")) for row in rows]


def exported(client, address, kind):
    separator = "&" if "?" in address else "?"
    response = client.get(f"{address}{separator}export={kind}")
    assert response.status_code == 200
    data = b"".join(response.streaming_content)
    if kind == "csv":
        return list(csv.reader(io.StringIO(data.decode())))
    return [["" if cell is None else cell for cell in row] for row in load_workbook(io.BytesIO(data)).active.values]
