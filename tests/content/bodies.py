"""Texts as editors write them: with every kind of block, each with something of its own in it."""

from __future__ import annotations

from datetime import date

from wagtail.rich_text import RichText

from tests.factories import files, people

DAY = date(2022, 11, 14)


def table(caption="Stations abroad", rows=(("Country", "Stations"), ("Germany", "2"))):
    return (
        "table",
        {
            "data": [list(row) for row in rows],
            "cell": [],
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_header_choice": "both",
            "table_caption": caption,
        },
    )


def rich(html):
    return ("rich_text", RichText(html))


def link(page, words="a page"):
    return f'<a linktype="page" id="{page.pk}">{words}</a>'


def figure(value=195000, **fields):
    given = {"label": "observers", "after": "", "before": "", "source": "", "provisional": False, **fields}
    return {"value": value, "as_of": DAY, **given}


def quote(speaker, text="Come with an identity card.", **fields):
    return ("quote", {"text": text, "speaker": speaker, "said_on": DAY, "occasion": "", **fields})


def call_to_action(**target):
    return ("call_to_action", {"label": "What to do next", "page": None, "url": "", "phone": "", **target})


def full(page, *, name="one", speaker=None, picture=None, document=None):
    """Every block there is; it links to `page` in its running text and on its button."""
    return [
        rich(f"<h2>Words {name}</h2><p>Read {link(page)}.</p>"),
        quote(speaker or people.person(f"Speaker {name}")),
        ("figures", {"items": [figure(), figure(7, label="organisations", source="the commission", provisional=True)]}),
        table(f"Stations of {name}"),
        ("picture", {"image": picture or files.picture(f"{name}.png"), "alt": f"What {name} shows", "caption": ""}),
        ("documents", {"documents": [document or files.document(f"{name}.pdf", f"Memo {name}")]}),
        call_to_action(page=page),
        (
            "questions",
            {"items": [{"question": "Where?", "answer": RichText("<p>There.</p>"), "answered_on": DAY}]},
        ),
        ("notice", {"kind": "note", "text": RichText("<p>A note.</p>")}),
    ]
