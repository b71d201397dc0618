"""Reads a CSV file row by row. Nothing is guessed but the delimiter, and nothing is dropped but empty rows."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from search.stations.imports.columns import Format, checked_header
from search.stations.imports.findings import FileRefused, Finding, Findings, shortened
from search.stations.imports.messages import Code

# Of one file: a million stations with their texts in three languages take about 1.5 GB.
MOST_BYTES = 2 * 1024**3
MOST_ROWS = 10_000_000
# Characters of a cell, and of a physical line, in which a cell may have many lines.
LONGEST_CELL = 100_000
LONGEST_LINE = 1_000_000
DELIMITERS = (",", ";", "\t")
NUL = "\0"
# Control characters but for tabs and ends of lines, and marks that turn the order of what follows them.
UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Row(dict[str, str]):
    """The cells of one row by their columns, and what is found in them."""

    __slots__ = ("columns", "file", "findings", "has_errors", "is_ragged", "number")

    def __init__(self, file: str, number: int, columns: Sequence[str], findings: Findings) -> None:
        super().__init__()
        self.file = file
        self.number = number
        self.columns = columns
        self.findings = findings
        self.has_errors = False
        # Nobody knows which of its cells is which.
        self.is_ragged = False

    def cell(self, column: str) -> str:
        """A cell without the space around it; empty where the file has no such column."""
        return self.get(column, "").strip()

    def without_cells(self) -> Row:
        """The row's place, to be kept for what may be found later."""
        return Row(self.file, self.number, self.columns, self.findings)

    def found(self, code: Code, column: str = "", value: str = "", suggestion: str = "", **params: object) -> None:
        finding = Finding(self.file, self.number, column, code, shortened(value), suggestion, params)
        self.has_errors = self.has_errors or finding.severity == "error"
        self.findings.add(finding)


class CsvFile:
    """One file of an import. Rows and blank rows are counted while it is read."""

    def __init__(self, path: Path, expected: Format, findings: Findings) -> None:
        self.path = path
        self.name = path.name
        self.expected = expected
        self.findings = findings
        self.sha256 = ""
        self.rows = 0
        self.blank_rows = 0

    def __iter__(self) -> Iterator[Row]:
        """The rows below the header. Raises FileRefused for a file that is no such CSV, OSError for none."""
        with self.path.open("rb") as file:
            self._check_size(file)
            self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            yield from self._rows(file)

    def _check_size(self, file: BinaryIO) -> None:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        if not size:
            raise FileRefused(Code.FILE_EMPTY)
        if size > MOST_BYTES:
            raise FileRefused(Code.FILE_TOO_LARGE, limit=MOST_BYTES)

    def _rows(self, file: BinaryIO) -> Iterator[Row]:
        lines = _lines(file)
        first = next(lines, "")
        if not first.strip():
            raise FileRefused(Code.HEADER_EMPTY, row=1, place=1)
        reader = csv.reader(_again(first, lines), delimiter=_delimiter(first), strict=True)
        columns: list[str] = []
        number = 1
        try:
            columns = checked_header(next(reader), self.expected)
            for number, cells in enumerate(reader, 2):
                if not any(map(str.strip, cells)):
                    self.blank_rows += 1
                    continue
                self._count(number)
                yield self._row(number, columns, cells)
        except csv.Error as error:
            raise _refused(error, number + bool(columns)) from error
        if not self.rows:
            raise FileRefused(Code.NO_ROWS)

    def _count(self, number: int) -> None:
        self.rows += 1
        if self.rows > MOST_ROWS:
            raise FileRefused(Code.TOO_MANY_ROWS, row=number, limit=MOST_ROWS)

    def _row(self, number: int, columns: list[str], cells: list[str]) -> Row:
        row = Row(self.name, number, columns, self.findings)
        if len(cells) != len(columns):
            row.is_ragged = True
            row.found(Code.RAGGED_ROW, found=len(cells), expected=len(columns))
            return row
        for column, cell in zip(columns, cells, strict=True):
            if len(cell) > LONGEST_CELL:
                raise FileRefused(Code.CELL_TOO_LONG, row=number, column=column, value=cell, limit=LONGEST_CELL)
            if cell:
                row[column] = cell
                if unseen := UNSEEN.search(cell):
                    row.found(Code.CONTROL_CHARACTER, column, cell, character=f"U+{ord(unseen[0]):04X}")
        return row


def _lines(file: BinaryIO) -> Iterator[str]:
    """Lines with their ends. Raises FileRefused for what is no UTF-8, for NUL and for a line without an end."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        while line := text.readline(LONGEST_LINE + 1):
            if NUL in line:
                raise FileRefused(Code.NUL_CHARACTER)
            if len(line) > LONGEST_LINE:
                raise FileRefused(Code.CELL_TOO_LONG, limit=LONGEST_CELL)
            yield line
    except UnicodeDecodeError as error:
        raise FileRefused(Code.NOT_UTF8, byte=f"0x{error.object[error.start]:02X}") from error


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(header: str) -> str:
    """The one that stands most often in the header: names of columns have none of them."""
    return max(DELIMITERS, key=header.count)


def _refused(error: csv.Error, row: int) -> FileRefused:
    if "field limit" in str(error):
        return FileRefused(Code.CELL_TOO_LONG, row=row, limit=LONGEST_CELL)
    return FileRefused(Code.CSV_BROKEN, row=row, reason=str(error))
