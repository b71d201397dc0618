"""A closed key is closed behind every door in every language; an unlisted one is only not promoted."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.rich_text import expand_db_html

from portal.publication.scope import public_scope
from tests.factories import announcements, files
from tests.factories.sites import LANGUAGES
from tests.publication.surfaces import EVERYWHERE, Canary, fetched, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    """By language a page and its canary: one announcement, each language with files of its own."""
    made = {}
    key = None
    for language in LANGUAGES:
        canary = Canary(language, "shut")
        picture = files.picture(f"{canary.file_name}.png")
        document = files.document(f"{canary.file_name}.pdf")
        canary.addresses = [picture.file.url, files.rendition(picture).url, document.url]
        page = announcements.announcement(
            language,
            key=key,
            title=canary.title,
            slug=canary.slug,
            lead=canary.words,
            body=[
                ("picture", {"image": picture, "alt": canary.words, "caption": ""}),
                ("documents", {"documents": [document]}),
            ],
        )
        key = page.translation_key
        made[language] = page, canary
    return made


def key_of(group):
    return group["kk"][0].translation_key


def test_open_it_is_everywhere(group, visitor):
    for _page, canary in group.values():
        assert seen(visitor, canary) >= EVERYWHERE
        assert fetched(visitor, canary) == set(canary.addresses)


def test_closed_it_is_nowhere(group, visitor, restricted):
    restricted.closed.add(key_of(group))
    for _page, canary in group.values():
        assert (seen(visitor, canary), fetched(visitor, canary)) == (set(), set()), canary.language


def test_unlisted_it_is_read_at_its_address_only(group, visitor, restricted):
    restricted.unlisted.add(key_of(group))
    for _page, canary in group.values():
        assert seen(visitor, canary) == {"page"}, canary.language
        assert fetched(visitor, canary) == set(canary.addresses)


def links(page):
    """Every way by which code or another page could name this page's address."""
    with translation.override(page.locale.language_code):
        rich = expand_db_html(f'<a linktype="page" id="{page.pk}">words</a>')
    tag = Template("{% load wagtailcore_tags %}{% pageurl page %}").render(Context({"page": page}))
    return {"rich text": rich, "pageurl": tag, "url": page.url or "", "full_url": page.full_url or ""}


def test_links_keep_their_words_and_lose_the_address(group, restricted):
    page, canary = group["en"]
    with public_scope():
        assert [name for name, text in links(page).items() if canary.slug not in text] == []
        restricted.closed.add(key_of(group))
        closed = links(page)
    assert not any(canary.slug in text for text in closed.values()), closed
    assert "words" in closed["rich text"]


def test_staff_keep_their_links(group, restricted):
    page, canary = group["en"]
    restricted.closed.add(key_of(group))
    assert [name for name, text in links(page).items() if canary.slug not in text] == []


def test_the_translation_is_offered_only_while_it_may_be_seen(restricted):
    pages = announcements.translations()
    for public, closed, expected in [(True, False, "ru"), (True, True, "en"), (False, True, "ru")]:
        restricted.closed.clear()
        pages["ru"].__class__.objects.filter(pk=pages["ru"].pk).update(live=not closed if public else True)
        with translation.override("ru"):
            if public:
                with public_scope():
                    assert pages["en"].localized.locale.language_code == expected
            else:
                assert pages["en"].localized.locale.language_code == expected


@pytest.mark.parametrize("kind", ["page", "route of a page"])
def test_a_redirect_never_names_a_closed_address(group, visitor, restricted, kind):
    page, canary = group["en"]
    route = "/feed/" if kind == "route of a page" else ""
    Redirect.objects.create(old_path="/en/old", redirect_page=page, redirect_page_route_path=route, is_permanent=False)
    opened = visitor.get("/en/old/")
    assert opened.status_code == 302
    assert canary.slug in opened["Location"]
    restricted.closed.add(key_of(group))
    shut = visitor.get("/en/old/")
    assert shut.status_code == 404
    assert not canary.stands_in(shut.content.decode())


def test_a_redirect_to_a_hidden_section_is_a_missing_page(sections, visitor):
    section = sections["en"]
    Redirect.objects.create(old_path="/en/news", redirect_page=section, redirect_page_route_path="/feed/")
    assert visitor.get("/en/news/")["Location"] == "/en/announcements/feed/"
    section.unpublish()
    assert visitor.get("/en/news/").status_code == 404


def test_a_hidden_section_takes_its_listing_and_feed_along(sections, visitor):
    announcements.announcement("en", slug="child")
    sections["en"].unpublish()
    for path in ("", "feed/"):
        assert visitor.get(f"/en/announcements/{path}").status_code == 404
    for path in ("/en/", "/en/feeds/", "/en/feed/", "/sitemap.xml", "/en/search/?q=announcement"):
        response = visitor.get(path)
        assert response.status_code == 200, path
    assert "/en/announcements/feed/" not in visitor.get("/en/feeds/").content.decode()
