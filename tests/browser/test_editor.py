"""A press editor's and a press officer's work in the admin, and what the public sees of it at each step."""

from __future__ import annotations

import pytest

from tests.browser import admin

TITLE = "Комиссия проведёт заседание в четверг"
LEAD = "Заседание открыто для прессы."
TEXT = "Начало в десять часов."
RECORDS = ["elections", "snippets/content/person", "snippets/content/office", "snippets/home/alertbanner"]
SECTIONS = [
    "announcements",
    "images",
    "images/add",
    "documents",
    "documents/multiple/add",
    "users",
    "groups",
    "redirects",
]
KAZAKH_TITLE = "Комиссия отырысы бейсенбіде өтеді"


def unset(text):
    """A text as somebody typed it, before the portal set its spaces."""
    return text.replace("\xa0", " ").replace("\u2060", "").replace("\xad", "")


@pytest.fixture
def signed_in(visit, portal):
    """`signed_in("press-editor")`: a page of that person."""

    def entered(name, locale="ru-RU"):
        page = visit(locale=locale)
        admin.sign_in(page, portal, name)
        return page

    return entered


@pytest.fixture
def public(visit, portal):
    """`public("ru", path)`: status and text of an address for somebody who comes for the first time."""

    def seen(language, path):
        page = visit()
        answer = page.goto(portal.at(language, path))
        return answer.status, unset(page.locator("main").inner_text())

    return seen


@pytest.fixture
def feed(visit, portal):
    def read(language):
        answer = visit().request.get(portal.at(language, "announcements/feed/"))
        assert answer.ok
        return unset(answer.text())

    return read


def listed(public, language, title):
    """Where somebody who doesn't know the address meets this title."""
    paths = {"home": "", "listing": "announcements/"}
    return [name for name, path in paths.items() if title in public(language, path)[1]]


def test_announcement_from_draft_to_translation(signed_in, public, feed, portal):
    editor, officer = signed_in("press-editor"), signed_in("press-officer")

    # The editor writes and can't publish.
    slug = admin.write_announcement(editor, portal, "ru", TITLE, LEAD, TEXT)
    path = f"announcements/{slug}/"
    assert editor.locator(f"footer {admin.PUBLISH}").count() == 0
    admin.act(editor, admin.SUBMIT)
    assert public("ru", path)[0] == 404
    assert listed(public, "ru", TITLE) == []
    assert TITLE not in feed("ru")

    # The officer finds it on the dashboard and approves it: now it is public.
    number = admin.announcement(officer, portal, "ru", slug)
    officer.goto(f"{portal.url}/admin/")
    officer.locator(f"main a[href='/admin/pages/{number}/edit/']").first.click()
    admin.act(officer, admin.APPROVE)
    status, words = public("ru", path)
    assert status == 200
    assert TITLE in words and LEAD in words and TEXT in words
    assert listed(public, "ru", TITLE) == ["home", "listing"]
    assert TITLE in feed("ru") and TEXT in feed("ru")
    assert "Қазақша" in words and "English" in words, "the page doesn't name the languages it lacks"

    # Elsewhere it is missing, and the missing page says where it can be read.
    for language in ("kk", "en"):
        status, words = public(language, path)
        assert status == 404
        assert TITLE in words
        assert listed(public, language, TITLE) == []

    # A translation begins as a draft that nobody sees.
    translation = admin.translate(editor, portal, number, "Қазақша")
    assert public("kk", path)[0] == 404
    assert listed(public, "kk", TITLE) == [] and TITLE not in feed("kk")
    assert "Қазақша" in public("ru", path)[1]

    # Translated, sent, approved: it is public in its language, and only there.
    admin.edit(editor, portal, translation)
    editor.fill("[name=title]", KAZAKH_TITLE)
    admin.act(editor, admin.SUBMIT)
    assert public("kk", path)[0] == 404
    admin.edit(officer, portal, translation)
    admin.act(officer, admin.APPROVE)
    status, words = public("kk", path)
    assert status == 200
    assert KAZAKH_TITLE in words
    assert listed(public, "kk", KAZAKH_TITLE) == ["home", "listing"]
    assert KAZAKH_TITLE in feed("kk") and KAZAKH_TITLE not in feed("ru")
    assert public("en", path)[0] == 404


def test_translated_page_names_only_the_languages_it_lacks(visit, portal):
    page = visit()
    page.goto(portal.at("ru", "announcements/check-the-list/"))
    assert page.locator("main .notice[role=note]", has_text="English").count() == 0


def internal_links(page):
    """What the side menu, with everything under it, leads to."""
    found = page.eval_on_selector_all("a[href^='/admin/']", "links => links.map(link => link.getAttribute('href'))")
    return sorted({href.partition("#")[0] for href in found if "logout" not in href})


def wrong_answers(page, portal):
    """Requests that failed or left the portal while the page was open, to be read later."""
    wrong = []

    def look(answer):
        if answer.status >= 400 or not answer.url.startswith((portal.url, "data:")):
            wrong.append(f"{answer.status} {answer.url} on {page.url}")

    page.on("response", look)
    page.on("pageerror", lambda error: wrong.append(f"{error} on {page.url}"))
    return wrong


@pytest.mark.parametrize("name", admin.ROLES)
def test_everything_in_a_persons_menu_opens(visit, portal, name):
    page = visit(locale="ru-RU")
    wrong = wrong_answers(page, portal)
    admin.sign_in(page, portal, name)
    assert page.locator("html").get_attribute("lang") == "ru"
    page.wait_for_load_state("networkidle")
    links = internal_links(page)
    assert "/admin/" in links
    for href in links:
        page.goto(portal.url + href)
    assert wrong == []


@pytest.mark.parametrize("locale", ["kk-KZ", "ru-RU", "en-GB"])
def test_lists_and_forms_open_in_every_language(visit, portal, locale):
    page = visit(locale=locale)
    wrong = wrong_answers(page, portal)
    admin.sign_in(page, portal, "admin")
    for record in RECORDS:
        page.goto(f"{portal.url}/admin/{record}/")
        page.goto(portal.url + page.locator("a[href$='/add/']").first.get_attribute("href"))
        assert page.locator("footer button[type=submit]:visible").count(), f"no form to add to {record}"
    for section in SECTIONS:
        page.goto(f"{portal.url}/admin/{section}/")
    assert wrong == []
