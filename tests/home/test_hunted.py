"""Ways by which something closed got out, or a mark came off, when somebody went looking for them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from portal.accounts.roles import Role
from portal.files.models import Picture
from portal.publication import blackout
from portal.publication.models import Restriction
from tests.factories import announcements, elections, files, forms, polls, records

pytestmark = pytest.mark.django_db

T0, T1 = datetime(2022, 11, 14, 18, tzinfo=UTC), datetime(2022, 11, 20, 18, tzinfo=UTC)
DAY = timedelta(days=1)
DOORS = ("/en/", "/en/feed/", "/en/announcements/", "/en/announcements/feed/", "/en/search/?q=zqwords", "/en/posters/")


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def election(settings, tmp_path, db):
    settings.MEDIA_ROOT = str(tmp_path)
    with at(T0 - 30 * DAY):
        return polls.election()


def seen(visitor, page, words):
    return [path for path in (page.url_path, *DOORS) if words in visitor.get(path).content.decode().lower()]


def test_the_words_of_a_closed_picture_are_closed_with_it(visitor):
    with at(T0 - DAY):
        picture = Picture.objects.create(title="x", file=ContentFile(files.picture_bytes(), "zqwords.png"))
        block = {"image": picture, "alt": "zqwords 61.37", "caption": "zqwords 61.38"}
        page = announcements.announcement("en", body=[("picture", block)])
        assert page.url_path in seen(visitor, page, "zqwords 61.38")
        Restriction.objects.create(key=picture.key)
    with at(T0):
        assert visitor.get(page.url_path).status_code == 200
        assert seen(visitor, page, "zqwords") == ["/en/search/?q=zqwords"], "the search says what was asked for"
    with at(T1):
        assert page.url_path in seen(visitor, page, "zqwords 61.38")


def test_a_file_that_closes_with_a_page_closes_the_picture_drawn_from_it(visitor):
    with at(T0 - DAY):
        file = files.document("zqfile.pdf", content=files.pdf())
        marked = announcements.announcement("en", body=[("documents", {"documents": [file]})])
        poster = records.poster(files=[("en", "square", file)])
        page = records.page(poster)
        preview = poster.preview_in("en")
        Restriction.objects.create(key=marked.translation_key)
        assert visitor.get(preview.file.url).status_code == 200
    with at(T0):
        assert [visitor.get(path).status_code for path in (file.url, preview.file.url)] == [404, 404]
        assert seen(visitor, page, "zqfile") == []


def test_nobody_opens_a_file_by_deleting_what_closes_it(press_officer, visitor):
    with at(T0 - DAY):
        file = files.document("zqfile.pdf", public=True)
        marked = announcements.announcement("en", body=[("documents", {"documents": [file]})])
        Restriction.objects.create(key=marked.translation_key)
        type(marked).objects.filter(pk=marked.pk).update(live=False, expired=True)
    with at(T0):
        assert visitor.get(file.url).status_code == 404
        press_officer.post(reverse("wagtailadmin_pages:delete", args=(marked.pk,)))
        assert visitor.get(file.url).status_code == 404
        with pytest.raises(PermissionDenied), transaction.atomic():
            file.delete()


def test_a_preview_takes_no_mark_off(login):
    editor = login(Role.PRESS_EDITOR)
    page = announcements.announcement("en")
    Restriction.objects.create(key=page.translation_key)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,))
    sent = forms.announcement_data(title=page.title, slug=page.slug, mark_shown="yes")
    assert editor.post(address, sent).status_code == 200
    assert editor.get(address).status_code == 200
    assert Restriction.objects.filter(key=page.translation_key).exists()


def test_what_hangs_on_a_cancelled_election_is_closed_with_the_one_called_instead(visitor, election):
    with at(T0 - 5 * DAY):
        page = announcements.announcement("en")
        Restriction.objects.create(key=page.translation_key).elections.add(election)
        election.is_cancelled = True
        elections.publish(election)
        elections.election(days=[date(2022, 11, 20)])
    with at(T0):
        assert visitor.get(page.url_path).status_code == 451


def test_what_is_read_as_on_another_instant_answers_nobody_else(election, visitor):
    from portal import clock

    with at(T0 - DAY):
        with clock.as_on(T0):
            assert blackout.open_windows(T0)
        elections.publish(election)
    with at(T0):
        assert blackout._memory.read_at is None or blackout._memory.read_at < T0


@pytest.mark.parametrize(("role", "status"), [(Role.AUDITOR, 403), (Role.REGISTRAR, 403), (Role.PRESS_EDITOR, 200)])
def test_what_is_closed_now_is_shown_as_on_yesterday_to_those_who_write_only(login, role, status):
    with at(T0 - DAY):
        page = records.page(polls.poll())
    with at(T0 + DAY):
        address = f"{reverse('as_on_answer')}?path={page.url_path}&at=2022-11-14T12:00:00"
        answer = login(role).get(address)
        assert (200 if answer.status_code == 200 else 403) == status


def test_an_address_in_any_script_can_be_seen_as_on_another_instant(login):
    editor = login(Role.PRESS_EDITOR)
    address = f"{reverse('as_on_answer')}?at=2022-11-14T12:00:00&path="
    assert editor.get(f"{address}/ru/search/?q=\u043e\u043f\u0440\u043e\u0441").status_code == 200
    assert editor.get(f"{address}/ru/\u043e\u043f\u0440\u043e\u0441/").status_code == 404
