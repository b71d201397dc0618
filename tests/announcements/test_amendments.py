"""Acts change acts: no loop by any way, and how an act reads on a day."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date
from graphlib import TopologicalSorter

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from announcements.acts import plain
from announcements.enums import Stage
from announcements.models import Resolution, ResolutionChange, Wording
from portal.accounts.roles import Role
from tests.announcements.test_resolutions import NOW, D, approved, days
from tests.factories import files, people, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def read(visitor):
    def reading(act, language="en", day=None):
        response = visitor.get(act.path(language), {} if day is None else {"day": day})
        assert response.status_code == 200, (day, response.status_code)
        return BeautifulSoup(response.content.decode().replace("\xa0", " ").replace("\xad", ""), "html.parser")

    return reading


def changing(act, target, day=D, kind="amends"):
    act = Resolution.objects.get(pk=act.pk)
    act.changes.add(ResolutionChange(kind=kind, target=target, effective_on=day))
    return act


def worded_on(day, text, by=None):
    return Wording(language="en", effective_on=day, text=f"<p>{text}</p>", by=by)


def chain(length, **fields):
    acts = [records.resolution("1/1", **fields)]
    for number in range(2, length + 1):
        acts.append(records.resolution(f"{number}/{number}", changes=[("amends", acts[-1], D)], **fields))
    return acts


@pytest.mark.parametrize("live", [True, False], ids=["public", "drafts"])
@pytest.mark.parametrize("kind", ["amends", "repeals"])
@pytest.mark.parametrize(
    ("length", "said"),
    [
        (1, "An act can't amend or repeal itself."),
        (2, "No. 2/2 itself changes this act, directly or through others."),
        (3, "No. 3/3 itself changes this act, directly or through others."),
    ],
)
def test_a_loop_is_refused(length, said, kind, live):
    acts = chain(length, live=live)
    act = changing(acts[0], acts[-1], kind=kind)
    with override("en"), pytest.raises(ValidationError) as refused:
        act.save_revision(user=people.user())
    assert refused.value.messages == [said]
    assert not Resolution.objects.get(pk=act.pk).changes.exists()
    unchecked = act.save_revision(user=people.user(), clean=False)
    with override("en"), pytest.raises(PermissionDenied) as refused:
        unchecked.publish(user=people.user(Role.PRESS_OFFICER))
    assert str(refused.value) == said
    assert not Resolution.objects.get(pk=act.pk).changes.exists()
    assert act.get_latest_revision_as_object().changes.count() == 1, "nothing is lost"


@pytest.mark.parametrize(
    ("adopted", "since", "said"),
    [
        (1, 1, "No. 1/1 was adopted later than this act, which can't change it."),
        (0, -1, "No. 1/1 would change before this act is adopted."),
        (0, 0, None),
    ],
)
def test_dates_that_contradict(adopted, since, said):
    target, act = records.resolution("1/1", date=days(adopted)), records.resolution("2/2")
    if said is None:
        assert approved(changing(act, target, days(since))).changes.count() == 1
        return
    with override("en"), pytest.raises(ValidationError) as refused:
        changing(act, target, days(since)).save_revision()
    assert refused.value.messages == [said]


def test_a_corrected_date_does_not_turn_the_graph_round():
    target = records.resolution("1/1", date=days(-30))
    records.resolution("2/2", changes=[("amends", target, D)])
    with pytest.raises((ValidationError, PermissionDenied)):
        approved(target, date=days(1), in_force_from=days(1))


def test_two_drafts_that_close_a_loop_together():
    one, two = records.resolution("1/1"), records.resolution("2/2")
    author, officer = people.user(), people.user(Role.PRESS_OFFICER)
    drafts = [changing(a, b).save_revision(user=author) for a, b in ((one, two), (two, one))]
    drafts[0].publish(user=officer)
    with override("en"), pytest.raises(PermissionDenied, match="itself changes this act"):
        drafts[1].publish(user=officer)
    assert ResolutionChange.objects.get().resolution == one


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=8))
def test_whatever_is_tried_the_stored_graph_has_no_loop(steps):
    with transaction.atomic():
        acts = [records.resolution() for _ in range(4)]
        author, officer = people.user(), people.user(Role.PRESS_OFFICER)
        waiting = []
        for act, target, at_once in steps:
            latest = Resolution.objects.get(pk=acts[act].pk).get_latest_revision_as_object()
            latest.changes.add(ResolutionChange(target=acts[target], effective_on=D))
            revision = latest.save_revision(user=author, clean=False)
            waiting.append(revision)
            if at_once:
                with suppress(PermissionDenied):
                    waiting.pop().publish(user=officer)
        for revision in waiting:
            with suppress(PermissionDenied):
                revision.publish(user=officer)
        graph = TopologicalSorter()
        for source, target in ResolutionChange.objects.values_list("resolution_id", "target_id"):
            graph.add(source, target)
        transaction.set_rollback(True)
    graph.prepare()


def updated(**fields):
    return lambda act, _keys: Resolution.objects.filter(pk=act.pk).update(**fields)


OTHERS = {
    "public": (updated(note={}), True),
    "unlisted": (lambda act, keys: keys.unlisted.add(act.key), True),
    "closed": (lambda act, keys: keys.closed.add(act.key), False),
    "expired": (updated(expire_at=NOW), False),
    "not yet live": (updated(live=False), False),
    "a draft act, published for discussion": (updated(is_draft=True), False),
}


@pytest.mark.parametrize("case", OTHERS)
def test_an_act_loses_force_by_what_the_public_can_read_alone(read, visitor, restricted, case):
    treat, counts = OTHERS[case]
    act = records.resolution("1/1", date=days(-9))
    other = records.resolution("77/7", changes=[("repeals", act, D)])
    treat(other, restricted)
    stage = Stage.LOST_FORCE if counts else Stage.IN_FORCE
    assert Resolution.objects.with_end().get(pk=act.pk).stage == stage
    assert list(Resolution.objects.with_end().in_stage(stage).filter(pk=act.pk)) == [act]
    assert read(act).select_one("dl.facts .tag").get_text() == stage.label
    assert bool(read(act).select_one(".notice.is-error")) == counts
    assert ("77/7" in read(act).get_text()) == (counts or "discussion" in case)


@pytest.mark.parametrize("case", OTHERS)
def test_a_wording_is_shown_once_its_act_may_be_read(read, visitor, restricted, case):
    treat, counts = OTHERS[case]
    act = records.resolution("1/1", date=days(-9))
    other = records.resolution("77/7", changes=[("amends", act, D)])
    act = approved(act, wordings=[worded_on(days(-9), "One"), worded_on(D, "Two", other)])
    treat(other, restricted)
    shown, hidden = ("Two", "One") if counts else ("One", "Two")
    assert read(act).select_one(".prose").get_text(strip=True) == shown
    assert hidden not in read(act).get_text()
    for language in LANGUAGES:
        assert b"Two" not in visitor.get(f"/{language}/resolutions/feed/").content or counts


def test_a_wording_of_a_draft_that_is_thrown_away_stays_hidden(read):
    act, draft = records.resolution("1/1", date=days(-9)), records.resolution("77/7", live=False)
    act = approved(act, wordings=[worded_on(days(-9), "One"), worded_on(D, "Two", draft)])
    with suppress(ProtectedError, PermissionDenied):
        draft.delete()
    assert read(act).select_one(".prose").get_text(strip=True) == "One"


def test_two_wordings_can_change_places():
    act = records.resolution("1/1", wordings=[("kk", D, "<p>Раз</p>"), ("ru", D, "<p>Бір</p>")])
    rows = list(act.wordings.all())
    rows[0].language, rows[1].language = "ru", "kk"
    act = approved(act, wordings=rows)
    assert {row.language: row.text for row in act.wordings.all()} == {"ru": "<p>Раз</p>", "kk": "<p>Бір</p>"}


def test_a_repeal_to_come_is_announced_and_not_in_effect(read):
    act = records.resolution("1/1", date=days(-9))
    records.resolution("2/2", changes=[("repeals", act, days(5))])
    assert read(act).select_one("dl.facts .tag").get_text() == "in force"
    assert "not yet in effect on this day" in read(act).get_text()
    assert read(act, day=days(4)).select_one("dl.facts .tag").get_text() == "in force"
    assert read(act, day=days(5)).select_one("dl.facts .tag").get_text() == "no longer in force"
    assert read(act, day=days(-10)).select_one("dl.facts .tag").get_text() != "adopted", "it wasn't adopted yet"


@pytest.fixture
def worded():
    rows = [("en", days(-9), "<p>One</p><p>of it</p>"), ("en", D, "<p>Two</p>"), ("ru", days(-9), "<p>Раз</p>")]
    document = files.document("act.pdf", language="en", content=files.PDF)
    return records.resolution("1/1", date=days(-9), wordings=rows, files=[document])


WORDINGS = [
    (None, "en", "Two\n"),
    (days(-1), "en", "One\nof it\n"),
    (days(-10), "en", "One\nof it\n"),
    (date.min, "en", "One\nof it\n"),
    (date.max, "en", "Two\n"),
    ("10.03.2026", "en", "Two\n"),
    (None, "ru", "Раз\n"),
    (None, "kk", None),
]


@pytest.mark.parametrize(("day", "language", "text"), WORDINGS)
def test_the_checksum_is_of_the_bytes_that_are_given(read, visitor, worded, day, language, text):
    soup = read(worded, language, day)
    links = {a["href"]: a.parent.code.get_text() for a in soup.select(".documents a")}
    (document,) = [href for href in links if href.endswith(".pdf")]
    sums = {href: hashlib.sha256(b"".join(visitor.get(href))).hexdigest() for href in links}
    assert links == {href: f"SHA-256: {digest}" for href, digest in sums.items()}
    texts = [visitor.get(href) for href in links if href != document]
    assert [answer.content.decode() for answer in texts] == ([text] if text else [])
    assert {answer.headers["Content-Type"] for answer in texts} <= {"text/plain; charset=utf-8"}
    if text is None:
        assert "мәтін" in soup.select_one("main").get_text().lower()
        assert visitor.get(worded.path(language) + "text/").status_code == 404


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h3>A</h3><p>b  <b>c</b>d</p><ul><li>e</li><li>f</li></ul>", "A\nb cd\ne\nf\n"),
        ("<p>one<br/>two</p>", "one two\n"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "a\nb\n"),
    ],
)
def test_plain_text_says_every_word_once(html, text):
    assert plain(html) == text


ERRORS = {
    "kk": "Күнді жыл, ай, күн ретімен жазыңыз, мысалы 2022-11-14.",
    "ru": "Напишите дату так: год, месяц, день, например 2022-11-14.",
    "en": "Write the date as year, month and day, such as 2022-11-14.",
}
NONSENSE = ["abc", "2022-13-45", "2022-02-30", "0000-00-00", "9" * 10_000, "2022-11-14T00:00", "14/11/2022"]
NONSENSE += [
    "%00",
    "2022-11-14%00",
    "%ED%A0%80",
    "-1",
    "<script>alert(1)</script>",
    "%F0%9F%97%B3",
    "2022–11–14",
    "%20",
    "%C2%A0",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", NONSENSE)
def test_a_day_that_is_none_gets_a_sentence(visitor, worded, day, language):
    response = visitor.get(f"{worded.path(language)}?day={day}")
    soup = BeautifulSoup(response.content.decode().replace("\xa0", " ").replace("\xad", ""), "html.parser")
    assert response.status_code == 200
    assert [error.get_text() for error in soup.select(".field-error")] == [ERRORS[language]]
    assert not soup.select("main script")
    assert visitor.get(f"{worded.path(language)}text/?day={day}").status_code == 404


@pytest.mark.parametrize("query", ["", "?day=", "?other=1"])
def test_no_day_is_today(visitor, worded, query):
    soup = BeautifulSoup(visitor.get(worded.path("en") + query).content, "html.parser")
    assert not soup.select(".notice, .field-error")
    assert soup.select_one("#as-on-day")["value"] == str(D)
    assert visitor.get(f"{worded.path('en')}text/{query}").content == b"Two\n"
