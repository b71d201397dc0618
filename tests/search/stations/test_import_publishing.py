"""One pointer, two people, and one winner."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, connections
from wagtail.models import ModelLogEntry

from portal.accounts.four_eyes import SecondPersonNeeded
from search.stations.imports import NotPublished, publish, published, publishing, roll_back, stage, version_before
from search.stations.models import DatasetVersion, PrecinctState
from tests.factories.people import user
from tests.search.stations.importing import station, text

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def author(db):
    return user()


@pytest.fixture
def second(db):
    return user()


def test_a_version_is_published_as_a_whole(files, author, second):
    version = files.stage(station(), by=author).version
    publish(version, author, second)
    assert published() == version
    assert (version.status, version.approved_by) == ("published", second)
    assert version.published_at is not None


def test_the_version_before_is_superseded(files, author, second):
    first, then = files.stage(by=author).version, files.stage(by=author).version
    publish(first, author, second)
    publish(then, author, second)
    assert dict(DatasetVersion.objects.values_list("pk", "status")) == {first.pk: "superseded", then.pk: "published"}
    assert published() == then


def test_back_leads_to_what_was_public_before(files, author, second):
    """Not to the newest of those that were taken back."""
    first, wrong, then = (files.stage(by=author).version for _number in range(3))
    with time_machine.travel(NOON, tick=False):
        publish(first, author, second)
    publish(wrong, author, second)
    assert roll_back(author, second) == first
    publish(then, author, second)
    assert roll_back(author, second) == first
    with pytest.raises(NotPublished):
        roll_back(author, second)
    first.refresh_from_db()
    assert first.published_at == NOON
    publish(then, author, second)
    assert version_before() == first


def test_what_was_done_is_logged(files, author, second):
    first = files.stage(by=author).version
    publish(first, author, second)
    publish(files.stage(by=author).version, author, second)
    roll_back(author, second)
    entries = list(ModelLogEntry.objects.filter(content_type__model="datasetversion").order_by("pk"))
    assert [entry.user for entry in entries] == [second] * 3
    assert {entry.data["by"] for entry in entries} == {author.pk}
    assert [entry.data["is_roll_back"] for entry in entries] == [False, False, True]
    assert {entry.data["approved_by"] for entry in entries} == {second.pk}


@pytest.mark.parametrize("superuser", [True, False])
@pytest.mark.parametrize("act", ["alone", "own", "inactive", "roll_back"])
def test_nobody_publishes_alone(files, superuser, act):
    author, second = user(superuser=superuser), user(superuser=superuser)
    first, then = files.stage(by=author).version, files.stage(by=author).version
    publish(first, author, second)
    if act == "inactive":
        type(second).objects.filter(pk=second.pk).update(is_active=False)
    if act == "roll_back":
        publish(then, author, second)
    people = {"alone": (author, author), "own": (second, author), "inactive": (author, second)}
    with pytest.raises(SecondPersonNeeded):
        if act == "roll_back":
            roll_back(second, second)
        else:
            publish(then, *people[act])
    assert published() == (then if act == "roll_back" else first)


def test_a_version_that_nobody_staged_by_name_needs_two_people_too(files, author, second):
    version = files.stage().version
    with pytest.raises(SecondPersonNeeded):
        publish(version, author, author)
    publish(version, author, second)
    assert published() == version


@pytest.mark.parametrize("which", ["same", "older", "with errors", "gone"])
def test_a_version_that_can_t_be_published(files, author, second, which):
    older, same, wrong, gone = (files.stage(by=author).version for _number in range(4))
    publish(older, author, second)
    publish(same, author, second)
    DatasetVersion.objects.filter(pk=wrong.pk).update(row_counts={"errors": 1})
    DatasetVersion.objects.get(pk=gone.pk).delete()
    with pytest.raises(NotPublished):
        publish({"same": same, "older": older, "with errors": wrong, "gone": gone}[which], author, second)
    assert published() == same


def test_back_and_forth(files, author, second):
    versions = [files.stage(by=author).version for _number in range(3)]
    for version in versions:
        publish(version, author, second)
    assert roll_back(author, second) == versions[1] == published()
    assert roll_back(author, second) == versions[0] == published()
    with pytest.raises(NotPublished):
        roll_back(author, second)
    publish(versions[2], author, second)
    assert published() == versions[2]
    assert sorted(DatasetVersion.objects.values_list("status", flat=True)) == ["published", "superseded", "superseded"]


def test_there_is_nothing_to_go_back_to(db, author, second):
    with pytest.raises(NotPublished):
        roll_back(author, second)


def test_editors_decisions_outlive_versions(files, author, second):
    publish(files.stage(by=author).version, author, second)
    PrecinctState.objects.create(precinct_uid="11-1-territorial", status="suspended", reason={"kk": "Су"})
    publish(files.stage(by=author).version, author, second)
    assert PrecinctState.objects.get().status == "suspended"


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("same", [True, False])
def test_of_two_at_once_one_wins(committed, tmp_path, monkeypatch, is_first, same):
    path = tmp_path / "stations.csv"
    path.write_text(text([station()]), "utf-8")
    author, second = user(), user()
    before, one, other = (stage(path, by=author).version for _number in range(3))
    if not is_first:
        publish(before, author, second)
    both_have_looked = threading.Barrier(2, timeout=20)
    looks = publishing.published
    looked = threading.local()

    def look():
        found = looks()
        if not getattr(looked, "once", False):
            looked.once = True
            both_have_looked.wait()
        return found

    monkeypatch.setattr(publishing, "published", look)
    outcomes = []

    def race(version):
        try:
            publish(version, author, second)
            outcomes.append(version.pk)
        except NotPublished:
            outcomes.append(None)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=race, args=(version,)) for version in (one, one if same else other)]
    connection.close()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(40)
    (winner,) = [pk for pk in outcomes if pk]
    assert len(outcomes) == 2
    monkeypatch.undo()
    assert published().pk == winner
    assert DatasetVersion.objects.filter(status="published").count() == 1
