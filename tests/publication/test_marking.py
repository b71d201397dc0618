"""An editor marks what is about polls; while the law closes it, nobody changes it or takes the mark off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from announcements.models import Meeting
from portal.accounts.roles import Role
from portal.publication.marking import why_closed
from portal.publication.models import Restriction
from tests.announcements import admin
from tests.factories import announcements, elections, files, forms, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

T0, T1 = datetime(2022, 11, 14, 18, tzinfo=UTC), datetime(2022, 11, 20, 18, tzinfo=UTC)
BEFORE = T0 - timedelta(days=2)


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def election(settings, tmp_path, db):
    settings.MEDIA_ROOT = str(tmp_path)
    with at(BEFORE):
        yield elections.election(days=[date(2022, 11, 20)], called_on=date(2022, 9, 21))


@pytest.fixture
def editor(login):
    return login(Role.PRESS_EDITOR)


def form_of(page):
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def test_a_page_is_marked_in_its_form_in_all_its_languages_at_once(editor, visitor, election):
    kk = announcements.announcement("kk")
    ru = announcements.announcement("ru", key=kk.translation_key)
    forms.edit_announcement(editor, kk, action="", about_polls="on", polls_of=str(election.pk))
    assert list(Restriction.objects.get(key=kk.translation_key).elections.all()) == [election]
    assert admin.inputs(editor, form_of(ru))["about_polls"] == "on"
    for instant, expected in ((T0, 451), (T1, 200)):
        with at(instant):
            assert [visitor.get(page.url).status_code for page in (kk, ru)] == [expected, expected]


def test_the_mark_goes_as_it_came(editor, press_officer):
    page = announcements.announcement("en")
    Restriction.objects.create(key=page.translation_key)
    shown = admin.inputs(editor, form_of(page))
    assert (shown["about_polls"], shown["mark_shown"]) == ("on", "yes")
    # A form that was opened before the page was marked takes nothing off.
    forms.edit_announcement(editor, page, action="", mark_shown="")
    assert Restriction.objects.exists()
    # Without it the page would stay open through the window: that is for those who publish.
    editor.post(form_of(page), forms.announcement_data(title=page.title, slug=page.slug, mark_shown="yes"))
    assert Restriction.objects.exists()
    forms.edit_announcement(press_officer, page, action="", mark_shown="yes")
    assert not Restriction.objects.exists()


@pytest.mark.parametrize("changes", [{"title": "Changed"}, {"about_polls": ""}])
@pytest.mark.parametrize("superuser", [False, True])
def test_what_is_closed_is_locked_and_the_lock_says_why(login, changes, superuser):
    page = announcements.announcement("en", title="As it was")
    Restriction.objects.create(key=page.translation_key)
    sent = forms.announcement_data(title="As it was", slug=page.slug, about_polls="on")
    with at(T0):
        client = login(Role.PRESS_OFFICER, superuser=superuser)
        assert "28(9)" in client.get(form_of(page)).content.decode()
        client.post(form_of(page), {**sent, **changes, "action-publish": "yes"})
    page.refresh_from_db()
    assert page.title == "As it was"
    assert Restriction.objects.filter(key=page.translation_key).exists()
    with at(T1):
        assert "28(9)" not in login(Role.PRESS_OFFICER).get(form_of(page)).content.decode()


def test_a_new_page_that_is_marked_inside_the_window_is_closed_from_the_start(login, visitor):
    with at(T0 + timedelta(hours=1)):
        page = forms.add_announcement(login(Role.PRESS_OFFICER), "en", title="Later", slug="later", about_polls="on")
        assert page.live
        assert visitor.get(page.url).status_code == 451
    with at(T1):
        assert visitor.get(page.url).status_code == 200


def test_a_fact_is_marked_and_locked(editor, login, visitor):
    meeting = records.meeting()
    page = records.page(meeting)
    admin.edit(editor, meeting, about_polls="on")
    assert Restriction.objects.get().key == meeting.key
    with at(T0):
        assert visitor.get(page.url).status_code == 451
        assert "28(9)" in login(Role.PRESS_EDITOR).get(admin.address(Meeting, "edit", meeting.pk)).content.decode()


def test_a_file_is_marked_and_keeps_the_mark_while_it_is_closed(press_officer, login, visitor):
    document = files.document("figures.pdf", public=True)
    path = reverse("wagtaildocs:edit", args=(document.pk,))
    sent = {name: value for name, value in admin.inputs(press_officer, path).items() if name != "file"}
    press_officer.post(path, {**sent, "about_polls": "on"})
    sent["mark_shown"] = "yes"
    assert Restriction.objects.get().key == document.key
    with at(T0):
        assert visitor.get(document.url).status_code == 404
        assert "28(9)" in login(Role.PRESS_OFFICER).post(path, sent).content.decode()
        assert Restriction.objects.exists()
    with at(T1):
        assert visitor.get(document.url).status_code == 200
        assert login(Role.PRESS_OFFICER).post(path, sent).status_code == 302
    assert not Restriction.objects.exists()


def test_a_copy_is_marked_like_its_original(press_officer, election):
    page = announcements.announcement("en")
    Restriction.objects.create(key=page.translation_key).elections.add(election)
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
    press_officer.post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), data)
    copied = type(page).objects.get(slug="copy")
    assert copied.translation_key != page.translation_key
    assert list(Restriction.objects.get(key=copied.translation_key).elections.all()) == [election]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lock_is_in_the_editor_s_language(language):
    said = {"kk": "Заңмен", "ru": "Закрыто по закону", "en": "Closed by law"}
    with at(T0), override(language):
        text = why_closed()
    assert said[language] in text
    assert "28(9)" in text
    assert "UTC+6" in text
