"""The same portal in other ways of looking: without scripts, in low vision, on paper."""

from __future__ import annotations

import re

import pytest

from tests.browser.portal import LANGUAGES, PLACES
from tests.browser.test_reading import STICKING_OUT


@pytest.mark.parametrize("view", ["150.light", "200.dark"])
@pytest.mark.parametrize("name", ["home", "check-the-list", "observers-641", "listing"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_sticks_out_in_low_vision_mode(visit, portal, language, name, view):
    page = visit()
    page.context.add_cookies([{"name": "view", "value": view, "url": portal.url}])
    page.goto(portal.at(language, PLACES[name].path))
    found = {}
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate(STICKING_OUT)
    assert found == {320: [], 1280: []}


# --- The keyboard ---


@pytest.fixture
def plain(visit):
    return visit(width=360, java_script_enabled=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_menu_opens_without_scripts(plain, portal, language):
    plain.goto(portal.at(language))
    link = plain.locator("#menu a[href$='/announcements/']")
    assert not link.is_visible()
    plain.locator("header [popovertarget=menu]").first.click()
    assert link.is_visible()
    plain.locator("[popovertargetaction=hide]").click()
    assert not link.is_visible()
    plain.locator("header [popovertarget=menu]").first.click()
    link.click()
    assert plain.url == portal.at(language, "announcements/")


def test_filters_work_without_scripts(plain, portal):
    plain.goto(portal.at("ru", "announcements/"))
    everything = plain.locator("main .news li").count()
    plain.select_option("[name=type]", "observers")
    plain.locator(".filters button").click()
    assert "type=observers" in plain.url
    assert plain.locator("[name=type]").input_value() == "observers", "the choice isn't kept in the form"
    assert 0 < plain.locator("main .news li").count() < everything
    plain.fill("main [name=q]", "641")
    plain.locator(".filters button").click()
    assert plain.locator("main .news li").count() == 1


def test_search_works_without_scripts(plain, portal):
    plain.goto(portal.at("en", "search/"))
    plain.fill("main [name=q]", "observers")
    plain.locator("main form button").click()
    hit = plain.locator("main .news a").first
    assert plain.locator("main mark").count() > 0, "the words found aren't marked"
    hit.click()
    assert plain.locator("h1").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_low_vision_choice_is_kept_and_can_be_taken_back(plain, portal, language):
    here = portal.at(language, "how-to-vote/")
    plain.goto(here)
    plain.locator(".low-vision-link").click()
    plain.locator("[name=size][value='200']").check()
    plain.locator("[name=colours][value=dark]").check()
    plain.locator("main form button:not([name])").click()
    assert plain.url == here
    assert plain.locator("html").get_attribute("class") == "low-vision is-larger is-dark"
    assert [cookie["name"] for cookie in plain.context.cookies()] == ["view"]
    plain.goto(portal.at(language, "announcements/"))
    assert plain.locator("html.low-vision").count() == 1
    plain.locator(".low-vision-panel button").click()
    assert plain.url == portal.at(language, "announcements/")
    assert plain.locator("html.low-vision").count() == 0
    assert plain.context.cookies() == []


def test_low_vision_form_shows_the_choice(plain, portal):
    plain.context.add_cookies([{"name": "view", "value": "200.dark", "url": portal.url}])
    plain.goto(portal.at("ru", "view/"))
    assert plain.locator("[name=size][value='200']").is_checked()
    assert plain.locator("[name=colours][value=dark]").is_checked()


def test_low_vision_form_offers_a_choice_to_begin_with(plain, portal):
    plain.goto(portal.at("ru", "view/"))
    assert plain.locator("[name=size]:checked").count() == 1
    assert plain.locator("[name=colours]:checked").count() == 1


def test_pictures_give_way_to_their_words_in_low_vision_mode(visit, portal):
    page = visit()
    page.goto(portal.at("en", "announcements/check-the-list/"))
    assert page.locator("figure img").is_visible()
    assert not page.locator(".picture-text").is_visible()
    page.context.add_cookies([{"name": "view", "value": "150.light", "url": portal.url}])
    page.reload()
    assert not page.locator("figure img").is_visible()
    assert page.locator(".picture-text").is_visible()


# --- On paper ---


@pytest.mark.parametrize("name", ["home", "check-the-list", "observers-641", "listing"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_printed_page_has_the_text_and_no_navigation(visit, portal, language, name):
    # 174 mm: A4 without its margins.
    page = visit(width=658)
    page.emulate_media(media="print")
    page.goto(portal.at(language, PLACES[name].path))
    left = [part for part in (".tools", "#menu", ".menu-button", "nav", ".filters")
            if any(element.is_visible() for element in page.locator(part).all())]  # fmt: skip
    assert left == []
    assert page.locator("h1").is_visible()
    assert page.locator(".phone").first.is_visible(), "the help line is missing on paper"
    assert page.evaluate(STICKING_OUT) == []
    white = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert white == "rgb(255, 255, 255)"


def test_printed_page_is_black_on_white_in_a_dark_system(visit, portal):
    page = visit(width=658, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(portal.at("kk", "announcements/check-the-list/"))
    colours = "s => getComputedStyle(document.querySelector(s)).color"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(colours, "body") == "rgb(0, 0, 0)"
    for selector in (".documents a", ".facts dt", ".lead"):
        red, green, blue = map(int, re.findall(r"\d+", page.evaluate(colours, selector))[:3])
        assert max(red, green, blue) < 160, f"{selector} is too pale on white paper: {red}, {green}, {blue}"
