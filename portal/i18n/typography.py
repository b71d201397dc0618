"""Where a line of text may break: no-break spaces, word joiners and Kazakh soft hyphens.

The rules are those of the portal's look, "Setting Kazakh and Russian". Spaces are only exchanged for
no-break ones, and every rule reads both kinds as the same, so setting a text twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"
SOFT_HYPHEN = "\u00ad"
# What stands in a text for markup that is one thing and not ours to read, such as <code>…</code>.
OBJECT = "\ufffc"

# A change of a text: from, to, what stands there instead. From == to is an insertion.
Edit = tuple[int, int, str]

SPACE = "[ \u00a0]"
LETTER = r"[^\W\d_]"
UPPER = "[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]"
# Not after the beginning of a word: «кто-то», or a piece left by a soft hyphen.
WORD_START = "(?<![\\w\\-'’\u00ad\u2060])"
# Abbreviations that announce what follows. After a number («2022 г.») and in «т. д.» they end a phrase.
ABBREVIATIONS = "г|гл|д|им|кв|корп|мкр|п|пер|пл|пос|пп|пр|просп|рис|с|см|ст|стр|т|табл|тел|ул|ч|көш|даң"

# Not after a time of day: «20:00 по местному» would become one unbreakable piece.
NUMBER_AND_NOUN = re.compile(rf"(?<=\d)(?<!:\d\d)({SPACE})(?=[%‰°₸₽€$£№]|{LETTER})")
THOUSANDS = re.compile(rf"(?<![\d.,])(?<!\d{SPACE})\d{{1,3}}(?:{SPACE}\d{{3}})+(?!{SPACE}?\d)")
TIED = (
    re.compile(rf"{WORD_START}{LETTER}{{1,2}}({SPACE})(?=\S)"),
    re.compile(rf"[№§]({SPACE})(?=\S)"),
    re.compile(rf"{WORD_START}(?<!\d{SPACE})(?<!т\.{SPACE})(?i:{ABBREVIATIONS})\.({SPACE})(?=\S)"),
    # Initials stay with the surname.
    re.compile(rf"{WORD_START}{UPPER}\.({SPACE})(?={UPPER})"),
    re.compile(rf"(?<=\S)({SPACE})(?=[—–](?:\s|\Z))"),
)
RANGE = re.compile(rf"(?<=\d)({WORD_JOINER}?)–({WORD_JOINER}?)(?=\d)")
# An ending that is tied to a number by a hyphen: «20:00-ге», «15-го».
ENDING = re.compile(rf"(?<=\d-)(?={LETTER})")

# Kazakh syllables: each has one vowel, and a consonant before a vowel begins a new one.
VOWELS = frozenset("аәеиіоөуүұыэюяё")
CONSONANTS = frozenset("бвгғджзйкқлмнңпрстфхһцчшщ")
LONG_WORD = 12
WORD = re.compile(rf"{LETTER}+(?:{SOFT_HYPHEN}+{LETTER}+)*")


def set_text(text: str, lang: str) -> str:
    """Plain text in this language, with the places made firm at which a line must not break."""
    return _applied(text, _edits(text, lang, heading=False))


def set_html(html: str, lang: str) -> str:
    """HTML whose texts are set, in the language of the nearest `lang`, else in this one.

    Tags, attributes, comments, entities and what is verbatim (script, style, pre, code, textarea) stay as
    they are. Words read across inline tags: in «<b>5</b> участков» the number holds on to its noun.
    """
    return "".join(_Page(lang).read(html))


def _edits(text: str, lang: str, heading: bool) -> list[Edit]:
    language = lang.partition("-")[0]
    spaces = {match.start(1) for match in NUMBER_AND_NOUN.finditer(text)}
    for match in THOUSANDS.finditer(text):
        spaces |= {place for place in range(*match.span()) if not text[place].isdigit()}
    insertions: set[Edit] = set()
    for match in RANGE.finditer(text):
        insertions |= {(match.start(g), match.start(g), WORD_JOINER) for g in (1, 2) if not match[g]}
    if language in {"kk", "ru"}:
        spaces |= {match.start(1) for rule in TIED for match in rule.finditer(text)}
        insertions |= {(match.start(), match.start(), WORD_JOINER) for match in ENDING.finditer(text)}
    if language == "kk" and heading:
        for match in WORD.finditer(text):
            # Where an editor has put soft hyphens, they know better.
            if len(match[0]) >= LONG_WORD and SOFT_HYPHEN not in match[0]:
                places = [match.start() + place for place in _syllables(match[0])]
                insertions |= {(place, place, SOFT_HYPHEN) for place in places}
    changed = {(place, place + 1, NO_BREAK_SPACE) for place in spaces if text[place] == " "}
    return sorted(changed | insertions)


def _syllables(word: str) -> Iterator[int]:
    """Where syllables begin, but for the first and for one that would leave a single letter behind it."""
    letters = [letter.lower() for letter in word]
    for place in range(2, len(letters) - 1):
        begins = letters[place] in CONSONANTS and letters[place + 1] in VOWELS
        if begins and not VOWELS.isdisjoint(letters[:place]):
            yield place


def _applied(text: str, edits: list[Edit]) -> str:
    parts = []
    done = 0
    for start, end, new in edits:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


# --- HTML ---

ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*+"""
TOKEN = re.compile(
    rf"""
      (?P<comment> <!--.*?(?:-->|\Z))
    | (?P<verbatim> <(?P<name>script|style|pre|code|kbd|samp|textarea)(?=[\s/>]){ATTRIBUTES}>
        .*?(?:</(?P=name)\s*>|\Z))
    | <(?P<close>/?)(?P<element>[a-z][^\s/>]*)(?P<attributes>{ATTRIBUTES})>
    | (?P<declaration> <[!?/][^>]*>)
    | (?P<unclosed> <[a-z!?/].*)
    | (?P<entity> &(?:\#\d+|\#x[\da-f]+|[a-z][a-z\d]*);)
    | [^<&]+ | .
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th"})
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "i", "ins", "mark"}
    | {"q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
INLINE_VERBATIM = frozenset({"code", "kbd", "samp"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


class _Page:
    """One reading of some HTML: the text since the last block boundary, and what the markup says of it."""

    def __init__(self, lang: str) -> None:
        # The languages around the text: element, how deep in elements of its name, language.
        self.languages: list[tuple[str, int, str]] = [("", 0, lang)]
        self.heading = ""
        # Source, the characters it stands for, language.
        self.run: list[tuple[str, str, str]] = []

    def read(self, html: str) -> Iterator[str]:
        for match in TOKEN.finditer(html):
            source = match[0]
            if match["element"]:
                yield from self._tag(match)
            elif self._ends_text(match):
                yield from self._set()
                yield source
            else:
                self._add(source, self._characters(match))
        yield from self._set()

    def _ends_text(self, match: re.Match[str]) -> bool:
        if match["verbatim"]:
            return match["name"].lower() not in INLINE_VERBATIM
        return bool(match["declaration"] or match["unclosed"])

    def _characters(self, match: re.Match[str]) -> str:
        if match["comment"]:
            return ""
        if match["verbatim"]:
            return OBJECT
        if match["entity"]:
            character = unescape(match[0])
            return character if len(character) == 1 else OBJECT
        return match[0]

    def _tag(self, match: re.Match[str]) -> Iterator[str]:
        element = match["element"].lower()
        boundary = element not in INLINE
        if boundary:
            yield from self._set()
            if element in HEADINGS:
                self.heading = "" if match["close"] else element
            elif self.heading == "th" and element in {"td", "tr"}:
                # HTML allows leaving out </th>.
                self.heading = ""
        self._enter_or_leave(element, match)
        if boundary:
            yield match[0]
        else:
            self._add(match[0], "")

    def _enter_or_leave(self, element: str, match: re.Match[str]) -> None:
        """Keep the language of the nearest element that says one."""
        if element in VOID or match["attributes"].endswith("/"):
            return
        said = [value for name, value in ATTRIBUTE.findall(match["attributes"]) if name.lower() == "lang"]
        name, depth, lang = self.languages[-1]
        if said and not match["close"]:
            self.languages.append((element, 1, said[0].strip("\"'").lower()))
        elif element == name:
            depth += -1 if match["close"] else 1
            self.languages[-1] = (name, depth, lang)
            if not depth:
                self.languages.pop()

    def _add(self, source: str, characters: str) -> None:
        self.run.append((source, characters, self.languages[-1][2]))

    def _set(self) -> Iterator[str]:
        """What was read since the last boundary, set as one text."""
        text = "".join(characters for _source, characters, _lang in self.run)
        edits = {lang: _edits(text, lang, bool(self.heading)) for lang in {lang for *_, lang in self.run}}
        start = 0
        for source, characters, lang in self.run:
            end = start + len(characters)
            own = [(a - start, b - start, new) for a, b, new in edits[lang] if start <= a < end]
            if source == characters:
                yield _applied(source, own)
            else:
                # An entity stays as written; what goes before it, goes before it.
                yield "".join(new for a, b, new in own if a == b) + source
            start = end
        self.run = []


# The second pair of each language's quotation marks.
_INNER_QUOTES = str.maketrans({"«": "„", "»": "“", "“": "‘", "”": "’"})


def quotes_inside_quotes(text: str) -> str:
    """A text that is going to stand in quotation marks, with its own turned into the inner ones."""
    return text.translate(_INNER_QUOTES)
