"""What is marked as about polls is gone at the second the law says, in every language, and comes back by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from portal.elections.models import Election
from portal.publication import blackout
from portal.publication.models import Restriction
from tests.factories import announcements, elections, files, records
from tests.factories.sites import LANGUAGES
from tests.publication.surfaces import EVERYWHERE, Canary, fetched, seen

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
# 20 November 2022: from 15 November 00:00 to the end of voting day, Astana.
T0, T1 = datetime(2022, 11, 14, 18, tzinfo=UTC), datetime(2022, 11, 20, 18, tzinfo=UTC)
INSIDE = (T0, T0 + SECOND, T0 + (T1 - T0) / 2, T1 - SECOND)
OUTSIDE = (T0 - SECOND, T1, T1 + SECOND)


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture
def election():
    with at(T0 - timedelta(days=30)):
        return elections.election(days=[date(2022, 11, 20)], slug="president", called_on=date(2022, 9, 21))


@pytest.fixture
def canary(election):
    """A page with figures, with a picture and a file of its own, in each language."""
    made, key = {}, None
    with at(T0 - timedelta(days=20)):
        for language in LANGUAGES:
            one = Canary(language, "shut")
            picture, document = files.picture(f"{one.file_name}.png"), files.document(f"{one.file_name}.pdf")
            one.addresses = [picture.file.url, files.rendition(picture).url, document.url]
            page = announcements.announcement(
                language, key=key, title=one.title, slug=one.slug, lead=one.words,
                body=[("picture", {"image": picture, "alt": one.words, "caption": ""}),
                      ("documents", {"documents": [document]})],
            )  # fmt: skip
            key = page.translation_key
            made[language] = one
    Restriction.objects.create(key=key)
    made["key"] = key
    return made


@pytest.mark.parametrize("instant", INSIDE)
def test_inside_the_window_it_is_nowhere(canary, visitor, instant):
    with at(instant):
        for language in LANGUAGES:
            assert (seen(visitor, canary[language]), fetched(visitor, canary[language])) == (set(), set()), language


@pytest.mark.parametrize("instant", OUTSIDE)
def test_outside_it_is_everywhere(canary, visitor, instant):
    with at(instant):
        for language in LANGUAGES:
            assert seen(visitor, canary[language]) >= EVERYWHERE
            assert fetched(visitor, canary[language]) == set(canary[language].addresses)


def test_what_is_not_marked_stays(election, visitor):
    with at(T0 - timedelta(days=1)):
        page = announcements.announcement("en")
    with at(T0):
        assert visitor.get(page.url).status_code == 200


@pytest.mark.parametrize(("of", "closed"), [("none", True), ("this", True), ("another", False), ("both", True)])
def test_a_mark_is_of_all_elections_or_of_some(election, visitor, of, closed):
    with at(T0 - timedelta(days=10)):
        other = elections.election(days=[date(2025, 1, 12)])
        page = announcements.announcement("en")
    mark = Restriction.objects.create(key=page.translation_key)
    mark.elections.set({"none": [], "this": [election], "another": [other], "both": [election, other]}[of])
    with at(T0):
        assert (visitor.get(page.url).status_code != 200) == closed


def test_no_copy_of_an_answer_outlives_the_beginning(canary, visitor):
    with at(T0 - timedelta(seconds=20)):
        response = visitor.get("/en/")
        assert response["Expires"] == "Mon, 14 Nov 2022 17:59:59 GMT"


def test_a_moved_voting_day_moves_the_window_at_once(election, canary, visitor):
    with at(T0):
        assert visitor.get("/en/").status_code == 200
        draft = Election.objects.get(pk=election.pk)
        draft.rounds.all()[0].first_day = date(2022, 12, 4)
        changed = draft.rounds.all()[0]
        changed.first_day = date(2022, 12, 4)
        draft.rounds = [changed]
        elections.publish(draft)
        assert fetched(visitor, canary["en"]) == set(canary["en"].addresses)
    with at(T0 + timedelta(days=14)):
        assert fetched(visitor, canary["en"]) == set()


def test_an_election_that_is_only_a_draft_closes_nothing(visitor):
    with at(T0 - timedelta(days=10)):
        elections.election(days=[date(2022, 11, 20)], live=False)
        page = announcements.announcement("en")
    Restriction.objects.create(key=page.translation_key)
    with at(T0):
        assert visitor.get(page.url).status_code == 200


@pytest.mark.parametrize("law", ["nowhere.toml", "broken.toml"])
def test_without_a_law_that_can_be_read_everything_marked_is_closed(canary, visitor, settings, tmp_path, law):
    path = tmp_path / law
    if law == "broken.toml":
        path.write_text("[[blackouts]]\n")
    settings.ELECTION_LAW = str(path)
    blackout.forget()
    for instant in OUTSIDE:
        with at(instant):
            assert fetched(visitor, canary["en"]) == set()


def test_dates_that_contradict_the_law_close_everything_marked(canary, visitor, settings):
    settings.ELECTION_LAW = "sg"
    with at(T0 - timedelta(days=60)):
        # Called after its voting day.
        elections.election(days=[date(2022, 9, 25)], called_on=date(2022, 10, 1))
    with at(datetime(2023, 1, 1, tzinfo=UTC)):
        assert fetched(visitor, canary["en"]) == set()


def test_two_elections_close_what_either_closes(canary, visitor):
    with at(T0 - timedelta(days=30)):
        elections.election(days=[date(2022, 11, 23)])
    with at(T1):
        assert fetched(visitor, canary["en"]) == set()
    with at(datetime(2022, 11, 23, 18, tzinfo=UTC)):
        assert fetched(visitor, canary["en"]) == set(canary["en"].addresses)


def test_a_marked_fact_closes_its_pages(election, visitor):
    with at(T0 - timedelta(days=10)):
        meeting = records.meeting()
        pages = records.pages(meeting)
    Restriction.objects.create(key=meeting.key)
    with at(T0):
        assert {visitor.get(page.url).status_code for page in pages.values()} != {200}


def test_a_rule_that_only_forbids_promotion_keeps_the_address(canary, visitor, settings):
    settings.ELECTION_LAW = "fr"
    blackout.forget()
    with at(datetime(2022, 11, 20, 6, tzinfo=UTC)):
        one = canary["en"]
        assert seen(visitor, one) == {"page"}


@pytest.mark.parametrize("verb", ["get", "head", "post", "put", "delete", "options"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closed_page_says_by_which_law_and_until_when(canary, visitor, verb, language):
    with at(T0):
        response = getattr(visitor, verb)(canary[language].path)
    assert response.status_code == 451
    assert response["Cache-Control"] == "no-store"
    assert response["Retry-After"] == "Sun, 20 Nov 2022 18:00:00 GMT"
    assert response["Link"] == '<https://testserver/>; rel="blocked-by"'
    assert not {"ETag", "Last-Modified", "Expires"} & set(response.headers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_page_is_in_the_reader_s_language(canary, visitor, language):
    with at(T0):
        text = " ".join(visitor.get(canary[language].path).content.decode().replace("\xa0", " ").split())
    said = {
        "kk": ["Заңмен жабылған", "2022 жылғы 15 қараша, 00:00", "2022 жылғы 21 қараша, 00:00", "Конституциялық заң"],
        "ru": ["Закрыто по закону", "15 ноября 2022 г., 00:00", "21 ноября 2022 г., 00:00", "Конституционный закон"],
        "en": ["Closed by law", "15 November 2022, 00:00", "21 November 2022, 00:00", "Constitutional Law"],
    }
    for words in [*said[language], "28(9)", "UTC+6", "Election"]:
        assert words in text, words
    assert "Zq" not in text


@pytest.mark.parametrize("state", ["draft", "expired", "missing"])
def test_what_was_never_public_there_is_missing_as_ever(election, visitor, state):
    with at(T0 - timedelta(days=10)):
        page = announcements.announcement("en", live=state != "draft")
        if state == "expired":
            type(page).objects.filter(pk=page.pk).update(expire_at=T0 - timedelta(days=1))
    Restriction.objects.create(key=page.translation_key)
    with at(T0):
        assert visitor.get(page.url if state != "missing" else "/en/announcements/nothing/").status_code == 404


@pytest.mark.parametrize("written", [T0 - SECOND, T0, T1])
def test_nothing_that_a_cache_kept_crosses_the_edge_of_a_window(election, written):
    with at(written):
        cache.set("zqfragment", written, timeout=None)
    for instant in (*OUTSIDE, *INSIDE):
        with at(instant):
            same_state = (instant in INSIDE) == (written in INSIDE)
            assert cache.get("zqfragment") == (written if same_state else None), instant


def test_two_overlapping_windows_are_another_state(election):
    with at(T0):
        cache.set("zqfragment", 1, timeout=None)
        elections.election(days=[date(2022, 11, 21)], called_on=date(2022, 9, 21))
        assert cache.get("zqfragment") == 1
    with at(T0 + timedelta(days=1)):
        assert cache.get("zqfragment") is None
