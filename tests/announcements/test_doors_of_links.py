"""Hidden acts that change others, redirects, files with keys of their own; hidden and missing look the same."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
import time_machine
from wagtail.contrib.redirects.models import Redirect

from portal.files.models import Download
from tests.announcements.doors import mentioned, text_of
from tests.announcements.instants import HOUR, NOW
from tests.announcements.planting import HIDDEN, OWN, SECTIONS, plant, publish_act, texts, word
from tests.factories import files, records
from tests.factories.people import user
from tests.factories.sites import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.mark.parametrize("how", HIDDEN)
def test_an_act_says_nothing_of_a_hidden_act_that_changes_it(how, visitor, president, restricted):
    old = records.resolution("old", date=date(2026, 1, 10))
    planted = plant("resolution", "draft", president)
    act = planted.record
    act.changes = [
        act.changes.model(
            kind="repeals", target=old, effective_on=date(2026, 3, 2), points=texts("points", "resolution")
        )
    ]
    planted.page_words |= {word("points", "resolution", code) for code in LANGUAGES}
    if how == "draft":
        act.save_revision(user=user())
    else:
        act.go_live_at = NOW + HOUR if how == "scheduled" else None
        publish_act(act)
        HIDDEN[how](planted, restricted)
    for code in LANGUAGES:
        for path in (old.path(code), f"/{code}/resolutions/", f"/{code}/resolutions/?stage=in_force"):
            response = visitor.get(path)
            assert not mentioned(text_of(response), planted.words), path
        # Nor does its state tell of the repeal.
        assert "/2026/old/" in visitor.get(f"/{code}/resolutions/?stage=in_force").content.decode()
        assert "/2026/old/" not in visitor.get(f"/{code}/resolutions/?stage=lost_force").content.decode()
    if how in {"closed", "scheduled", "draft"}:
        restricted.closed.clear()
        with time_machine.travel(NOW + HOUR, tick=False):
            gone = how != "draft"
            assert ("/2026/old/" in visitor.get("/en/resolutions/?stage=lost_force").content.decode()) == gone


def test_a_wording_that_a_hidden_act_brings_gives_away_no_words(visitor):
    document = files.document("zqpending.pdf", "Zqpending")
    old = records.resolution("old", date=date(2026, 1, 10), wordings=[("en", date(2026, 1, 10), "<p>As adopted.</p>")])
    by = records.resolution("by", date=date(2026, 3, 1), live=False)
    text = f'<p>Zqpending <a linktype="document" id="{document.pk}">file</a></p>'
    old.wordings = [
        *old.wordings.all(),
        old.wordings.model(language="en", effective_on=date(2026, 3, 1), by=by, text=text),
    ]
    publish_act(old)
    path = old.path("en")
    places = [path, f"{path}text/", f"{path}?day=2026-03-05", f"{path}text/?day=2026-03-05", "/en/resolutions/feed/"]
    assert [place for place in places if "zqpending" in text_of(visitor.get(place))] == []
    publish_act(by)
    assert [place for place in places if "zqpending" not in text_of(visitor.get(place))] == []
    assert visitor.get(document.url).status_code == 200


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_redirect_never_names_a_hidden_address(kind, visitor, restricted):
    planted = plant(kind)
    link = planted.paths["en"]
    target = {"redirect_page": planted.pages["en"]} if planted.pages else {"redirect_link": link}
    Redirect.objects.create(old_path="/en/old", is_permanent=False, **target)
    assert visitor.get("/en/old/")["Location"] == link
    for how in ("closed", "unpublished"):
        HIDDEN[how](planted, restricted)
        if planted.pages:
            assert visitor.get("/en/old/").status_code == 404, how
        restricted.closed.clear()


VERBS = ("get", "head", "options", "post", "put", "patch", "delete", "trace")
# What stands below some address, or below none.
BELOW = ("x/", "files.zip", "calendar.ics", "text/", "feed/", "edit/", "files.zip/x/", "x.ics")


def answers(client, addresses, verb):
    """What addresses say, without the part of them that is their own."""
    found = []
    for path, name in addresses:
        response = getattr(client, verb)(path)
        headers = {key: value for key, value in response.items() if key not in {"Expires", "Date"}}
        found.append((response.status_code, response.content.decode().replace(name, ""), headers))
    return found


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_draft_s_address_and_a_missing_one_answer_the_same(kind, visitor):
    planted = plant(kind, "draft")
    path = planted.paths["ru"]
    # Of the same length, for it stands in the answer.
    name = path.split("/")[-2]
    absent = "absent-and-more"[: len(name)].ljust(len(name), "x")
    pairs = [((path + rest, name), (path.replace(name, absent) + rest, absent)) for rest in OWN[kind].values()]
    shares = [(f"/ru/share/{key}.png", str(key)) for key in (planted.key, uuid.uuid4())]
    for pair in [*pairs, shares]:
        for verb in VERBS:
            first, second = answers(visitor, pair, verb)
            assert first == second, (pair, verb)
            assert first[0] in {404, 405}
    below = {rest: visitor.get(planted.paths["en"] + rest).status_code for rest in BELOW}
    assert below == dict.fromkeys(BELOW, 404)


@pytest.mark.parametrize("kind", SECTIONS)
def test_nothing_is_written_through_a_public_address(kind, visitor):
    planted = plant(kind)
    for verb in ("post", "put", "patch", "delete"):
        for path in planted.own("en").values():
            assert getattr(visitor, verb)(path).status_code in {200, 403, 405}, (verb, path)
        assert {visitor.get(path).status_code for path in planted.own("en").values()} == {200}, verb


@pytest.mark.parametrize("kind", ["meeting", "poster", "resolution"])
def test_a_file_whose_own_key_is_closed_is_given_to_nobody_and_named_nowhere(kind, visitor, president, restricted):
    """Its name, title and checksum are what it says of itself."""
    planted = plant(kind, election=president)
    name, title = word("file", kind, "en"), word("doc", kind, "en")
    document = Download.objects.get(title=title)
    restricted.closed.add(document.key)
    assert visitor.get(document.url).status_code == 404
    found = {
        path
        for path in (*planted.own("en").values(), f"/en/{SECTIONS[kind]}/feed/", "/en/feed/")
        if mentioned(text_of(visitor.get(path)), {name, title, document.checksum})
    }
    # A preview is a file of its own; the name in it is that of the poster's file.
    assert found == set()
