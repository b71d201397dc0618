"""Every place where a visitor could come across an announcement, and which of them mention it now."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.factories.sites import LANGUAGES


@dataclass
class Canary:
    """One announcement in one language, with words of its own. Short ASCII: no format folds it."""

    language: str
    mark: str
    addresses: list[str] = field(default_factory=list)

    @property
    def title(self):
        return f"Zqtitle{self.mark}{self.language}"

    @property
    def slug(self):
        return f"zqslug{self.mark}{self.language}"

    @property
    def words(self):
        return f"Zqwords{self.mark}{self.language}"

    @property
    def file_name(self):
        return f"zqfile{self.mark}{self.language}"

    @property
    def path(self):
        return f"/{self.language}/announcements/{self.slug}/"

    def stands_in(self, text, but=""):
        marks = {self.title, self.slug, self.words, self.file_name} - {but}
        return any(mark.lower() in text.lower() for mark in marks)


# Every address that lists, by the name of the place; each is asked in every language.
LISTS = {
    "listing": "/{language}/announcements/",
    "section feed": "/{language}/announcements/feed/",
    "home": "/{language}/",
    "feed": "/{language}/feed/",
    "search": "/{language}/search/?q={title}",
    "search, first letters": "/{language}/search/?q={first}",
    "sitemap": "/sitemap.xml",
}
EVERYWHERE = {"page", *LISTS} - {"search, first letters"}


def seen(client, canary):
    """The names of the places where a canary is to be seen now. Any answer but 200 or 404 fails."""
    places = set()
    response = client.get(canary.path)
    assert response.status_code in {200, 404, 451}, (canary.path, response.status_code)
    if response.status_code == 200:
        assert canary.title in response.content.decode()
        places.add("page")
    elif canary.stands_in(response.content.decode(), but=canary.slug):
        places.add("the missing page")
    for name, address in LISTS.items():
        for language in LANGUAGES:
            path = address.format(language=language, title=canary.title, first=canary.title[:8])
            response = client.get(path)
            assert response.status_code == 200, (path, response.status_code)
            if canary.stands_in(response.content.decode(), but=canary.title if "?q=" in path else ""):
                places.add(name if language == canary.language or name == "sitemap" else f"{name} in {language}")
    return places


def fetched(client, canary):
    """The addresses of its files that are answered with 200."""
    found = set()
    for address in canary.addresses:
        response = client.get(address)
        assert response.status_code in {200, 404}, (address, response.status_code)
        if response.status_code == 200:
            assert b"".join(response.streaming_content)
            found.add(address)
    return found


def mentioned_by(client, canary, others):
    """Which of the other pages (by address) give this canary's address: language switch, hreflang, links."""
    return {path for path in others if canary.stands_in(client.get(path).content.decode())}
