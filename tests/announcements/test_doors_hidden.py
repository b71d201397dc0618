"""Meetings, events, posters, resolutions: each with words of its own in every place, and none of them while hidden."""

from __future__ import annotations

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.announcements.doors import ONE, everywhere, fetched, mentioned, seen, text_of
from tests.announcements.instants import HOUR, NOW, SECOND
from tests.announcements.planting import HIDDEN, SECTIONS, linkers, plant, word
from tests.factories.sites import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def leading(client, others, planted):
    """Which of some visible pages name it."""
    answers = {path: client.get(path) for path in others}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {path for path, answer in answers.items() if mentioned(text_of(answer), planted.words)}


def unseen_words(client, planted):
    """Words whose absence would prove nothing: they are to be seen nowhere."""
    paths = [path for code in LANGUAGES for name, path in planted.own(code).items() if "picture" not in name]
    text = "".join(text_of(client.get(path)) for path in [*paths, "/en/posters/", "/ru/posters/", "/kk/posters/"])
    unseen = planted.words - mentioned(text, planted.words)
    # Names of files of other kinds stand in their addresses; a meeting's and a poster's files show no title.
    return unseen - (
        {word("doc", planted.kind, code) for code in LANGUAGES} if planted.kind in {"meeting", "poster"} else set()
    )


@pytest.mark.parametrize("kind", SECTIONS)
def test_while_it_is_visible_it_is_in_every_place_and_its_translations_name_each_other(kind, visitor, president):
    planted = plant(kind, election=president)
    assert seen(visitor, planted) == everywhere(planted)
    assert fetched(visitor, planted) == set(planted.files)
    # Working names are for the people who write.
    assert unseen_words(visitor, planted) == {"event": {"Zqnameevent"}, "poster": {"Zqnameposter"}}.get(kind, set())
    for code, path in planted.paths.items():
        soup = BeautifulSoup(visitor.get(path).content, "html.parser")
        alternates = {link["hreflang"]: link["href"] for link in soup.find_all("link", hreflang=True)}
        assert alternates == {other: f"https://testserver{address}" for other, address in planted.paths.items()}
        assert soup.find("link", rel="canonical")["href"] == f"https://testserver{path}"
        assert soup.html["lang"] == code


@pytest.mark.parametrize("how", ["draft", "unpublished"])
@pytest.mark.parametrize("kind", SECTIONS)
def test_while_it_is_hidden_it_is_in_no_place_and_nothing_leads_to_it(kind, how, visitor, president, restricted):
    planted = plant(kind, "draft" if how == "draft" else "live", president)
    if how == "draft":
        assert (seen(visitor, planted), fetched(visitor, planted)) == (set(), set())
        if kind == "event":
            type(planted.record).objects.get(pk=planted.record.pk).get_latest_revision().publish()
    others = linkers(planted, president)
    if how != "draft":
        assert leading(visitor, others, planted) == set(others)
        HIDDEN[how](planted, restricted)
    assert leading(visitor, others, planted) == set()
    assert (seen(visitor, planted, languages=ONE if how == "draft" else LANGUAGES), fetched(visitor, planted)) == (
        set(),
        set(),
    )


@pytest.mark.parametrize("kind", SECTIONS)
def test_what_is_scheduled_is_in_every_place_from_its_instant_on(kind, visitor, president):
    planted = plant(kind, "scheduled", president)
    with time_machine.travel(NOW + HOUR - SECOND, tick=False):
        assert (seen(visitor, planted), fetched(visitor, planted)) == (set(), set())
        others = linkers(planted, president)
        assert leading(visitor, others, planted) == set()
    with time_machine.travel(NOW + HOUR, tick=False):
        assert seen(visitor, planted, languages=ONE) == everywhere(planted)
        assert fetched(visitor, planted) == set(planted.files)
        assert leading(visitor, others, planted) == set(others)


@pytest.mark.parametrize("kind", SECTIONS)
def test_what_expires_is_gone_at_the_second(kind, visitor, president):
    planted = plant(kind, election=president)
    for row in planted.pages.values() or [planted.record]:
        type(row).objects.filter(pk=row.pk).update(expire_at=NOW + HOUR)
    with time_machine.travel(NOW + HOUR - SECOND, tick=False):
        assert seen(visitor, planted, languages=ONE) == everywhere(planted)
        others = linkers(planted, president)
        assert leading(visitor, others, planted) == set(others)
    with time_machine.travel(NOW + HOUR, tick=False):
        assert (seen(visitor, planted), fetched(visitor, planted)) == (set(), set())
        assert leading(visitor, others, planted) == set()


@pytest.mark.parametrize("kind", SECTIONS)
def test_what_is_unlisted_is_read_at_its_address_only_and_what_is_closed_nowhere(kind, visitor, president, restricted):
    planted = plant(kind, election=president)
    restricted.unlisted.add(planted.key)
    assert seen(visitor, planted, languages=ONE) == set(planted.own("en"))
    assert fetched(visitor, planted) == set(planted.files)
    restricted.unlisted.clear()
    paths = [*planted.own("en").values(), *planted.files]
    tags = {path: visitor.get(path).headers.get("ETag", "*") for path in paths}
    others = linkers(planted, president)
    assert leading(visitor, others, planted) == set(others)
    restricted.closed.add(planted.key)
    answers = {path: visitor.get(path, headers={"if-none-match": tag}).status_code for path, tag in tags.items()}
    # An ETag that was known before tells nothing.
    assert set(answers.values()) <= {404, 451}, answers
    assert (seen(visitor, planted), fetched(visitor, planted)) == (set(), set())
    assert leading(visitor, others, planted) == set()
