"""The texts of a record: one text per language, and never another language in silence."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language


def languages() -> list[str]:
    """The codes of the portal's languages, in the commission's order."""
    return [code for code, _name in settings.LANGUAGES]


def language_choices() -> list[tuple[str, str]]:
    """Code and own name of each language, for a model field: a new language is no migration."""
    return list(settings.LANGUAGES)


# Letters by their class in Unicode, and empty to the eye.
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def can_be_seen(text: str) -> bool:
    """Whether there is anything in a text that a reader sees."""
    return any(unicodedata.category(letter)[0] in "LNPS" and letter not in FILLERS for letter in text)


class Spoken(NamedTuple):
    """A text and the language it is in, for `lang` attributes and the note "not translated"."""

    text: str
    language: str

    @property
    def is_translated(self) -> bool:
        """Whether the text is in the reader's language."""
        return self.language == get_language()


class Texts(dict[str, str]):
    """`{language: text}`. Asking for a language gives that language's text or an empty string."""

    def text(self, language: str | None = None) -> str:
        """The text in a language, by default the reader's; empty where it is missing."""
        return self.get(language or get_language() or settings.LANGUAGE_CODE, "")

    @property
    def spoken(self) -> Spoken:
        """The reader's text, or the first language that has one, saying which: registers show every record."""
        reader = get_language() or settings.LANGUAGE_CODE
        for language in [reader, *languages()]:
            if text := self.get(language):
                return Spoken(text, language)
        return Spoken("", reader)

    def __str__(self) -> str:
        return self.spoken.text
