"""Loads the demonstration. Idempotent: what exists is left as people have made it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from announcements.models import AnnouncementIndexPage, AnnouncementPage
from content.pages import TextPage
from home.demo import records
from home.demo.bodies import References, stream_data
from home.demo.logins import create_logins
from home.demo.source import key_for, read
from home.models import HomePage, InformationPage
from home.site_setup import prepare_site
from portal.basepage.models import BasePage
from portal.elections.models import Election

Made = list[tuple[TextPage, dict[str, Any]]]


@transaction.atomic
def load_demo() -> int:
    """Add what is missing of the demonstration. Returns how many pages were added."""
    prepare_site()
    users = create_logins()
    elections = records.elections(users["election-officer"], users["election-officer-2"])
    people, pictures, documents = records.people(), records.pictures(), records.documents()
    records.banners()
    added = 0
    for code, _name in settings.LANGUAGES:
        home = HomePage.objects.get(locale__language_code=code)
        made, pages = _pages(code, home, elections)
        references = References(people, pictures, documents, pages)
        for page, row in made:
            page.body = stream_data(row[code]["body"], references)
            page.full_clean()
            page.save_revision(user=users["press-editor"]).publish(user=users["press-officer"])
        _fill_home(home, code, pages)
        added += len(made)
    return added


def _pages(code: str, home: HomePage, elections: dict[str, Election]) -> tuple[Made, dict[str, BasePage]]:
    """The pages of one language by name, and those of them that had to be made, still without text."""
    section = AnnouncementIndexPage.objects.get(locale=home.locale)
    made: Made = []
    pages: dict[str, BasePage] = {}
    for row in read("announcements")["announcement"]:
        election = elections.get(row.get("election", ""))
        values = {
            "kind": row["kind"],
            "election": election,
            "go_live_at": row["date"],
            "first_published_at": row["date"],
        }
        pages[row["key"]] = _page(AnnouncementPage, section, "announcement", row, code, values, made)
    for row in read("information")["page"]:
        values = {"show_in_menus": row["show_in_menus"]}
        pages[row["key"]] = _page(InformationPage, home, "information", row, code, values, made)
    return made, pages


def _page(  # noqa: PLR0917
    model: type[TextPage],
    parent: BasePage,
    kind: str,
    row: dict[str, Any],
    code: str,
    values: dict[str, Any],
    made: Made,
) -> BasePage:
    key = key_for(kind, row["key"])
    found = model.objects.filter(translation_key=key, locale=parent.locale).first()
    if found is not None:
        return found
    texts = row[code]
    page = model(
        title=texts["title"],
        lead=texts["lead"],
        slug=row["slug"],
        locale=parent.locale,
        translation_key=key,
        live=False,
        **values,
    )
    parent.add_child(instance=page)
    made.append((page, row))
    return page


def _fill_home(home: HomePage, code: str, pages: dict[str, BasePage]) -> None:
    """Give the first page its words, unless somebody already has."""
    if home.foot_columns or home.help_lines:
        return
    texts = read("home")
    home.title, home.hero_title = texts[code]["title"], texts[code]["hero_title"]
    home.hero_text, home.foot_note = texts[code]["hero_text"], texts[code]["foot_note"]
    home.help_lines = [
        {"type": "line", "value": {"phone": row["phone"], "text": row["text"][code]}} for row in texts["help"]
    ]
    home.foot_columns = [
        {
            "type": "column",
            "value": {
                "title": row["title"][code],
                "pages": [pages[link["page"]].pk for link in row["links"] if "page" in link],
            },
        }
        for row in texts["column"]
    ]
    home.full_clean()
    home.save_revision().publish()
