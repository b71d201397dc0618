"""The demonstration's texts: whole in three languages, the same facts in each, no dangling references."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

TEXTS = Path(__file__).resolve().parents[2] / "home" / "demo" / "texts"
LANGUAGES = ("kk", "ru", "en")
FILES = (
    "people",
    "elections",
    "announcements",
    "information",
    "home",
    "documents",
    "pictures",
    "resolutions",
    "meetings",
    "events",
    "posters",
    "polls",
)
# What each kind of block must have, apart from its type.
BLOCKS = {
    "rich_text": {"html"},
    "quote": {"text", "speaker", "said_on", "occasion"},
    "figures": {"items"},
    "table": {"caption", "head", "rows"},
    "picture": {"picture", "alt", "caption"},
    "call_to_action": {"label"},
    "questions": {"items"},
    "documents": {"documents"},
    "notice": {"kind", "html"},
}
FIGURE = {"value", "before", "after", "label", "as_of", "source", "provisional"}
QUESTION = {"question", "html", "date"}
# What says the same in every language, word for word.
SAME_EVERYWHERE = ("type", "kind", "picture", "page", "url", "documents", "speaker", "said_on")
TAGS = {"p", "h2", "h3", "ul", "ol", "li", "b", "i", "a"}
KAZAKH_ONLY = re.compile("[әғқңөұүһі]", re.IGNORECASE)


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


DATA = {name: load(name) for name in FILES}
ANNOUNCEMENTS = {entry["key"]: entry for entry in DATA["announcements"]["announcement"]}
INFORMATION = {entry["key"]: entry for entry in DATA["information"]["page"]}
ACTS = {entry["key"]: entry for entry in DATA["resolutions"]["resolution"]}
MEETINGS = {entry["key"]: entry for entry in DATA["meetings"]["meeting"]}
EVENTS = {entry["key"]: entry for entry in DATA["events"]["event"]}
POSTERS = {entry["key"]: entry for entry in DATA["posters"]["poster"]}
POLLS = {entry["key"]: entry for entry in DATA["polls"]["poll"]}
PAGES = {**ANNOUNCEMENTS, **INFORMATION, **MEETINGS, **EVENTS, **POSTERS, **POLLS}
PICTURES = {entry["key"] for entry in DATA["pictures"]["picture"]}
DOCUMENTS = {entry["key"] for entry in DATA["documents"]["document"]}
PEOPLE = {entry["key"] for entry in DATA["people"]["person"]}
OFFICES = {entry["key"] for entry in DATA["people"]["office"]}
ELECTIONS = {entry["key"] for entry in DATA["elections"]["election"]}

# Two acts have no English on purpose: the register says "not translated".
WITHOUT_ENGLISH = [ACTS[key]["title"] for key in ("92-548", "130-702")]

each_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())


def texts(value: Any) -> Iterator[str]:
    """Every piece of text in a value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def translated(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table keyed by languages."""
    if isinstance(value, dict):
        if set(value) & set(LANGUAGES):
            yield path, value
        for key, part in value.items():
            yield from translated(part, f"{path}.{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from translated(part, f"{path}[{index}]")


def numbers(value: Any) -> Counter[str]:
    return Counter(number for text in texts(value) for number in re.findall(r"\d+", text))


def walk_blocks(page: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for language in LANGUAGES:
        yield from page[language]["body"]


def test_every_file_is_read() -> None:
    assert {path.stem for path in TEXTS.glob("*.toml")} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_in_three_languages(name: str) -> None:
    for path, table in translated(DATA[name], name):
        if table in WITHOUT_ENGLISH:
            assert set(table) == {"kk", "ru"}
            continue
        missing = [language for language in LANGUAGES if not table.get(language)]
        if set(table) <= set(LANGUAGES):
            assert not missing, f"{path}: {missing}"
            continue
        # A page: the languages stand beside its other fields.
        assert not missing, f"{path}: {missing}"
        fields = {language: set(table[language]) - {"radio"} for language in LANGUAGES}
        assert fields["kk"] == fields["ru"] == fields["en"], path


@pytest.mark.parametrize("name", FILES)
def test_no_text_shouts(name: str) -> None:
    assert not [text for text in texts(DATA[name]) if "!" in text]


@pytest.mark.parametrize("name", FILES)
def test_texts_are_in_their_own_alphabet(name: str) -> None:
    for path, table in translated(DATA[name], name):
        for text in texts(table.get("en", "")):
            assert not re.search("[а-яё]", text, re.IGNORECASE), f"{path}: {text}"
        kazakh = " ".join(texts(table["kk"]))
        if len(kazakh) > 60:
            assert KAZAKH_ONLY.search(kazakh), path
        for text in texts(table["ru"]):
            # The one Kazakh name that the Russian list of organisations itself gives.
            assert not KAZAKH_ONLY.search(text.replace("Қоғамдық пікір", "")), f"{path}: {text}"
        # Straight quotation marks and apostrophes are typing, not setting.
        for text in texts(table):
            assert not re.search("[\"']", re.sub(r'<a href="[^"]*">', "", text)), f"{path}: {text}"


@each_page
def test_languages_have_the_same_blocks(page: dict[str, Any]) -> None:
    bodies = [page[language]["body"] for language in LANGUAGES]
    kinds = [[block["type"] for block in body] for body in bodies]
    assert kinds[0] == kinds[1] == kinds[2]
    for blocks in zip(*bodies, strict=True):
        for field in SAME_EVERYWHERE:
            values = [block.get(field) for block in blocks]
            assert values[0] == values[1] == values[2], (page["key"], blocks[0]["type"], field)


@each_page
def test_blocks_have_their_fields(page: dict[str, Any]) -> None:
    for block in walk_blocks(page):
        expected = BLOCKS[block["type"]] | {"type"}
        if block["type"] == "call_to_action":
            assert len({"page", "url"} & set(block)) == 1
            expected = expected | ({"page", "url"} & set(block))
        assert set(block) == expected, (page["key"], block["type"])
        if block["type"] == "figures":
            assert all(set(item) == FIGURE for item in block["items"])
        if block["type"] == "questions":
            assert all(set(item) == QUESTION for item in block["items"])
        if block["type"] == "table":
            assert all(len(row) == len(block["head"]) for row in block["rows"])
        if block["type"] == "notice":
            assert block["kind"] in {"note", "correction", "invented"}


@each_page
def test_html_is_plain_and_closed(page: dict[str, Any]) -> None:
    for block in walk_blocks(page):
        for source in [block, *block.get("items", [])]:
            html = source.get("html", "")
            opened: list[str] = []
            for closing, tag, rest in re.findall(r"<(/?)(\w+)([^>]*)>", html):
                assert tag in TAGS
                if tag == "a" and not closing:
                    assert re.fullmatch(r' href="https?://[^"]+"', rest)
                else:
                    assert not rest
                if closing:
                    assert opened.pop() == tag
                else:
                    opened.append(tag)
            assert not opened


@each_page
def test_numbers_are_the_same_in_every_language(page: dict[str, Any]) -> None:
    for field in ("title", "lead"):
        found = [numbers(page[language][field]) for language in LANGUAGES]
        assert found[0] == found[1] == found[2], (page["key"], field)
    for blocks in zip(*(page[language]["body"] for language in LANGUAGES), strict=True):
        found = [numbers(block) for block in blocks]
        assert found[0] == found[1] == found[2], (page["key"], blocks[0]["type"], found)
        if blocks[0]["type"] == "figures":
            facts = [
                [(item["value"], item["as_of"], item["provisional"]) for item in block["items"]] for block in blocks
            ]
            assert facts[0] == facts[1] == facts[2]
        if blocks[0]["type"] == "questions":
            asked = [[item["date"] for item in block["items"]] for block in blocks]
            assert asked[0] == asked[1] == asked[2]


@each_page
def test_pages_say_what_is_invented(page: dict[str, Any]) -> None:
    for language in LANGUAGES:
        body = page[language]["body"]
        assert any(block["type"] == "notice" and block["kind"] == "invented" for block in body)
        for block, following in zip(body, [*body[1:], {}], strict=True):
            if block["type"] == "quote":
                assert following.get("kind") == "note", "a quotation says that it is a translation"


@each_page
def test_references_exist(page: dict[str, Any]) -> None:
    for block in walk_blocks(page):
        assert block.get("page", page["key"]) in PAGES
        assert block.get("picture", "list") in PICTURES
        assert block.get("speaker", "abdirov") in PEOPLE
        assert set(block.get("documents", [])) <= DOCUMENTS
        assert block.get("url", "tel:1414").startswith(("tel:", "https://", "http://"))


def test_announcements_refer_to_what_exists() -> None:
    for entry in ANNOUNCEMENTS.values():
        assert entry["election"] in ELECTIONS
        assert entry["picture"] in PICTURES | {""}
        assert set(entry["documents"]) <= DOCUMENTS
        assert entry["kind"] in {"voters", "press", "observers"}
        assert entry["date"].utcoffset() == timedelta(hours=6)
        assert entry["date"].date() <= date(2022, 11, 14)
        named = {key for block in walk_blocks(entry) for key in block.get("documents", [])}
        assert named == set(entry["documents"])


def test_keys_and_addresses_are_unique() -> None:
    kinds = (ANNOUNCEMENTS, INFORMATION, MEETINGS, EVENTS, POSTERS, POLLS)
    assert len(PAGES) == sum(len(kind) for kind in kinds)
    for entries in (list(kind.values()) for kind in kinds):
        for field in ("key", "slug"):
            values = [entry[field] for entry in entries]
            assert len(set(values)) == len(values)
            assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) for value in values)


def test_people_hold_offices_that_exist() -> None:
    for person in DATA["people"]["person"]:
        assert {term["office"] for term in person["term"]} <= OFFICES


def test_home_refers_to_what_exists() -> None:
    for column in DATA["home"]["column"]:
        for link in column["links"]:
            assert link.get("page") in PAGES or link.get("view") in {"feeds", "search"}
    for banner in DATA["home"]["banner"]:
        assert banner["starts"] < banner["ends"]
        assert numbers(banner["text"]["kk"]) == numbers(banner["text"]["ru"]) == numbers(banner["text"]["en"])


def test_election_days_agree() -> None:
    (election,) = DATA["elections"]["election"]
    (voting_day,) = election["round"][0]["voting_days"]
    zone = ZoneInfo(election["zone"])
    assert voting_day == date(2022, 11, 20)
    assert voting_day.strftime("%A") == "Sunday"
    moments = [
        entry["instant"] if "instant" in entry else datetime.combine(entry["date"], datetime.min.time(), zone)
        for entry in election["key_date"]
    ]
    assert moments == sorted(moments)
    ban = datetime.combine(voting_day - timedelta(days=5), datetime.min.time(), zone)
    assert ban in moments
    (banner,) = DATA["home"]["banner"]
    assert banner["ends"] == datetime.combine(voting_day + timedelta(days=1), datetime.min.time(), zone)


def test_a_coming_election_says_it_is_a_demonstration() -> None:
    (coming,) = DATA["elections"]["coming"]
    for field in ("title", "short_title"):
        assert all(word in coming[field][language] for language, word in _demonstration().items())
    offsets = [entry["offset_days"] for entry in coming["key_date"]]
    assert offsets == sorted(offsets)
    assert offsets[-1] == 0
    assert min(offsets) > -coming["lead_days"]
    assert coming["called_before_days"] > coming["lead_days"]


def _demonstration() -> dict[str, str]:
    return {"kk": "демонстрация", "ru": "демонстрация", "en": "demonstration"}


def test_no_poll_figure_is_given() -> None:
    for name in FILES:
        assert not [text for text in texts(DATA[name]) if "%" in text]


def test_documents_are_the_same_in_every_language() -> None:
    memos = {entry["language"]: entry for entry in DATA["documents"]["document"]}
    assert set(memos) == set(LANGUAGES)
    shapes = {
        language: [(line[:2] if line[:2] in {"##", "- "} else bool(line)) for line in memo["lines"]]
        for language, memo in memos.items()
    }
    assert shapes["kk"] == shapes["ru"] == shapes["en"]
    found = {language: numbers(memo["lines"]) for language, memo in memos.items()}
    assert found["kk"] == found["ru"] == found["en"]
