"""A page as it is read: without tags, with plain spaces, and lines that break anywhere."""

from __future__ import annotations

import html
import re


def read(response) -> str:
    """The words of an answer; of a page only what stands in its main part."""
    text = response.content.decode()
    main = re.search(r"<main.*?</main>", text, re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]+>", " ", main[0] if main else text))
    return re.sub(r"\s+", " ", words.replace("\u2060", "")).strip()
