"""Where do I vote? Each outcome as a voter gets it, in each language, with and without scripts."""

from __future__ import annotations

import pytest

from tests.browser.portal import LANGUAGES
from tests.browser.test_reading import STICKING_OUT

ASKED = {
    "resolved": {"kk": "Алматы, Самал-2, 5", "ru": "Алматы, мкр Самал-2, 5", "en": "Almaty, Samal-2, 5"},
    "ambiguous": {"kk": "Абай 12", "ru": "Абая 12", "en": "Abay 12"},
    "house_not_listed": {"kk": "Алматы, Абай 999", "ru": "Алматы, Абая 999", "en": "Almaty, Abay 999"},
    "not_found": {"kk": "zzzz 5", "ru": "zzzz 5", "en": "zzzz 5"},
}
# What a voter sees of an outcome, whatever the language.
SHOWN = {
    "resolved": ".answer .station-number b",
    "ambiguous": ".choices a[href*='/stations/']",
    "house_not_listed": "table.data a[href*='/stations/']",
    "not_found": ".call a[href^='tel:']",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", ASKED)
@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_each_outcome_is_shown(visit, portal, language, outcome, has_scripts):
    page = visit(width=360, java_script_enabled=has_scripts)
    page.goto(portal.at(language, "stations/"))
    page.fill("#address", ASKED[outcome][language])
    page.press("#address", "Enter")
    page.locator(SHOWN[outcome]).first.wait_for()
    assert ASKED[outcome][language] in page.locator("dl.facts").inner_text()
    assert page.locator("h1").count() == 1
    assert page.context.cookies() == []
    if has_scripts:
        assert page.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_example_under_the_field_leads_to_an_answer(visit, portal, language):
    page = visit(java_script_enabled=False)
    page.goto(portal.at(language))
    examples = page.locator(".example").count()
    assert examples == 4
    for number in range(examples):
        page.goto(portal.at(language))
        page.locator(".example").nth(number).click()
        assert page.url.endswith(f"/{language}/stations/")
        assert page.locator("main a[href*='-territorial/']").count() > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suspended_station_says_so_before_anything_else(visit, portal, language):
    page = visit(width=360)
    page.goto(portal.at(language, "stations/75-4-territorial/"))
    assert page.locator(".notice.is-error[role=alert]").is_visible()


def test_suggestions_are_chosen_with_the_keyboard(visit, portal):
    page = visit()
    page.goto(portal.at("ru", "stations/"))
    field = page.locator("#address")
    assert field.get_attribute("role") == "combobox"
    field.press_sequentially("каба")
    page.locator("[role=option]").first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    name = chosen.get_attribute("data-text")
    field.press("Enter")
    assert field.input_value() == name
    assert field.get_attribute("aria-expanded") == "false"
    assert page.url.endswith("/ru/stations/")  # nothing was sent
    field.press_sequentially("x")
    field.press("Escape")
    assert page.locator("[role=option]").count() == 0


def test_a_suggestion_says_that_its_station_is_suspended_and_their_number_is_announced(visit, portal):
    page = visit()
    page.goto(portal.at("en", "stations/"))
    page.locator("#address").press_sequentially("№ 4")
    options = page.locator("[role=option]")
    options.first.wait_for()
    assert options.filter(has_text="Suspended").count() == 1
    status = page.locator(".finder [role=status]")
    assert status.text_content() == f"Suggestions: {options.count()}"
    page.locator("#address").press("Escape")
    assert status.text_content() == ""


def test_while_a_letter_is_being_composed_nothing_is_asked_and_no_key_is_taken(visit, portal):
    page = visit()
    page.goto(portal.at("ru", "stations/"))
    field, options = page.locator("#address"), page.locator("[role=option]")
    field.press_sequentially("каба")
    options.first.wait_for()
    field.dispatch_event("keydown", {"key": "Escape", "isComposing": True})
    assert options.count() > 0
    asked = []
    page.on("request", lambda sent: asked.append(sent.url))
    field.evaluate("field => field.dispatchEvent(new InputEvent('input', { isComposing: true }))")
    page.wait_for_timeout(600)
    assert asked == []
    with page.expect_response("**/suggest/"):
        field.dispatch_event("compositionend")


def test_the_map_shows_what_stands_beside_it(visit, portal):
    page = visit()
    outside = []
    page.on("request", lambda sent: outside.append(sent.url) if not sent.url.startswith(portal.url) else None)
    page.goto(portal.at("ru", "stations/75-2-territorial/"))
    page.locator("path.map-point").wait_for()
    assert page.locator(".place-point a[href^='geo:']").is_visible()
    assert [url for url in outside if not url.startswith("data:")] == []


def test_without_scripts_the_page_has_no_empty_map(visit, portal):
    page = visit(java_script_enabled=False)
    page.goto(portal.at("ru", "stations/75-2-territorial/"))
    assert not page.locator(".map-figure").is_visible()
    assert page.locator(".place-point").is_visible()


def test_the_card_is_whole_on_paper(visit, portal):
    page = visit()
    page.goto(portal.at("kk", "stations/75-2-territorial/"))
    page.emulate_media(media="print")
    assert page.locator(".print-card .qr-code").is_visible()
    assert not page.locator(".map-figure").is_visible()
