"""Names of streets and places as keys: the strict one, and the skeletons that other spellings share with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from search.stations.normalise import packs
from search.stations.normalise.keys import sorted_key
from search.stations.normalise.packs import Group, Pack, shared
from search.stations.normalise.phrases import Phrasebook, Spell
from search.stations.normalise.skeleton import Skeletons
from search.stations.normalise.text import Token, cleaned, split, unglued

# Shorter words that end so are names of their own: «Ваня», «Ильич».
SHORTEST_PATRONYMIC = 7
# Of an ending after a number: «1-я» may be house 1Я, «1-ші» may not.
SHORTEST_SURE_ENDING = 2
# Words whose skeletons are kept: about those of a million streets (measured: 40,000).
REMEMBERED = 1 << 16


class Kind(NamedTuple):
    """What a word says about the name beside it."""

    group: Group
    kind: str
    # As in its pack: whether it stands before the name, and the house before both.
    kind_first: bool
    house_first: bool


class Name(NamedTuple):
    """A name without the word for its kind: what it is called, and what it is where the text says so."""

    words: tuple[str, ...]
    kind: Kind | None


class Keys(NamedTuple):
    """What a name is found by. A strict match outranks one by skeleton."""

    strict: str
    # One or two; a match of any with any counts.
    skeletons: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Normaliser:
    """The spelling of one commission's languages. Names are never stemmed: «Абай» and «Абая» are two aliases."""

    packs: tuple[Pack, ...]
    # The skeletons of one word.
    sounds: Spell = field(init=False)
    kinds: Phrasebook[Kind] = field(init=False)
    _linking: Phrasebook[bool] = field(init=False)
    _ordinals: re.Pattern[str] = field(init=False)
    _strict: dict[int, str] = field(init=False)
    _patronymics: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        def put(name: str, value: object) -> None:
            object.__setattr__(self, name, value)

        put("sounds", lru_cache(REMEMBERED)(Skeletons.of(self.packs).of_word))
        put("kinds", Phrasebook(kinds_of(self.packs), self.sounds))
        put("_linking", Phrasebook(((phrase, True) for phrase in self.phrases("linking")), self.sounds))
        put("_ordinals", _ordinals(self.phrases("ordinal")))
        put("_strict", str.maketrans({old: new for pack in self.packs for old, new in pack.strict.items()}))
        put("_patronymics", self.phrases("patronymic"))

    def phrases(self, role: str) -> tuple[str, ...]:
        """What all the packs list under a role of their words."""
        return tuple(phrase for pack in self.packs for phrase in pack.words.get(role, ()))

    def prepared(self, text: str) -> str:
        """Cleaned text, whose numbers have lost their endings («1-я», «1-ші»), in one alphabet a word."""
        text = self._ordinals.sub("", cleaned(unglued(text))).translate(self._strict)
        return _by_looks(text)

    def split(self, text: str) -> list[Token]:
        """The words of a text with what stands between them, as they stand in `prepared(text)`."""
        return split(self.prepared(text))

    def tokens(self, text: str) -> tuple[str, ...]:
        return tuple(token.text for token in self.split(text))

    def strict(self, text: str) -> str:
        """The words of a text in their order, as they are spelt. A strict text is its own strict text."""
        return " ".join(self.tokens(text))

    def skeletons(self, text: str) -> tuple[str, ...]:
        """The words of a text in their order, as they sound: one text, or two where a letter is read in two ways."""
        return self._sounded(self.tokens(text), " ".join)

    def name(self, text: str) -> Name:
        """A name as a register gives it, «проспект имени Абая Кунанбаева», taken apart.

        What would leave no name stays: «улица Набережная» and «бульвар Набережная» are called Набережная.
        """
        words: list[str] = []
        kinds: list[tuple[Kind, list[str]]] = []
        for token_words, kind in self._read(self.split(text)):
            if kind is None:
                words += token_words
            else:
                kinds.append((kind, token_words))
        if not words:
            own = kind_of_its_own([kind for kind, _words in kinds])
            words = [word for place, (_kind, said) in enumerate(kinds) if place != own for word in said]
            words = words or [word for _kind, said in kinds for word in said]
            kinds = [] if own is None else [kinds[own]]
        return Name(self.essential(words), kinds[0][0] if kinds else None)

    def keys(self, text: str) -> Keys:
        """The keys of a name, the words in any order, without kind, initials and patronymic."""
        return self.keys_of(self.name(text).words)

    def keys_of(self, words: Iterable[str]) -> Keys:
        """The keys of words that `name` or a query has given."""
        words = tuple(words)
        return Keys(sorted_key(words), self._sounded(words, sorted_key))

    def essential(self, words: Sequence[str]) -> tuple[str, ...]:
        """Words without initials and patronymics, as long as others are left; «А 24» keeps its letter."""
        initials = {place for place, word in enumerate(words) if self._is_initial(words, place)}
        full = [word for place, word in enumerate(words) if place not in initials]
        named = full if any(not word.isdecimal() for word in full) else list(words)
        patronymics = [word for word in named if self._is_patronymic(word)]
        if len(named) - len(patronymics) >= 2:
            named = [word for word in named if word not in patronymics]
        return tuple(named)

    def _is_initial(self, words: Sequence[str], place: int) -> bool:
        neighbours = (*words[max(place - 1, 0) : place], *words[place + 1 : place + 2])
        if words[place].isdecimal() or any(word.isdecimal() for word in neighbours):
            return False
        return len(self.sounds(words[place])[0]) <= 1

    def _is_patronymic(self, word: str) -> bool:
        return len(word) >= SHORTEST_PATRONYMIC and word.endswith(self._patronymics)

    def _read(self, tokens: Sequence[Token]) -> Iterator[tuple[list[str], Kind | None]]:
        """Words and kinds in their order. A single letter is an initial rather than «г.» or «с.»: both are left out."""
        place = 0
        while place < len(tokens):
            found = self.kinds.at(tokens, place)
            if found and (found[1] > 1 or len(tokens[place].text) > 1):
                yield [token.text for token in tokens[place : place + found[1]]], found[0]
                place += found[1]
            elif linking := self._linking.at(tokens, place):
                place += linking[1]
            else:
                yield [tokens[place].text], None
                place += 1

    def _sounded(self, words: Sequence[str], join: Callable[[Iterable[str]], str]) -> tuple[str, ...]:
        """Words as they sound, by the first and by the last reading; one of signs alone («ъ») has no sound."""
        readings = [self.sounds(word) for word in words]
        return tuple(dict.fromkeys(join(filter(None, (word[which] for word in readings))) for which in (0, -1)))


