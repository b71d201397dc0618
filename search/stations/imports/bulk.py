"""Writes millions of rows of few tables inside one transaction.

Ids are given out here, before rows are written, so that rows may refer to each other while they wait. References are
checked when the transaction ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

# The databases' own types for these; other values go as they are.
PREPARED = (models.JSONField, models.DecimalField, models.DateField, models.TimeField)
IDS_AT_ONCE = 2_000


class Table:
    """Rows that wait to be written to a model's table."""

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        meta = model._meta
        fields: list[Any] = [meta.get_field(column) for column in columns]
        self.model = model
        self._prepare = [_prepared(field) for field in fields]
        self._table = connection.ops.quote_name(meta.db_table)
        self._columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        self._rows: list[tuple[Any, ...]] = []
        self._ids: list[int] = []
        self._last_id = 0
        self.written = 0

    def next_id(self) -> int:
        """An id that nobody else gets; later ones are higher."""
        if not self._ids:
            self._ids = self._new_ids()[::-1]
            self._last_id = self._ids[0]
        return self._ids.pop()

    def _new_ids(self) -> list[int]:
        """Ids in ascending order. SQLite has one writer at a time, and that is us once the version's row is written."""
        name = self.model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
                cursor.execute(sequence, [name, IDS_AT_ONCE])
                return sorted(row[0] for row in cursor.fetchall())
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [name])
            used = max((row[0] for row in cursor.fetchall()), default=0)
        first = max(used, self._last_id) + 1
        return list(range(first, first + IDS_AT_ONCE))

    def add(self, *values: Any) -> None:
        self._rows.append(_prepare_row(self._prepare, values))

    def update(self, key: str, *columns: str, rows: Iterable[Sequence[Any]]) -> None:
        """Write some columns of rows anew, each row beginning with its key."""
        fields: list[Any] = [self.model._meta.get_field(column) for column in columns]
        prepare = [_prepared(field) for field in fields]
        values = [(*_prepare_row(prepare, row[1:]), row[0]) for row in rows]
        sets = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields)
        with connection.cursor() as cursor:
            statement = f"UPDATE {self._table} SET {sets} WHERE {connection.ops.quote_name(key)} = %s"  # noqa: S608 - names of our own tables
            cursor.executemany(statement, values)

    def flush(self) -> None:
        """Write what waits."""
        if not self._rows:
            return
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._table} ({self._columns}) FROM STDIN") as copy:
                    for row in self._rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self._prepare))
                cursor.executemany(f"INSERT INTO {self._table} ({self._columns}) VALUES ({marks})", self._rows)  # noqa: S608 - names of our own tables
        self.written += len(self._rows)
        self._rows.clear()


Prepare = Callable[[Any], Any] | None


def _prepare_row(prepare: Sequence[Prepare], values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(value if as_kept is None else as_kept(value) for as_kept, value in zip(prepare, values, strict=True))


def _prepared(field: Any) -> Prepare:
    if isinstance(field, PREPARED):
        return lambda value: None if value is None else field.get_db_prep_save(value, connection)
    return None
