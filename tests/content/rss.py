"""A feed as a newsroom's reader sees it."""

from __future__ import annotations

from xml.etree import ElementTree

from bs4 import BeautifulSoup

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"


class Feed:
    def __init__(self, response):
        assert response.status_code == 200, response.status_code
        assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
        self.body = response.content
        self.etag = response.headers["ETag"]
        self.root = ElementTree.fromstring(response.content)
        self.channel = self.root.find("channel")

    @property
    def items(self):
        return self.channel.findall("item")

    def texts(self, name):
        return [item.findtext(name) for item in self.items]

    @property
    def titles(self):
        return self.texts("title")

    @property
    def guids(self):
        return self.texts("guid")

    @property
    def self_link(self):
        return next(link.get("href") for link in self.channel.findall(f"{ATOM}link") if link.get("rel") == "self")

    def text(self, number=0):
        """The full text of an item, parsed."""
        return BeautifulSoup(self.texts(f"{CONTENT}encoded")[number], "html.parser")
