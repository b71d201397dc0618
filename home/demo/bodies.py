"""From a block of the demonstration's texts to the data of a StreamField."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from content.models import Person
from portal.basepage.models import BasePage
from portal.files.models import Download, Picture


@dataclass(frozen=True)
class References:
    """What blocks refer to by name. Pages are those of one language."""

    people: dict[str, Person]
    pictures: dict[str, Picture]
    documents: dict[str, Download]
    pages: dict[str, BasePage]


def stream_data(blocks: list[dict[str, Any]], references: References) -> list[dict[str, Any]]:
    """Raw stream data for the blocks of one page. Raises KeyError for a name that nothing has."""
    return [{"type": block["type"], "value": _VALUES[block["type"]](block, references)} for block in blocks]


def _rich_text(block: dict[str, Any], references: References) -> str:
    return block["html"]


def _quote(block: dict[str, Any], references: References) -> dict[str, Any]:
    return {
        "text": block["text"],
        "speaker": references.people[block["speaker"]].pk,
        "said_on": block["said_on"].isoformat(),
        "occasion": block.get("occasion", ""),
    }


def _figures(block: dict[str, Any], references: References) -> dict[str, Any]:
    return {"items": [{**item, "as_of": item["as_of"].isoformat()} for item in block["items"]]}


def _table(block: dict[str, Any], references: References) -> dict[str, Any]:
    return {
        "data": [[str(cell) for cell in row] for row in [block["head"], *block["rows"]]],
        "cell": [],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": block["caption"],
    }


def _picture(block: dict[str, Any], references: References) -> dict[str, Any]:
    return {
        "image": references.pictures[block["picture"]].pk,
        "alt": block["alt"],
        "caption": block.get("caption", ""),
    }


def _documents(block: dict[str, Any], references: References) -> dict[str, Any]:
    return {"documents": [references.documents[name].pk for name in block["documents"]]}


def _call_to_action(block: dict[str, Any], references: References) -> dict[str, Any]:
    url = block.get("url", "")
    return {
        "label": block["label"],
        "page": references.pages[block["page"]].pk if "page" in block else None,
        "url": "" if url.startswith("tel:") else url,
        "phone": url.removeprefix("tel:") if url.startswith("tel:") else "",
    }


def _questions(block: dict[str, Any], references: References) -> dict[str, Any]:
    return {
        "items": [
            {"question": item["question"], "answer": item["html"], "answered_on": item["date"].isoformat()}
            for item in block["items"]
        ]
    }


def _notice(block: dict[str, Any], references: References) -> dict[str, Any]:
    return {"kind": block["kind"], "text": block["html"]}


_VALUES = {
    "rich_text": _rich_text,
    "quote": _quote,
    "figures": _figures,
    "table": _table,
    "picture": _picture,
    "documents": _documents,
    "call_to_action": _call_to_action,
    "questions": _questions,
    "notice": _notice,
}
