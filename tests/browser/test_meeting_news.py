"""A meeting from its agenda to its news: an editor writes, an officer approves, readers of three languages see it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.browser import admin
from tests.browser.test_editor import public, signed_in, unset  # noqa: F401 (fixtures)

SECTION = "announcements.MeetingIndexPage"
ZONE = ZoneInfo("Asia/Almaty")
DAY = (datetime.now(ZONE) + timedelta(days=40)).replace(hour=11, minute=30)
AGENDA = {
    "kk": "Сайлау учаскелерінің дайындығы туралы",
    "ru": "О готовности избирательных участков",
    "en": "On the readiness of polling stations",
}
TITLES = {"kk": "Учаскелер дайын ба", "ru": "Готовы ли участки", "en": "Are the stations ready"}
NAMES = {"kk": "Қазақша", "en": "English"}


def write_meeting(page, portal):
    """A meeting with one agenda item in three languages, saved as a draft."""
    page.goto(f"{portal.url}/admin/snippets/announcements/meeting/add/")
    page.fill("[name=starts_at]", f"{DAY:%Y-%m-%d %H:%M}")
    page.keyboard.press("Escape")
    page.locator("[role=tab]").nth(1).click()
    page.locator("#id_items-ADD").click()
    for language, text in AGENDA.items():
        page.fill(f"[name=items-0-title_{language}]", text)
    with page.expect_navigation():
        page.locator("footer [type=submit]").first.click()
    assert not page.locator(".messages .error").all_text_contents()


def write_page(page, portal):
    """The news in Russian, on the meeting chosen from the list, submitted. Returns its id and slug."""
    parent = admin.section(page, portal, "ru", SECTION)
    page.goto(f"{portal.url}/admin/pages/add/announcements/meetingpage/{parent}/")
    page.fill("[name=title]", TITLES["ru"])
    page.fill("[name=lead]", TITLES["ru"])
    admin.choose(page, "meeting", str(DAY.year))
    page.wait_for_function("document.querySelector('[name=slug]').value")
    slug = page.input_value("[name=slug]")
    admin.act(page, admin.SUBMIT)
    rows = admin.children(page, portal, parent)
    return next(row["id"] for row in rows if row["meta"]["slug"] == slug), slug


def calendar(portal, page, language):
    answer = page.request.get(portal.at(language, "events/calendar.ics"))
    assert answer.ok
    return unset(answer.text()).replace("\r\n ", "")


@pytest.mark.usefixtures("portal")
def test_meeting_news_in_three_languages(signed_in, public, visit, portal):  # noqa: F811
    editor, officer = signed_in("press-editor"), signed_in("press-officer")
    write_meeting(editor, portal)
    number, slug = write_page(editor, portal)
    pages = {"ru": number}
    for language, name in NAMES.items():
        pages[language] = admin.translate(editor, portal, number, name)
        editor.fill("[name=title]", TITLES[language])
        editor.fill("[name=lead]", TITLES[language])
        admin.act(editor, admin.SUBMIT)

    # Nothing of it is public: neither the pages, nor the agenda, nor its time.
    path = f"meetings/{slug}/"
    for language in admin.LANGUAGES:
        assert public(language, path)[0] == 404
        assert TITLES[language] not in public(language, "meetings/")[1]
        assert TITLES[language] not in calendar(portal, editor, language)

    for language, page_number in pages.items():
        admin.edit(officer, portal, page_number)
        admin.act(officer, admin.APPROVE)
        status, words = public(language, path)
        assert status == 200
        assert TITLES[language] in words
        assert AGENDA[language] in words, "the agenda isn't in the reader's language"
        assert "11:30" in words and "UTC+5" in words
        assert TITLES[language] in public(language, "meetings/")[1]
        assert TITLES[language] in public(language, "")[1], "the home page doesn't name the next meeting"
        assert TITLES[language] in calendar(portal, editor, language)
        assert f"DTSTART;TZID=Asia/Almaty:{DAY:%Y%m%dT%H%M}00" in calendar(portal, editor, language)
