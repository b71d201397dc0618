"""What a visitor reads of a meeting or an event, at all its addresses."""

from __future__ import annotations

import json

import icalendar
from bs4 import BeautifulSoup


def soup(visitor, address):
    response = visitor.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").replace("\xa0", " ").split()) if element is not None else ""


def facts(page_soup):
    """The facts beside a text: what stands after each of their names."""
    return {
        words(name): words(name.find_next_sibling("dd"))
        for name in page_soup.select("main dl.facts:first-of-type > dt")
    }


def script(page_soup):
    """The bytes of the page's JSON-LD, in a form that people can read."""
    found = json.loads(page_soup.find("script", type="application/ld+json").string)
    return json.dumps(found, ensure_ascii=False, indent=2).encode() + b"\n"


def json_ld(page_soup):
    return json.loads(script(page_soup))


def calendar(visitor, address):
    """The events of a calendar by UID. Fails where one stands in it twice."""
    response = visitor.get(address)
    assert response.status_code == 200, (address, response.status_code)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(response.content).events
    found = {str(event["UID"]): event for event in events}
    assert len(found) == len(events)
    return found


def titles(page_soup):
    return [heading.get_text() for heading in page_soup.select("main .news h3")]
