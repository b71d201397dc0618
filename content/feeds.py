"""One feed engine: RSS 2.0 with the full text, for newsrooms' readers.

An item's guid is `tag:{FEED_AUTHORITY}:{key}/{lang}` (RFC 4151) and never changes, whatever happens to its address;
its date is that of its first publication, so an item that was hidden and is shown again is not new. A conditional
request is answered by content: dates would say "unchanged" when an item has left the feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple, Protocol
from urllib.parse import urljoin
from uuid import UUID

from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from content.answers import by_content
from portal.basepage.models import BasePage
from portal.basepage.preload import preloaded

# Long enough that a reader who comes once a week misses nothing on the busiest days.
LENGTH = 50
CONTENT_NAMESPACE = "http://purl.org/rss/1.0/modules/content/"
# What XML 1.0 can't carry at all (section 2.2); one such character in a title would cost the whole feed.
UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Channel(NamedTuple):
    """A feed's own facts; paths are absolute, without the host."""

    title: str
    description: str
    language: str
    path: str
    feed_path: str


class Item(NamedTuple):
    """One thing that was published, as a feed carries it; its path is absolute, without the host."""

    key: UUID
    language: str
    title: str
    path: str
    lead: str
    full_text: str
    published_at: datetime | None
    categories: Sequence[str] = ()
    # Path, size in bytes, media type. RSS readers take one; the other files are linked from the text.
    enclosures: Sequence[tuple[str, int, str]] = ()


class Published(Protocol):
    """A page or record that a feed can carry."""

    def feed_item(self, language: str) -> Item: ...


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with `content:encoded`, and no date of its own: an empty feed's would be the time of asking."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": CONTENT_NAMESPACE}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        if self.items:
            return super().add_root_elements(handler)
        for name in ("title", "link", "description", "language"):
            handler.addQuickElement(name, self.feed[name])
        handler.addQuickElement("atom:link", None, {"rel": "self", "href": self.feed["feed_url"]})
        return None

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["full_text"])


def respond(request: HttpRequest, channel: Channel, published: Iterable[Published]) -> HttpResponse:
    """The feed, or 304 where the reader has exactly these bytes."""
    return by_content(request, render(channel, published), "application/rss+xml; charset=utf-8")


def render(channel: Channel, published: Iterable[Published]) -> bytes:
    """The feed's bytes: the same for the same content, whoever asks and whenever."""
    feed = FullTextFeed(
        title=sayable(f"{channel.title}. {settings.COMMISSION_NAMES.get(channel.language, '')}"),
        link=absolute(channel.path),
        description=sayable(channel.description),
        language=channel.language,
        feed_url=absolute(channel.feed_path),
    )
    published = list(published)
    with preloaded(page for page in published if isinstance(page, BasePage)):
        for one in published:
            feed.add_item(**_for_rss(one.feed_item(channel.language)))
    stream = BytesIO()
    feed.write(stream, "utf-8")
    return stream.getvalue()


def _for_rss(item: Item) -> dict[str, Any]:
    return {
        "title": sayable(item.title),
        "link": absolute(item.path),
        "description": sayable(item.lead),
        "full_text": sayable(with_absolute_links(item.full_text)),
        "unique_id": guid(item),
        "unique_id_is_permalink": False,
        "pubdate": item.published_at,
        "categories": [sayable(category) for category in item.categories],
        "enclosures": [Enclosure(absolute(url), str(size), mime) for url, size, mime in item.enclosures[:1]],
    }


def guid(item: Item) -> str:
    """An item's permanent name: of its key and language, not of its address."""
    return f"tag:{settings.FEED_AUTHORITY}:{item.key}/{item.language}"


def absolute(path: str) -> str:
    return urljoin(settings.PUBLIC_URL + "/", path)


def with_absolute_links(html: str) -> str:
    """A reader shows the text somewhere else: its links and pictures need the host."""
    soup = BeautifulSoup(html, "html.parser")
    for attribute in ("href", "src"):
        for element in soup.find_all(True, attrs={attribute: True}):
            if not str(element[attribute]).startswith("#"):
                element[attribute] = absolute(str(element[attribute]))
    for element in soup.find_all("source"):
        element.decompose()
    for element in soup.find_all(srcset=True):
        del element["srcset"]
    return str(soup)


def sayable(text: str) -> str:
    return UNSAYABLE.sub("", text)
