"""Every way into a page that Wagtail offers, and what closes it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import PageManager
from wagtail.rich_text import expand_db_html

from announcements.models import (
    AnnouncementIndexPage,
    AnnouncementPage,
    EventIndexPage,
    MeetingIndexPage,
    PosterIndexPage,
)
from home.models import InformationPage
from portal.basepage import checks
from portal.basepage.models import BasePage
from portal.basepage.reserved import reserved_slugs
from portal.publication.scope import public_scope
from tests.factories import announcements, forms
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

SECTIONS = [AnnouncementIndexPage, MeetingIndexPage, PosterIndexPage, EventIndexPage]
VERBS = ("get", "head", "options", "post", "put", "patch", "delete", "trace")


@pytest.mark.parametrize("why", ["draft", "unpublished", "expired"])
@pytest.mark.parametrize("verb", VERBS)
def test_a_hidden_page_and_a_missing_one_answer_the_same(verb, why, visitor):
    page = announcements.announcement("ru", slug="zqhidden", live=why != "draft")
    if why == "unpublished":
        announcements.unpublish(page)
    if why == "expired":
        AnnouncementPage.objects.update(expire_at=page.first_published_at)
    answers = []
    for slug in ("zqhidden", "zqabsent"):
        response = getattr(visitor, verb)(f"/ru/announcements/{slug}/")
        headers = {name: value for name, value in response.items() if name not in {"Expires", "Date"}}
        answers.append((response.status_code, response.content.replace(slug.encode(), b""), headers))
    assert answers[0] == answers[1]
    assert answers[0][0] in {404, 405}


@pytest.mark.parametrize("suffix", ["?x=1", "feed/", "/", "edit/", "index.html"])
def test_nor_do_their_sub_addresses_differ(suffix, visitor):
    announcements.announcement("ru", slug="zqhidden", live=False)
    answers = [visitor.get(f"/ru/announcements/{slug}/{suffix}") for slug in ("zqhidden", "zqabsent")]
    bodies = [answer.content.replace(b"zqhidden", b"").replace(b"zqabsent", b"") for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert bodies[0] == bodies[1]


def test_an_address_without_its_last_slash_tells_nothing(visitor):
    announcements.announcement("ru", slug="zqhidden", live=False)
    answers = [visitor.get(f"/ru/announcements/{slug}") for slug in ("zqhidden", "zqabsent")]
    assert answers[0].status_code == answers[1].status_code


@pytest.mark.parametrize(
    "attributes",
    ['linktype="page" id="999999"', 'linktype="page" id=""', 'linktype="page"', 'linktype="page" id="x"'],
)
def test_a_link_to_nothing_keeps_its_words(attributes):
    with public_scope():
        assert "words" in expand_db_html(f"<p><a {attributes}>words</a></p>")


def test_many_links_lose_only_the_hidden_ones():
    pages = [announcements.announcement("kk", live=live) for live in (True, False, True)]
    html = "".join(f'<a linktype="page" id="{page.pk}">{page.slug}</a>' for page in pages)
    with public_scope():
        expanded = expand_db_html(html)
    assert [f"/announcements/{page.slug}/" in expanded for page in pages] == [True, False, True]


@pytest.mark.parametrize("slug", ["feed", "feeds", "view", "search", "share", "resolutions", "elections"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_cannot_take_a_views_address(slug, language, homes):
    assert slug in reserved_slugs()
    page = InformationPage(title="Taken", slug=slug, lead="A lead.", locale=homes[language].locale)
    with pytest.raises(ValidationError) as error:
        homes[language].add_child(instance=page)
    assert "slug" in error.value.message_dict


def test_deeper_down_the_same_word_is_free(homes):
    parent = homes["en"].add_child(instance=InformationPage(title="About", slug="about", lead="A lead."))
    assert parent.add_child(instance=InformationPage(title="Search", slug="search", lead="A lead.")).pk


def information_data(slug):
    data = forms.announcement_data(title="A page", slug=slug)
    return {name: value for name, value in data.items() if name not in {"kind", "election"}}


@pytest.mark.parametrize("action", [{}, {"action-publish": "yes"}], ids=["draft", "publish"])
@pytest.mark.parametrize(("slug", "taken"), [("search", False), ("how-to-vote", True)])
def test_the_form_says_so_to_the_editor(slug, taken, action, press_officer, homes):
    address = reverse("wagtailadmin_pages:add", args=("home", "informationpage", homes["en"].pk))
    response = press_officer.post(address, {**information_data(slug), **action})
    assert (response.status_code == 302) == taken
    assert InformationPage.objects.filter(slug=slug).exists() == taken
    if not taken:
        assert "slug" in response.context["form"].errors


def test_a_moved_page_cannot_take_a_views_address_either(homes, press_officer):
    parent = homes["en"].add_child(instance=InformationPage(title="About", slug="about", lead="A lead."))
    page = parent.add_child(instance=InformationPage(title="Search", slug="search", lead="A lead."))
    press_officer.post(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, homes["en"].pk)))
    page.refresh_from_db()
    assert page.depth == 4


def section_of(model, language="ru"):
    return model.objects.get(locale__language_code=language)


@pytest.mark.parametrize("model", SECTIONS)
def test_a_section_keeps_its_address(model):
    section = section_of(model)
    section.slug = "novosti"
    with pytest.raises(ValidationError):
        section.full_clean()


@pytest.mark.parametrize("model", SECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_each_section_once(model, language, homes):
    assert model.objects.child_of(homes[language]).count() == 1
    assert not model.can_create_at(homes[language])


HIDDEN = {
    "unpublished": lambda section, keys: section.unpublish(),
    "expired": lambda section, keys: (
        type(section).objects.filter(pk=section.pk).update(expire_at=section.first_published_at)
    ),
    "closed": lambda section, keys: keys.closed.add(section.translation_key),
}
VIEWS = {
    AnnouncementIndexPage: ["", "?q=x", "feed/"],
    MeetingIndexPage: ["", "?q=x", "feed/"],
    PosterIndexPage: ["", "?q=x", "feed/"],
    EventIndexPage: ["", "?month=2026-03", "feed/", "calendar.ics"],
}


@pytest.mark.parametrize("how", HIDDEN)
@pytest.mark.parametrize("model", SECTIONS)
def test_a_hidden_section_is_missing_with_everything_below_it_and_named_nowhere(model, how, visitor, restricted):
    section = section_of(model)
    address = f"/ru/{section.section_slug}/"
    share = f"/ru/share/{section.translation_key}.png"
    places = ("/ru/", "/ru/feeds/", "/ru/search/?q=x", "/sitemap.xml", "/en/feeds/")
    # The first page's own blocks are of what was published, and there is nothing.
    named = {place for place in places if f"{address}" in visitor.get(place).content.decode()}
    assert named >= {"/ru/", "/ru/feeds/", "/sitemap.xml"}
    assert {visitor.get(address + view).status_code for view in VIEWS[model]} == {200}
    assert visitor.get(share).status_code == 200
    HIDDEN[how](section, restricted)
    expected = 451 if how == "closed" else 404
    assert {visitor.get(address + view).status_code for view in VIEWS[model]} == {expected}
    assert visitor.get(share).status_code == 404
    for view in VIEWS[model]:
        for verb in ("head", "options", "post"):
            hidden = getattr(visitor, verb)(address + view).status_code
            absent = getattr(visitor, verb)(f"/ru/zqabsent/{view}").status_code
            assert hidden == (451 if how == "closed" else absent), (view, verb)
    named = {place for place in places if address in visitor.get(place).content.decode()}
    assert named == set()


@pytest.mark.parametrize("model", SECTIONS)
def test_a_section_in_one_language_is_offered_in_no_other_while_it_is_hidden(model, visitor):
    section_of(model).unpublish()
    for language in ("kk", "en"):
        text = visitor.get(f"/{language}/{model.section_slug}/").content.decode()
        assert f'hreflang="ru" href="https://testserver/ru/{model.section_slug}/"' not in text


def test_an_alias_is_refused_in_code(sections):
    page = announcements.announcement("en")
    with pytest.raises(PermissionDenied):
        page.create_alias(parent=sections["ru"], update_slug="alias")
    assert AnnouncementPage.objects.count() == 1


@pytest.mark.parametrize("forged", [{}, {"alias": "on"}, {"publish_copies": "on"}])
def test_a_copy_is_a_draft_of_its_own_and_no_alias(press_officer, sections, visitor, forged):
    page = announcements.announcement("en")
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": sections["en"].pk, **forged}
    form = reverse("wagtailadmin_pages:copy", args=(page.pk,))
    assert 'name="alias"' not in press_officer.get(form).content.decode()
    press_officer.post(form, data)
    copied = AnnouncementPage.objects.get(slug="copy")
    assert copied.alias_of is None
    assert (copied.live, copied.translation_key == page.translation_key) == (False, False)
    assert visitor.get("/en/announcements/copy/").status_code == 404


def test_every_page_type_of_the_project_passes_the_check():
    assert checks.every_page_type_knows_what_is_visible() == []


def test_a_page_type_with_a_manager_of_its_own_fails_the_check(monkeypatch):
    class Stray:
        class _meta:
            managers = [BasePage.objects]

        _default_manager = PageManager()

    Stray._default_manager.model = AnnouncementPage
    monkeypatch.setattr(checks, "get_page_models", lambda: [AnnouncementPage, Stray])
    assert [error.id for error in checks.every_page_type_knows_what_is_visible()] == ["basepage.E001"]
