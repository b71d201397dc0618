"""Versions of the directory in the admin: who staged one doesn't publish it, and nobody is overtaken in silence."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.accounts.roles import Role
from search.stations.imports import publish, published
from search.stations.models import DatasetVersion
from tests.factories.elections import election
from tests.factories.people import speaks, speaks_english, user
from tests.search.stations.editing import html
from tests.search.stations.importing import station

EDITOR, OFFICER, REGISTRAR, ELECTIONS, AUDITOR = Role


def address(name, *args):
    return reverse(f"directory_versions:{name}", args=args)


@pytest.fixture
def author(login):
    client = login(REGISTRAR)
    speaks_english(client.user)
    return client


@pytest.fixture
def second(login):
    client = login(ELECTIONS)
    speaks_english(client.user)
    return client


def seen():
    return {"instead_of": getattr(published(), "pk", "")}


def test_one_stages_and_another_publishes(files, author, second):
    version = files.stage(station(), by=author.user).version
    assert address("publish", version.pk) in html(second.get(address("index")))
    assert second.get(address("publish", version.pk)).status_code == 200
    assert published() is None
    assert second.post(address("publish", version.pk), seen()).status_code == 302
    version.refresh_from_db()
    assert (published(), version.approved_by) == (version, second.user)
    entry = ModelLogEntry.objects.filter(content_type__model="datasetversion").get()
    assert (entry.user, entry.data["by"]) == (second.user, author.user.pk)


@pytest.mark.parametrize(
    ("roles", "superuser"),
    [((REGISTRAR,), False), ((REGISTRAR, ELECTIONS), False), (tuple(Role), False), ((), True)],
    ids=["registrar", "two groups", "every group", "superuser"],
)
def test_nobody_publishes_what_they_staged(files, login, roles, superuser):
    client = login(*roles, superuser=superuser)
    speaks_english(client.user)
    version = files.stage(by=client.user).version
    assert address("publish", version.pk) not in html(client.get(address("index")))
    response = client.post(address("publish", version.pk), seen(), follow=True)
    assert published() is None
    assert "Somebody else has to approve this" in html(response)


def test_what_nobody_staged_by_name_is_not_published_by_one_person(files, second):
    version = files.stage().version
    response = second.post(address("publish", version.pk), seen(), follow=True)
    assert published() is None
    assert "Somebody else has to approve this" in html(response)


@pytest.mark.parametrize("role", [EDITOR, OFFICER, AUDITOR])
def test_who_may_not(files, author, login, role):
    first, then = (files.stage(by=author.user).version for _number in range(2))
    publish(first, author.user, user())
    publish(then, author.user, user())
    client = login(role)
    version = files.stage(by=author.user).version
    for name, pk in [("publish", version.pk), ("roll_back", then.pk)]:
        for ask in (client.get, client.post):
            assert ask(address(name, pk), seen()).status_code in {302, 403}
        if role == AUDITOR:
            assert address(name, pk) not in html(client.get(address("index")))
    assert published() == then


def test_back_to_the_version_before(files, author, second):
    first, then = (files.stage(by=author.user).version for _number in range(2))
    publish(first, author.user, second.user)
    publish(then, author.user, second.user)
    assert address("roll_back", then.pk) in html(second.get(address("index")))
    assert str(first.pk) in html(second.get(address("roll_back", then.pk)))
    assert second.post(address("roll_back", then.pk), seen()).status_code == 302
    assert published() == first
    # The newer one can be published again.
    assert address("publish", then.pk) in html(second.get(address("index")))


def test_who_staged_the_version_before_does_not_go_back_to_it(files, author, second):
    first, then = (files.stage(by=author.user).version for _number in range(2))
    publish(first, author.user, second.user)
    publish(then, author.user, second.user)
    response = author.post(address("roll_back", then.pk), seen(), follow=True)
    assert "Somebody else has to approve this" in html(response)
    assert published() == then


@pytest.mark.parametrize("name", ["publish", "roll_back"])
def test_what_was_confirmed_is_what_was_seen(files, author, second, name):
    """The page was open while somebody else published another version."""
    versions = [files.stage(by=author.user).version for _number in range(4)]
    for version in versions[:2]:
        publish(version, author.user, second.user)
    before = seen()
    publish(versions[2], author.user, user())
    pk = versions[3].pk if name == "publish" else versions[1].pk
    response = second.post(address(name, pk), before, follow=True)
    assert "Somebody has just published another version" in html(response)
    assert published() == versions[2]


# Which version; what is said of it.
REFUSED = {
    "published": "published already",
    "older": "newer version is published",
    "with errors": "has errors",
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_is_refused_says_why(files, author, second, which):
    older, same, wrong = (files.stage(by=author.user).version for _number in range(3))
    publish(older, author.user, second.user)
    publish(same, author.user, second.user)
    DatasetVersion.objects.filter(pk=wrong.pk).update(row_counts={"errors": 1})
    pk = {"published": same, "older": older, "with errors": wrong}[which].pk
    assert REFUSED[which] in html(second.post(address("publish", pk), seen(), follow=True))
    assert published() == same


@pytest.mark.parametrize("instead_of", [None, "", "abc", "-1", "9" * 40, "9" * 5_000])
def test_a_forged_form_publishes_nothing(files, author, second, instead_of):
    first, then = (files.stage(by=author.user).version for _number in range(2))
    publish(first, author.user, second.user)
    data = {} if instead_of is None else {"instead_of": instead_of}
    assert second.post(address("publish", then.pk), data).status_code == 302
    assert published() == first


def test_a_version_that_is_unknown_is_missing(db, second):
    for name in ("publish", "roll_back"):
        assert second.get(address(name, 999)).status_code == 404
        assert second.post(address(name, 999), seen()).status_code == 404


def test_the_second_person_reads_what_the_import_found(files, author, second):
    files.stage(by=author.user, election=(now := election(days=[date(2077, 1, 10)])))
    publish(DatasetVersion.objects.get(), author.user, second.user)
    then = files.stage(station(phones="=cmd", latitude="", longitude=""), by=author.user).version
    page = html(second.get(address("publish", then.pk)))
    for said in ("stations.csv:2", "look like a telephone number", "=cmd", "no point on the map", "for no election"):
        assert said in page, said
    assert now.short_title["en"] in page
    speaks(second.user, "ru")
    assert "не похоже на номер телефона" in html(second.get(address("publish", then.pk)))


def test_the_list_says_how_much_and_who(files, author, second):
    files.stage(by=author.user)
    page = html(second.get(address("index")))
    for words in (author.user.username, "waiting for approval", "UTC+", "Stations: 1"):
        assert words in page, words


def test_a_version_is_not_edited(files, author, second):
    version = files.stage(by=author.user).version
    for path in ("new/", f"edit/{version.pk}/", f"delete/{version.pk}/"):
        assert second.get(address("index") + path).status_code == 404
