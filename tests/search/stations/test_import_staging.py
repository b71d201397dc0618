"""All of an import is staged, or nothing is."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc

import pytest
from django.apps import apps
from django.db import connection

from search.stations.imports import publish, published, staging
from search.stations.imports.bulk import Table
from search.stations.models import DatasetVersion, Precinct, StreetSegment
from tests.factories.people import user
from tests.search.stations.importing import codes, other, segment, station, text


def rows():
    return {model._meta.label: model._base_manager.count() for model in apps.get_app_config("stations").get_models()}


def test_a_version_says_where_it_comes_from(files):
    author = user()
    staged = files.stage(station(), segments=[segment()], by=author)
    version = DatasetVersion.objects.get()
    assert (staged.version, version.status, version.staged_by) == (version, "staged", author)
    assert len(version.source_sha256) == 64
    assert version.row_counts == {
        **{"stations": 1, "locations": 1, "units": 2, "streets": 2, "aliases": 0, "segments": 3},
        **{"errors": 0, "warnings": 0},
    }
    assert published() is None


def test_one_error_refuses_everything(files):
    first = files.stage(station()).version
    publish(first, user(), user())
    before = rows()
    staged = files.stage(station(number="5"), other(), station(number="6", zone="x"), segments=[segment(number="5")])
    assert staged.is_refused
    assert staged.version is None
    assert rows() == before
    assert published() == first


def test_a_dry_run_writes_nothing_and_finds_the_same(files):
    before = rows()
    good = files.stage(station(), segments=[segment()], dry_run=True)
    assert (good.version, good.counts["stations"], good.counts["segments"]) == (None, 1, 3)
    bad = files.stage(station(zone="x"), dry_run=True)
    assert codes(bad) == codes(files.stage(station(zone="x"))) == ["zone_unknown"]
    assert rows() == before


class Killed(BaseException):
    """What no handler catches."""


@pytest.mark.parametrize("name", ["_build_index", "check_streets", "_analyse"])
def test_nothing_is_left_of_an_import_that_dies(files, monkeypatch, name):
    def dies(*arguments):
        assert Precinct.objects.exists()
        raise Killed

    before = rows()
    monkeypatch.setattr(staging, name, dies)
    with pytest.raises(Killed):
        files.stage(station(), segments=[segment()])
    assert rows() == before


KILLED = """
import os, signal, sys, django
django.setup()
from pathlib import Path
from django.db import connection
if connection.vendor == "sqlite":
    connection.settings_dict["NAME"] = sys.argv[1]
else:
    connection.settings_dict["NAME"] = sys.argv[1]
from search.stations.imports import staging
def die(version):
    os.kill(os.getpid(), signal.SIGKILL)
staging._build_index = die
staging.stage(Path(sys.argv[2]))
"""


def test_nothing_is_left_of_a_process_that_is_killed(committed, tmp_path):
    before = rows()
    path = tmp_path / "stations.csv"
    path.write_text(text([station(), other()]), "utf-8")
    database = str(connection.settings_dict["NAME"])
    connection.close()
    ended = subprocess.run([sys.executable, "-c", KILLED, database, str(path)], check=False, capture_output=True)
    assert ended.returncode == -9, ended.stderr.decode()
    assert rows() == before
    staged = staging.stage(path)
    assert staged.counts["stations"] == 2


def test_versions_stand_beside_each_other(files):
    first, second = files.stage(station()).version, files.stage(station(), other()).version
    assert Precinct.objects.filter(version=first).count() == 1
    assert Precinct.objects.filter(version=second).count() == 2
    assert first.pk < second.pk
    first.delete()
    assert Precinct.objects.count() == 2


def test_ids_go_up_over_many_batches(files, monkeypatch):
    monkeypatch.setattr(staging, "ROWS_AT_ONCE", 7)
    monkeypatch.setattr("search.stations.imports.bulk.IDS_AT_ONCE", 3)
    many = [station(number=str(number), streets=f"ул. {number} | 1, 3, 5") for number in range(1, 60)]
    staged = files.stage(*many)
    assert codes(staged) == []
    assert list(Precinct.objects.order_by("pk").values_list("number", flat=True)) == [row["number"] for row in many]
    assert StreetSegment.objects.count() == 59 * 3
    made = Precinct.objects.first()
    made.pk = None
    made.uid = "made-by-the-orm"
    made.save()
    assert made.pk > Precinct.objects.exclude(pk=made.pk).latest("pk").pk
    assert files.stage(station()).version


def test_a_table_refuses_rows_of_another_width(db):
    with pytest.raises(ValueError, match="zip"):
        Table(DatasetVersion, "id", "status").add(1)


def test_memory_grows_by_little(files, monkeypatch):
    """By numbers of stations and digests of streets, and by no row: 8 MB of text are read."""
    monkeypatch.setattr(staging, "ROWS_AT_ONCE", 50)
    many = [station(number=str(number), streets=f"ул. {number} | 1") for number in range(1, 1_001)]
    path = files.write(text([{**row, "territory_ru": "А" * 4_000} for row in many]))
    staging.stage(files.write(text([station()]), "first.csv"), dry_run=True)
    tracemalloc.start()
    staging.stage(path, dry_run=True)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000
