"""What editors do in the admin. Fields and actions are found by name: in every language of the admin."""

from __future__ import annotations

import re

# What `make serve` prints. Not imported: a change of it must be noticed here.
PASSWORD = "demonstration-only"
LANGUAGES = ["kk", "ru", "en"]
ROLES = ["press-editor", "press-officer", "registrar", "election-officer", "auditor", "admin"]
SECTION = "announcements.AnnouncementIndexPage"

SUBMIT = "[name=action-submit]"
PUBLISH = "[name=action-publish]"
APPROVE = "[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"


def sign_in(page, portal, name):
    page.goto(f"{portal.url}/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal.url}/admin/")


def children(page, portal, parent):
    """What the page explorer lists under a page."""
    answer = page.request.get(f"{portal.url}/admin/api/main/pages/?child_of={parent}")
    assert answer.ok, f"the page explorer answers {answer.status}"
    return answer.json()["items"]


def section(page, portal, language, kind=SECTION):
    """The id of a section, by default that of announcements, in a language."""
    home = next(row["id"] for row in children(page, portal, 1) if row["meta"]["locale"] == language)
    return next(row["id"] for row in children(page, portal, home) if row["meta"]["type"] == kind)


def announcement(page, portal, language, slug):
    """The id of an announcement."""
    rows = children(page, portal, section(page, portal, language))
    return next(row["id"] for row in rows if row["meta"]["slug"] == slug)


def choose(page, field, words):
    """Choose a record in the modal of a chooser, by words of its name."""
    page.locator(f"#id_{field}-chooser [data-chooser-action-choose]").first.click()
    modal = page.locator(".modal-body")
    modal.locator("a[data-chooser-modal-choice]", has_text=words).first.click()
    page.wait_for_function('name => document.querySelector(`[name="${name}"]`).value', arg=field)


def translate(page, portal, number, language):
    """Press "Translate" and choose a language. Returns the translation's id, which opens for editing."""
    edit(page, portal, number)
    page.locator("header [data-w-dropdown-target=toggle]").first.click()
    page.locator("a[href*='/translation/submit/page/']").click()
    page.get_by_label(language).check()
    page.locator("main form:has([name=locales]) [type=submit]").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    return int(re.search(r"/pages/(\d+)/", page.url)[1])


def edit(page, portal, number):
    page.goto(f"{portal.url}/admin/pages/{number}/edit/")


def write_announcement(page, portal, language, title, lead, text):
    """Fill in a new announcement to the press with one paragraph, without saving it. Returns its slug."""
    parent = section(page, portal, language)
    page.goto(f"{portal.url}/admin/pages/add/announcements/announcementpage/{parent}/")
    page.fill("[name=title]", title)
    page.fill("[name=lead]", lead)
    page.select_option("[name=kind]", "press")
    page.locator(".c-sf-add-button").first.click()
    page.locator(".w-combobox__option").first.click()
    page.locator("section:has([name=body-count]) [contenteditable=true]").first.click()
    page.keyboard.type(text)
    # Draftail hands its text to the form a moment later.
    page.wait_for_function("text => document.querySelector('[name=\"body-0-value\"]').value.includes(text)", arg=text)
    page.wait_for_function("document.querySelector('[name=slug]').value")
    return page.input_value("[name=slug]")


def act(page, action):
    """Press a button of the foot, which may stand in its menu, and wait for what it leads to."""
    button = page.locator(f"footer {action}")
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    with page.expect_navigation():
        button.click()
    wrong = page.locator(".messages .error").all_text_contents()
    assert not wrong, wrong
