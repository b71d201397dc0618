"""Words that visitors type, before any search sees them."""

from __future__ import annotations

import unicodedata

MAX_LENGTH = 200


def clean_query(text: str) -> str:
    """Typed words as searchable text: no control characters, no quotes or operators, one space, at most 200 characters.

    Search backends give quotes, colons and brackets a meaning that a visitor doesn't intend.
    """
    kept = "".join(_kept(character) for character in unicodedata.normalize("NFC", text[: MAX_LENGTH * 4]))
    return " ".join(kept.split())[:MAX_LENGTH].strip()


def _kept(character: str) -> str:
    """Letters, marks, digits, and hyphens and slashes inside words ("103/594"); anything else is a gap."""
    return character if unicodedata.category(character)[0] in "LMN" or character in "-/" else " "
