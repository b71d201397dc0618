"""The demonstration's printable memos: one A4 page of real text each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.lettering import Lettering, lacking
from content.share_pictures import GOLD, STEPPE, Line, band
from home.demo.pdf import PdfCanvas

_PAGE = (595, 842)
_MARGIN = 62
_INK = "#15222c"


@dataclass(frozen=True)
class _Style:
    lettering: Lettering
    leading: float
    tag: str
    before: float = 0
    indent: float = 0


_TITLE = _Style(Lettering(26, 600), 32, "H1")
_HEADING = _Style(Lettering(16, 600), 23, "H2", before=8)
_ITEM = _Style(Lettering(13, 400), 19, "P", before=4, indent=20)
_PLAIN = _Style(Lettering(13, 400), 19, "P")


@dataclass
class _Page:
    canvas: PdfCanvas
    y: float = 100

    def put(self, text: str, style: _Style) -> None:
        if missing := lacking(text):
            raise ValueError(f"the fonts have no letters {missing!r}")
        self.y += style.before
        lines = [Line(_MARGIN, self.y, "—", style.lettering)] if style.indent else []
        for text_line in style.lettering.lines(text, _PAGE[0] - 2 * _MARGIN - style.indent):
            lines.append(Line(_MARGIN + style.indent, self.y, text_line, style.lettering))
            self.y += style.leading
        if self.y > _PAGE[1] - _MARGIN + style.leading:
            raise ValueError("the memo does not fit one page")
        self.canvas.text(lines, _INK, style.tag)


def _styled(line: str) -> tuple[str, _Style]:
    for prefix, style in (("## ", _HEADING), ("- ", _ITEM)):
        if line.startswith(prefix):
            return line.removeprefix(prefix), style
    return line, _PLAIN


def memo_pdf(title: str, lines: Sequence[str], *, language: str) -> bytes:
    """A one-page PDF of a title and lines; "## " begins a heading, "- " an item, an empty line is a gap.

    Raises ValueError if the text does not fit one page or the fonts lack a letter. The same input gives the same bytes.
    """
    page = _Page(PdfCanvas(_PAGE))
    band(page.canvas, 28, _PAGE[0], 14, line=STEPPE, gold=GOLD)
    page.put(title, _TITLE)
    page.y += 6
    for line in lines:
        if line.strip():
            page.put(*_styled(line))
        else:
            page.y += 8
    return page.canvas.written(title, language)
