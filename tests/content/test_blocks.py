"""What editors may write, what they may leave empty in a draft, and that text stays text."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from announcements.models import AnnouncementPage
from content.blocks import BodyBlock, CallToActionBlock
from tests.content import bodies
from tests.factories import announcements, files, people
from tests.factories.sites import sections

pytestmark = pytest.mark.django_db

KINDS = list(BodyBlock().child_blocks)


@pytest.mark.parametrize(
    ("targets", "wrong"),
    [
        ({"url": "https://example.org/"}, None),
        ({"phone": "1414"}, None),
        ({"phone": "+77172000000"}, None),
        ({"page": True}, None),
        ({}, "page"),
        ({"url": "https://example.org/", "phone": "1414"}, "page"),
        ({"page": True, "phone": "1414"}, "page"),
        ({"page": True, "url": "https://example.org/", "phone": "1414"}, "page"),
        ({"phone": "14 14"}, "phone"),
        ({"phone": "8 (7172) 11"}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"phone": "1" * 16}, "phone"),
        ({"phone": "١٤١٤"}, "phone"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "example"}, "url"),
    ],
)
def test_a_call_to_action_has_one_target(targets, wrong, homes):
    block = CallToActionBlock()
    value = {"label": "Do it", "page": None, "url": "", "phone": "", **targets}
    if targets.get("page"):
        value["page"] = homes["en"]
    if wrong is None:
        block.clean(block.normalize(value))
        return
    with pytest.raises(ValidationError) as error:
        block.clean(block.normalize(value))
    assert set(error.value.block_errors) == {wrong}


@pytest.mark.parametrize(
    ("caption", "rows", "valid"),
    [
        ("Stations", [["a", "1"]], True),
        ("", [["a", "1"]], False),
        ("", [["", ""], [None, ""]], True),
        ("", [["", "0"]], False),
    ],
)
def test_a_table_with_anything_in_it_has_a_caption(caption, rows, valid):
    _kind, value = bodies.table(caption, rows)
    block = BodyBlock().child_blocks["table"]
    if valid:
        block.clean(value)
        return
    with pytest.raises(ValidationError):
        block.clean(value)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("quote", {"text", "speaker"}),
        ("picture", {"image", "alt"}),
        ("call_to_action", {"label"}),
        ("notice", {"text"}),
    ],
)
def test_what_a_published_block_can_t_do_without(kind, missing):
    block = BodyBlock().child_blocks[kind]
    with pytest.raises(ValidationError) as error:
        block.clean(block.normalize(block.get_default()))
    assert set(error.value.block_errors) - {"page"} == missing


def emptied(block):
    """A block's raw value with nothing in any of its fields, as a draft may be saved."""
    if isinstance(block, blocks.StructBlock):
        return {name: emptied(child) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [emptied(block.child_block)]
    typed = blocks.RichTextBlock | blocks.CharBlock | blocks.TextBlock | blocks.RegexBlock | blocks.URLBlock
    return "" if isinstance(block, typed) else None


def draft(*kinds):
    section = sections()["en"]
    page = AnnouncementPage(title="A draft", slug="a-draft", lead="A lead.", locale=section.locale, live=False)
    raw = [{"type": kind, "value": emptied(BodyBlock().child_blocks[kind])} for kind in kinds]
    page.body = json.dumps(raw)
    section.add_child(instance=page)
    page.save_revision(clean=False)
    return page


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_with_an_empty_block_is_saved_and_previewed(kind):
    page = draft(kind).get_latest_revision_as_object()
    response = page.make_preview_request()
    response = response.render() if hasattr(response, "render") and not response.is_rendered else response
    assert response.status_code == 200
    words = BeautifulSoup(response.content, "html.parser").main.get_text()
    # An empty number may say so; nothing else of a draft has words of Python in it.
    assert "None" not in words.replace("None as of", "") if kind == "figures" else "None" not in words


@pytest.mark.parametrize("kind", KINDS)
def test_a_published_page_with_an_emptied_block_is_read_everywhere(kind, visitor):
    """A picture, a person or a page may be deleted after the text was published."""
    page = draft(kind)
    page.get_latest_revision().publish()
    for address in (page.url, "/en/announcements/feed/", "/en/feed/", "/en/search/?q=draft"):
        assert visitor.get(address).status_code == 200, address


def test_an_editor_opens_a_draft_with_every_empty_block(login):
    page = draft(*KINDS)
    assert login(superuser=True).get(f"/admin/pages/{page.pk}/edit/").status_code == 200


@pytest.mark.parametrize("which", ["picture", "document", "page", "person"])
def test_what_a_text_refers_to_may_be_deleted(which, visitor):
    target = announcements.announcement(title="Target")
    speaker, picture, document = people.person(), files.picture(), files.document()
    page = announcements.announcement(body=bodies.full(target, speaker=speaker, picture=picture, document=document))
    {"picture": picture, "document": document, "page": target, "person": speaker}[which].delete()
    for address in (page.url, "/en/announcements/feed/", "/en/feed/", "/en/search/?q=words"):
        assert visitor.get(address).status_code == 200, address


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&"


def hostile(block):
    if isinstance(block, blocks.StructBlock):
        return {name: hostile(child) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [hostile(block.child_block)]
    if isinstance(block, TableBlock):
        return bodies.table(HOSTILE, [(HOSTILE, HOSTILE)] * 2)[1]
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RegexBlock):
        return HOSTILE
    if isinstance(block, blocks.IntegerBlock):
        return 7
    if isinstance(block, blocks.DateBlock):
        return "2022-11-14"
    return block.get_prep_value(block.get_default()) if not isinstance(block, blocks.RichTextBlock) else "<p>Text.</p>"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "rich_text"])
def test_text_stays_text(kind, visitor):
    block = BodyBlock().child_blocks[kind]
    value = hostile(block)
    if kind == "quote":
        value["speaker"] = people.person(name=HOSTILE, office=HOSTILE).pk
    if kind == "picture":
        value["image"] = files.picture(credit={"en": HOSTILE}, licence=HOSTILE).pk
    if kind == "documents":
        value["documents"] = [files.document(title=HOSTILE).pk]
    if kind == "questions":
        value["items"][0]["answer"] = "<p>Text.</p>"
    if kind == "call_to_action":
        value |= {"url": "https://example.org/?a=1&b=2", "phone": ""}
    page = announcements.announcement(title=HOSTILE, lead=HOSTILE)
    page.body = json.dumps([{"type": kind, "value": value}])
    page.save_revision().publish()
    for address in (page.url, "/en/announcements/", "/en/", "/en/search/?q=script"):
        soup = BeautifulSoup(visitor.get(address).content, "html.parser")
        ours = [script for script in soup.find_all("script") if script.get("src", "").startswith("/static/js/")]
        data = soup.find_all("script", type="application/ld+json")
        assert len(soup.find_all("script")) == len(ours) + len(data)
        assert not soup.find_all(src="x")
        assert not soup.find_all(onerror=True)
    text = BeautifulSoup(visitor.get(page.url).content, "html.parser").main
    if kind not in {"notice"}:
        assert str(text).count("&lt;script&gt;") > 2


def test_a_zero_in_a_table_is_a_zero(visitor):
    page = announcements.announcement(body=[bodies.table(rows=[("", "Stations"), ("x", "0"), ("y", None), ("z", "")])])
    cells = BeautifulSoup(visitor.get(page.url).content, "html.parser").select("table tbody td")
    assert [cell.get_text() for cell in cells] == ["0", "–", "–"]
