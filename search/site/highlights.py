"""Found words, marked. The input is plain text; the output is safe HTML with nothing but `<mark>`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

EXCERPT = 220


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Words as they were typed, at the beginning of a word; the backends match in the same way."""
    alternatives = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True) if word)
    return re.compile(rf"(?<!\w)(?:{alternatives})", re.IGNORECASE) if alternatives else None


def marked(text: str, words: Iterable[str]) -> SafeString:
    """A text with the found words marked."""
    pattern = _pattern(words)
    if pattern is None:
        return mark_safe(escape(text))  # noqa: S308
    pieces, end = [], 0
    for match in pattern.finditer(text):
        pieces += [escape(text[end : match.start()]), "<mark>", escape(match.group()), "</mark>"]
        end = match.end()
    return mark_safe("".join([*pieces, escape(text[end:])]))  # noqa: S308


def excerpt(text: str, words: Iterable[str]) -> SafeString:
    """About two lines round the first found word, cut at spaces."""
    words = list(words)
    pattern = _pattern(words)
    match = pattern.search(text) if pattern else None
    start = max(0, match.start() - EXCERPT // 3) if match else 0
    if start:
        start = text.find(" ", start) + 1
    end = start + EXCERPT
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    cut = text[start:end].strip()
    return marked(("…" if start else "") + cut + ("…" if end < len(text) else ""), words)