def kind_of_its_own(kinds: Sequence[Kind]) -> int | None:
    """Which of several words for kinds, with no other word beside them, says what the place is; the others name it.

    "Street" does; else the one that stands where its language puts it, behind the name or before. None: it is a name.
    """
    street = next((place for place, kind in enumerate(kinds) if kind.kind == Group.STREET), None)
    if street is not None or len(kinds) < 2:
        return street
    return 0 if kinds[-1].kind_first else len(kinds) - 1


@cache
def normaliser(*languages: str) -> Normaliser:
    """The spelling of these languages, by default of all that have a pack."""
    return Normaliser(packs.chosen(languages or packs.languages()))


def kinds_of(chosen: Iterable[Pack]) -> Iterator[tuple[str, Kind]]:
    """The words for kinds of places."""
    for pack in chosen:
        for group, kinds in pack.places.items():
            for kind, phrases in kinds.items():
                for phrase in phrases:
                    yield phrase, Kind(group, kind, pack.kind_first, pack.house_first)


def _ordinals(endings: Iterable[str]) -> re.Pattern[str]:
    """Endings of numbers; one letter only where a word follows, for «12-я» alone may be house 12Я."""
    sure = "|".join(sorted((x for x in endings if len(x) >= SHORTEST_SURE_ENDING), key=len, reverse=True))
    letters = "".join(x for x in endings if len(x) < SHORTEST_SURE_ENDING)
    return re.compile(rf"(?<=\d)(?:-?(?:{sure or '(?!)'})(?!\w)|-[{letters or chr(0)}](?=\s+[^\W\d_]))")


def _by_looks(text: str) -> str:
    """Latin letters that stand for Cyrillic ones: inside of a Cyrillic word, and alone before a number, «C-189»."""
    return BEFORE_NUMBER.sub(_in_cyrillic, LETTERS.sub(_in_one_alphabet, text))


def _in_one_alphabet(word: re.Match[str]) -> str:
    return _in_cyrillic(word) if CYRILLIC.search(word[0]) and LATIN.search(word[0]) else word[0]


def _in_cyrillic(letters: re.Match[str]) -> str:
    return letters[0].translate(LOOKS)


LOOKS = str.maketrans(dict(shared().look_alikes))
LETTERS = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[a-z]")
BEFORE_NUMBER = re.compile(r"(?<![^\W_])[a-z](?=-?\d)")
