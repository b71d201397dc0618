"""What every test stands on: a prepared site, a fresh process, people with real permissions."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import sites
from tests.factories.people import user

LANGUAGES = sites.LANGUAGES


def pytest_configure(config):
    # Why something was skipped is part of the result.
    config.option.reportchars = (config.option.reportchars or "fE") + "s"


def pytest_unconfigure(config):
    var = Path(settings.VAR_DIR)
    if var.name.startswith("saylau-test-"):
        shutil.rmtree(var, ignore_errors=True)


def lacking(what: str) -> None:
    """Skip a test for want of a server; where servers were promised, fail instead."""
    if os.environ.get("SERVICES_REQUIRED") == "1":
        pytest.fail(f"SERVICES_REQUIRED=1, and this is lacking: {what}")
    pytest.skip(f"lacking: {what}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test begins with the site that an operator begins with."""
    from home.site_setup import prepare_site

    with django_db_blocker.unblock():
        prepare_site()


@pytest.fixture(scope="session")
def prepared_database(django_db_setup, django_db_blocker):
    """What a test that really commits must give back: it takes all tables' rows with it when it ends."""
    from tests.snapshot import Snapshot

    with django_db_blocker.unblock():
        return Snapshot()


@pytest.fixture
def committed(prepared_database, transactional_db):
    """The prepared site in a database to which this test and other processes really commit."""
    prepared_database.restore()


@pytest.fixture(autouse=True)
def nothing_remembered():
    """A test starts as a fresh process does."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import caches
    from django.utils import translation

    from portal.publication import blackout, due, evidence, restrictions

    def forget():
        blackout.forget()
        due.forget()
        evidence.forget()
        restrictions.forget()
        ContentType.objects.clear_cache()
        for name in settings.CACHES:
            caches[name].clear()
        translation.activate(settings.LANGUAGE_CODE)

    forget()
    yield
    forget()


@pytest.fixture
def homes(db):
    """The home page of each language."""
    return sites.homes()


@pytest.fixture
def sections(db):
    """The section of announcements of each language."""
    return sites.sections()


@pytest.fixture
def visitor(db):
    """Somebody without an account."""
    return Client()


@pytest.fixture
def login(db):
    """`login(Role.PRESS_EDITOR, …)`: a client of a new person in these groups, its `client.user`."""

    def logged_in(*roles, superuser=False, person=None):
        client = Client()
        client.user = person or user(*roles, superuser=superuser)
        client.force_login(client.user)
        return client

    return logged_in


@pytest.fixture
def press_officer(login):
    from portal.accounts.roles import Role

    return login(Role.PRESS_OFFICER)


@pytest.fixture
def restricted():
    """Two sets of keys for a test to fill: `closed` and `unlisted`."""
    from portal.publication import restrictions

    class Keys:
        closed: set = set()
        unlisted: set = set()

    keys = Keys()
    keys.closed, keys.unlisted = set(), set()

    def closed(now):
        return keys.closed

    def unlisted(now):
        return keys.unlisted

    restrictions.register(closed=closed, unlisted=unlisted)
    yield keys
    restrictions.unregister(closed)
    restrictions.unregister(unlisted)
