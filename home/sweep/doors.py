"""Every public address at which something that the law closes could be seen, named or noticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import override

from home.sweep.planting import ASKED, MARKS, MODELS, SLUG, Planted
from portal import clock
from portal.basepage.models import BasePage
from portal.publication.restrictions import closed_keys


class Door(NamedTuple):
    """An address and what must not be seen behind it.

    `own`: the address of a closed thing itself, which must not answer at all. `twin`: an address beside it at which
    nothing is: both must answer the same.
    """

    name: str
    path: str
    marks: tuple[str, ...] = (*MARKS, SLUG)
    own: bool = False
    twin: str = ""


def doors(planted: Planted, among: list[str]) -> list[Door]:
    """Every door in some languages, and those that have none."""
    found = [door for language in among for door in _in(language, planted)]
    found += [Door("file", path, MARKS, own=True) for path in planted.files]
    return [*found, Door("sitemap", reverse("sitemap"))]


def _in(language: str, planted: Planted) -> Iterator[Door]:
    with override(language):
        yield from _lists(language, planted)
        for kind in MODELS:
            yield from _own(f"/{language}/{kind}/", kind)
        if planted.act is not None:
            act = planted.act.path(language)
            yield Door("resolution", act, MARKS, own=True)
            yield Door("resolution as text", f"{act}text/", MARKS, own=True)
        for key in planted.keys:
            yield Door("picture for link previews", reverse("share_picture", args=[key]), own=True)


def _lists(language: str, planted: Planted) -> Iterator[Door]:
    home = f"/{language}/"
    yield Door("home", home)
    yield Door("feed of everything", reverse("feed_of_everything"))
    yield Door("list of feeds", reverse("feeds"))
    yield Door("search", f"{reverse('search')}?q={ASKED}")
    for section in (*MODELS, "resolutions"):
        yield Door(f"section: {section}", f"{home}{section}/")
        yield Door(f"section asked: {section}", f"{home}{section}/?q={ASKED}")
        yield Door(f"section of its election: {section}", f"{home}{section}/?election={planted.election.slug}")
        yield Door(f"feed: {section}", f"{home}{section}/feed/")
        yield Door(f"feed asked: {section}", f"{home}{section}/feed/?q={ASKED}")
        yield Door(f"search in kind: {section}", f"{reverse('search')}?q={ASKED}&type={section}")
    yield Door("month", f"{home}events/?month={clock.today():%Y-%m}")
    yield Door("calendar", f"{home}events/calendar.ics")
    yield Door("calendar of its election", reverse("election_calendar", args=[planted.election.slug]))
    yield Door("calendar of all elections", reverse("elections_calendar"))
    yield Door("election", reverse("election", args=[planted.election.slug]))
    yield Door("windows as data", reverse("election_blackout", args=[planted.election.slug]))
    yield Door("what is allowed when", reverse("blackout"))
    yield Door("register of polling organisations", reverse("polling_organisations"))
    yield Door("register as CSV", reverse("polling_organisations_csv"))
    yield Door("register as JSON", reverse("polling_organisations_json"))
    yield Door("polling organisation", reverse("polling_organisation", args=[planted.organisation.slug]))
    yield Door("page that links", f"{home}announcements/planted-page/")
    yield Door("finder of stations", reverse("stations"))
    yield Door("low-vision form", reverse("low_vision"))
    for kind in MODELS:
        yield Door(f"redirect: {kind}", f"{home}planted-redirect-{kind}/")


# What stands below a page's own address.
BELOW = {
    "announcements": ("",),
    "meetings": ("", "calendar.ics"),
    "posters": ("", "files.zip"),
    "events": ("", "calendar.ics"),
    "polls": ("", "data.csv", "data.json"),
}
# Below these nobody may find out what exists.
GUARDED = ("polls",)


def _own(section: str, kind: str) -> Iterator[Door]:
    for rest in BELOW[kind]:
        twin = f"{section}planted-nothing/{rest}" if kind in GUARDED else ""
        yield Door(f"own: {kind} {rest}".rstrip(), f"{section}{SLUG}/{rest}", MARKS, own=True, twin=twin)


def of_the_portal() -> list[Door]:
    """The addresses of the portal's own pages that the law closes now."""
    pages = BasePage.objects.filter(live=True, translation_key__in=closed_keys(clock.now()))
    return [Door("closed page of the portal", page.url, MARKS, own=True) for page in pages if page.url]
