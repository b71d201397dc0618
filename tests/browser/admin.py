"""What editors do in the admin, found by names and roles of fields, so that no test depends on the admin's language."""

from __future__ import annotations

# What `make serve` prints and the README names; not imported, so that a change of it is noticed.
PASSWORD = "demonstration-only"

SECTION = "announcements.AnnouncementIndexPage"


def sign_in(page, portal, name):
    page.goto(f"{portal.url}/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal.url}/admin/")


def children(page, portal, parent):
    answer = page.request.get(f"{portal.url}/admin/api/main/pages/?child_of={parent}")
    assert answer.ok, f"the page explorer answers {answer.status}"
    return answer.json()["items"]


def section(page, portal, language):
    """The id of the section of announcements in a language."""
    home = next(row["id"] for row in children(page, portal, 1) if row["meta"]["locale"] == language)
    return next(row["id"] for row in children(page, portal, home) if row["meta"]["type"] == SECTION)


def write_announcement(page, portal, language, title, lead, text):
    """Fill in a new announcement with one paragraph, without saving it."""
    parent = section(page, portal, language)
    page.goto(f"{portal.url}/admin/pages/add/announcements/announcementpage/{parent}/")
    page.fill("[name=title]", title)
    page.fill("[name=lead]", lead)
    page.select_option("[name=kind]", "press")
    page.locator("#panel-child-content-text-section [data-streamfield-stream-container] button").first.click()
    page.get_by_role("option").first.click()
    editor = page.locator("[data-contentpath=body] [contenteditable=true], .public-DraftEditor-content").first
    editor.click()
    page.keyboard.type(text)


def act(page, name):
    """Press a button of the foot: some stand in its menu, behind the first."""
    button = page.locator(f"footer button[name='{name}']")
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target='toggle']").first.click()
    with page.expect_navigation():
        button.click()
