"""What the tests of doors and posters ask for by name."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup

from portal.accounts.roles import Role
from tests.announcements.instants import NOW
from tests.factories import elections, people


@pytest.fixture
def frozen(settings, tmp_path):
    """It is NOW, and files are stored where this test alone finds them."""
    settings.MEDIA_ROOT = str(tmp_path)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def president(db):
    return elections.election(slug="president", days=[date(2026, 6, 7)])


@pytest.fixture
def read(visitor):
    """The parsed answer at the address of a page, or at an address."""

    def read(page):
        response = visitor.get(page if isinstance(page, str) else page.url)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return read


@pytest.fixture
def editor(login):
    return login(Role.PRESS_EDITOR)


@pytest.fixture
def english(editor, press_officer):
    """The admin in English, so that its sentences can be compared."""
    for client in (editor, press_officer):
        people.speaks_english(client.user)
