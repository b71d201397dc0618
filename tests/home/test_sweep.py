"""The sweep finds nothing while the law closes polls; and it would: take any guard away, and it finds something."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import get_resolver, resolve
from django.utils.translation import override
from wagtail import hooks
from wagtail.models import get_page_models

from home.sweep import doors, planting
from home.sweep.sweep import Sweep
from observers.records.polls import polls_of
from portal.basepage.guarded import GuardedSectionMiddleware
from portal.basepage.models import AbstractPage, BasePage
from portal.elections.law.windows import Window
from portal.files import views as files_views
from portal.publication import blackout, restrictions, visibility
from search.stations import urls as stations
from tests.factories.sites import LANGUAGES
from tests.test_completeness import public_names

NOON = datetime(2022, 11, 16, 6, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def canaries(django_db_setup, django_db_blocker):
    """What the sweep looks for, taken away with the last test of this file."""
    with django_db_blocker.unblock(), planting.planted_for(NOON) as (planted, one):
        yield planted, one


@pytest.fixture
def sweep(canaries, db):
    return Sweep(*canaries, small=True)


def found(report):
    return sorted({f"{leak.door.name}: {leak.what}" for leak in report.leaks})


def test_nothing_leaves_while_the_law_closes_it(sweep):
    report = sweep.run()
    assert found(report) == []


def test_the_canary_is_seen_while_it_may_be(sweep):
    (names,) = sweep.run().seen.values()
    never = {
        "calendar of all elections",
        "election",
        "windows as data",
        "what is allowed when",
        "list of feeds",
        "finder of stations",
        "low-vision form",
        "register of polling organisations",
        "register as CSV",
        "register as JSON",
    }
    offered = {door.name for door in doors.doors(sweep.planted, sweep.languages)}
    assert offered - names == never


# --- One guard fewer ---


def no_mark(patch):
    patch.setattr(blackout, "_marks", [])


def no_polls_by_themselves(patch):
    patch.setattr(blackout, "_marks", [one for one in blackout._marks if one is not polls_of])


def no_pages_of_closed_facts(patch):
    patch.setattr(restrictions, "_following", [])


def no_guard_at_the_door(patch):
    patch.setitem(hooks._hooks, "before_serve_page", [])


def no_guard_of_the_section(patch):
    patch.setattr(GuardedSectionMiddleware, "__call__", lambda self, request: self.get_response(request))


def lists_that_ask_for_published_only(patch):
    patch.setattr(visibility, "listed_q", lambda model, now=None: visibility.published_q(now or NOON))


def addresses_that_ask_for_published_only(patch):
    patch.setattr(visibility, "visible_q", lambda model, now=None: visibility.published_q(now or NOON))


def no_guard_of_files(patch):
    patch.setattr(files_views, "is_public", lambda file: True)


def links_to_whatever_there_is(patch):
    patch.setattr(BasePage, "get_url_parts", AbstractPage.get_url_parts)


def a_window_that_begins_a_second_late(patch):
    patch.setattr(Window, "covers", lambda self, now: self.start < now < self.end)


def a_window_that_ends_a_second_early(patch):
    patch.setattr(Window, "covers", lambda self, now: self.start <= now < self.end - SECOND)


GUARDS = [
    no_mark,
    no_polls_by_themselves,
    no_pages_of_closed_facts,
    no_guard_at_the_door,
    no_guard_of_the_section,
    lists_that_ask_for_published_only,
    addresses_that_ask_for_published_only,
    no_guard_of_files,
    links_to_whatever_there_is,
    a_window_that_begins_a_second_late,
    a_window_that_ends_a_second_early,
]


@pytest.mark.parametrize("take_away", GUARDS, ids=lambda guard: guard.__name__)
def test_without_this_guard_something_leaves(sweep, take_away, monkeypatch):
    instants = sweep.instants
    take_away(monkeypatch)
    sweep.instants = instants
    assert found(sweep.run()) != []


# --- Whole ---

# Public addresses behind which nothing that the law closes can stand.
WITHOUT_CANARY = {"root", "robots", "livez", "readyz", "wagtailcore_login", "wagtailcore_authenticate_with_password"}
# What the directory of stations says is the same whatever is closed; the finder stands for its frame.
WITHOUT_CANARY |= {pattern.name for pattern in stations.urlpatterns} - {"stations"}
# Only names of files, and the stations' own; the pages' file is swept.
WITHOUT_CANARY |= {"sitemap_index", "sitemap_section"}


def test_every_public_address_is_swept(sweep):
    asked = set()
    for door in doors.doors(sweep.planted, list(LANGUAGES)):
        language = door.path.split("/")[1]
        with override(language if language in LANGUAGES else "en"):
            match = resolve(door.path.partition("?")[0])
        asked.add(match.view_name)
    assert asked >= set(public_names(get_resolver().url_patterns)) - WITHOUT_CANARY


def test_every_type_of_page_is_planted(sweep):
    texts = {model for model in get_page_models() if hasattr(model, "listed_in")}
    assert {model for _section, model, _name in planting.MODELS.values()} == texts
