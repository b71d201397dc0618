"""Keeps a copy of the whole test database, for tests that really commit and are followed by others."""

from __future__ import annotations

import sqlite3

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder


class Snapshot:
    """What the database holds now, and a way back to it, whatever was committed in between."""

    def __init__(self):
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            self.copy = sqlite3.connect(":memory:")
            connection.connection.backup(self.copy)
        else:
            with connection.cursor() as cursor:
                self.copy = {table: _copied(cursor, table) for table in _tables(cursor)}

    def restore(self):
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            self.copy.backup(connection.connection)
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(map(_quoted, self.copy))}")
            for table, rows in self.copy.items():
                with cursor.copy(f"COPY {_quoted(table)} FROM STDIN") as target:
                    target.write(rows)
            for reset in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(reset)


def _tables(cursor):
    migrations = MigrationRecorder.Migration._meta.db_table
    return [
        table.name
        for table in connection.introspection.get_table_list(cursor)
        if table.type == "t" and table.name != migrations
    ]


def _models():
    from django.apps import apps

    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _copied(cursor, table):
    with cursor.copy(f"COPY {_quoted(table)} TO STDOUT") as source:
        return b"".join(bytes(chunk) for chunk in source)


def _quoted(name):
    return connection.ops.quote_name(name)
