"""What is answered when something is broken: the probes and the error page, without the database."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from home import views
from tests.factories.sites import LANGUAGES


@pytest.fixture
def no_database(django_db_blocker):
    """Whoever asks the database is told off by pytest-django."""
    with django_db_blocker.block():
        yield


def test_live_asks_nothing(no_database):
    response = Client().get("/livez")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.django_db
def test_ready_while_the_database_answers():
    response = Client().get("/readyz")
    assert (response.status_code, response.content, response.headers["Cache-Control"]) == (200, b"ok", "no-store")


@pytest.mark.django_db
def test_not_ready_when_it_does_not():
    def broken(execute, sql, params, many, context):
        raise OperationalError("could not connect to server")

    with connection.execute_wrapper(broken):
        response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "no-store"
    assert b"could not connect" not in response.content


@pytest.mark.parametrize("phone", ["1414", ""])
def test_the_error_page_needs_no_database_and_speaks_every_language(no_database, settings, phone):
    settings.HELP_PHONE = phone
    response = views.broken(RequestFactory().get("/en/"))
    assert response.status_code == 500
    soup = BeautifulSoup(response.content, "html.parser")
    sections = soup.select("main section")
    assert [section["lang"] for section in sections] == list(LANGUAGES)
    words = [section.get_text(" ", strip=True) for section in sections]
    assert len(set(words)) == len(LANGUAGES)
    assert len(soup.find_all("h1")) == 1
    assert {a["href"] for a in soup.find_all("a")} == ({"tel:1414"} if phone else set())
    assert not soup.find_all("script")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/en/", "/en/announcements/", "/en/search/?q=words", "/en/feed/", "/sitemap.xml", "/en/x/"]
)
def test_a_broken_database_is_the_error_page_and_kept_by_no_cache(path):
    def broken(execute, sql, params, many, context):
        raise OperationalError("could not connect to server")

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(broken):
        response = client.get(path)
    assert response.status_code == 500
    assert "no-store" in response.headers.get("Cache-Control", "no-store")
    assert b"could not connect" not in response.content
    assert len(BeautifulSoup(response.content, "html.parser").select("main section")) == len(LANGUAGES)


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "status"), [("database is locked", 503), ("disk I/O error", 500)])
def test_a_database_that_is_being_written_to_is_worth_another_try(said, status):
    """SQLite has one writer; whoever waited in vain learns that nothing was saved."""

    def held(execute, sql, params, many, context):
        raise OperationalError(said)

    with connection.execute_wrapper(held):
        response = Client(raise_request_exception=False).post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == status
    assert ("Retry-After" in response.headers) == (status == 503)
    assert ("Nothing of what you sent was saved." in response.content.decode()) == (status == 503)
