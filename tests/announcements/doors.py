"""Every address at which something planted can be seen, and a walk to all of them."""

from __future__ import annotations

import re

from tests.announcements.planting import SECTIONS, word
from tests.factories.sites import LANGUAGES

# For what was seen in every language already: in one that needs letters of its own.
ONE = ("kk",)
# Filters that each planted item passes, for its listing and feed.
FILTERS = {
    "meeting": ("type=announced&year=2026&convocation=7&election=president",) * 2,
    "event": ("month=2026-03&election=president", "type=visit&year=2026&election=president"),
    "poster": ("type=planted&year=2026&election=president",) * 2,
    "resolution": ("type=rules&stage=in_force&year=2026&number=zqno&election=president&sort=oldest",) * 2,
}
# Every address that lists, by the name of the place; each is asked in every language.
LISTS = {
    "listing": "/{language}/{section}/",
    "listing, narrowed": "/{language}/{section}/?{listing_filters}",
    "listing, asked for words": "/{language}/{section}/?q={title}",
    "section feed": "/{language}/{section}/feed/",
    "section feed, narrowed": "/{language}/{section}/feed/?{feed_filters}",
    "section feed, asked for words": "/{language}/{section}/feed/?q={title}",
    "home": "/{language}/",
    "feed": "/{language}/feed/",
    "list of feeds": "/{language}/feeds/",
    "search": "/{language}/search/?q={title}",
    "search in its kind": "/{language}/search/?q={title}&type={section}",
    "sitemap": "/sitemap.xml",
    "calendar": "/{language}/events/",
    "month": "/{language}/events/?month=2026-03",
    "month of its election": "/{language}/events/?month=2026-03&election=president",
    "subscription": "/{language}/events/calendar.ics",
    "subscription to its election": "/{language}/elections/president/calendar.ics",
}
LISTED = {
    "listing", "listing, narrowed", "listing, asked for words", "section feed", "section feed, narrowed",
    "section feed, asked for words", "feed", "search", "search in its kind", "sitemap",
}  # fmt: skip
IN_CALENDARS = {"calendar", "month", "month of its election", "subscription", "subscription to its election"}
# Where a visible one is seen beside its own addresses; events are listed by their calendar, which knows no words.
PLACES = {
    "meeting": LISTED | IN_CALENDARS | {"home"},
    "event": LISTED | IN_CALENDARS,
    "poster": LISTED | {"home"},
    "resolution": LISTED,
}


def everywhere(planted):
    """The names of all places where a visible one is seen."""
    return {*planted.own("en"), *PLACES[planted.kind]}


def text_of(response):
    """What an answer says; a calendar's lines are unfolded first."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return re.sub("\r\n[ \t]", "", data.decode("utf-8", "replace")).lower()


def mentioned(text, words, but=()):
    return {one for one in words if one.lower() in text} - set(but)


def seen(client, planted, words=None, languages=LANGUAGES):
    """The names of the places where one of the words is to be seen now. Any answer but 200 or 404 fails."""
    places = set()
    for language in languages:
        places |= own_places(client, planted, language, words)
        title = word("title", planted.kind, language)
        listing_filters, feed_filters = FILTERS[planted.kind]
        asked = {"language": language, "section": SECTIONS[planted.kind], "title": title}
        answers = {}
        for name, address in LISTS.items():
            if name == "sitemap" and language != languages[0]:
                continue  # One for all languages.
            path = address.format(**asked, listing_filters=listing_filters, feed_filters=feed_filters)
            # Some places of events have one address.
            if path not in answers:
                response = client.get(path)
                answers[path] = (response.status_code, text_of(response))
            status, text = answers[path]
            # A topic or stage that nothing visible has is still a filter; a hidden one may be none.
            assert status in ({200, 404} if "filters" in address else {200}), (path, status)
            echoed = {title} if "?q=" in path else {"zqno", "Zqno"} if "number=" in path else set()
            if found := mentioned(text, words or planted.words, but=echoed):
                own = {one for one in found if not one.lower().endswith(("kk", "ru", "en"))}
                own |= {one for one in found if one.lower().endswith(language)}
                places.add(name if own or name == "sitemap" else f"{name}: {found} in {language}")
    return places


def own_places(client, planted, language, words=None):
    places = set()
    for name, path in planted.own(language).items():
        response, head = client.get(path), client.head(path)
        assert response.status_code in {200, 404, 451}, (path, response.status_code)
        assert head.status_code == response.status_code
        assert b"".join(head.streaming_content if head.streaming else [head.content]) == b""
        text = text_of(response)
        if response.status_code in {404, 451}:
            # The address that was asked for stands in the answer.
            slug = path.split("/")[-3 if path.endswith("text/") else -2].lower()
            assert {one.lower() for one in mentioned(text, planted.words)} <= {slug, "zqno"}, (path, name)
        elif words is None or mentioned(text, words):
            places.add(name)
    return places


def fetched(client, planted):
    """Which of its files are given out."""
    found = set()
    for address in planted.files:
        response = client.get(address)
        assert response.status_code in {200, 404}, (address, response.status_code)
        assert client.head(address).status_code == response.status_code
        if response.status_code == 200:
            assert b"".join(response.streaming_content)
            found.add(address)
    return found
