"""The streets that rows speak of. Rows mean one street if they spell its name alike, in the terms of the normaliser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

from portal.i18n.texts import Texts, languages
from search.stations.enums import AliasKind
from search.stations.houses import HIGHEST_NUMBER
from search.stations.imports import cells
from search.stations.imports.bulk import Table
from search.stations.imports.messages import Code
from search.stations.imports.reading import Row
from search.stations.models import Street, StreetAlias
from search.stations.normalise import Normaliser, normaliser
from search.stations.normalise.packs import Group

LONGEST_NAME = 200
# A name without a word for its kind is that of a street: "Abai" and "Abai street" are one.
USUAL_KIND = "street"
ALIAS = re.compile(
    r"(?P<kind>[a-z]+)(?:\s+(?P<start>[0-9]{1,5})?\s*-\s*(?P<end>[0-9]{1,5})?)?\s*:\s*(?P<text>\S.*)", re.DOTALL
)
REMEMBERED = 1 << 16


class Read(NamedTuple):
    """A name taken apart: what it is found by, and the kind of place that it says."""

    key: str
    kind: str
    is_microdistrict: bool


class Known(NamedTuple):
    id: int
    # Of its names where a row gave them in languages of their own; None: only one row's spelling is known.
    names: int | None


@dataclass(frozen=True, slots=True)
class Named:
    """A street as a row gives it: its spelling there, and its names by language."""

    text: str
    name: dict[str, str]


class Streets:
    """All streets of an import. Only digests are kept: some 250 bytes a street."""

    def __init__(self, version_id: int) -> None:
        self.version_id = version_id
        self.table = Table(Street, "id", "version", "settlement", "microdistrict", "kind", "name")
        self.aliases = Table(
            *(StreetAlias, "id", "version", "street", "text", "language", "kind"),
            *("start_house_number", "end_house_number"),
        )
        self._known: dict[bytes, Known] = {}
        self._known_aliases: set[tuple[object, ...]] = set()
        # Names that came after a street was written.
        self._renamed: list[tuple[int, Texts]] = []

    def id_of(self, row: Row, column: str, named: Named, settlement_id: int, inside: int | None = None) -> int | None:
        """The street that a row means, a new one if none is known; None with a finding for what is no name."""
        read = read_name(named.text)
        if not read.key or len(named.text) > LONGEST_NAME:
            row.found(Code.STREET_UNREADABLE, column, named.text)
            return None
        key = _digest(settlement_id, inside or 0, read.kind or USUAL_KIND, read.key)
        known = self._known.get(key)
        names = crc32(repr(sorted(named.name.items())).encode()) if named.name else None
        if known is None:
            known = self._known[key] = Known(self.table.next_id(), names)
            name = Texts(named.name or {language_of(named.text): named.text})
            self.table.add(known.id, self.version_id, settlement_id, inside, read.kind, name)
        elif known.names is None and names is not None:
            self._renamed.append((known.id, Texts(named.name)))
            self._known[key] = Known(known.id, names)
        elif names not in {None, known.names}:
            row.found(Code.STREET_NAMED_OTHERWISE, column, named.text)
        return known.id

    def note_aliases(self, row: Row, street_id: int) -> None:
        """Write the other names that a row gives its street, each once."""
        for part in filter(str.strip, cells.LINES.split(row.cell("aliases"))):
            said = ALIAS.fullmatch(part.strip())
            if not said or said["kind"] not in AliasKind or len(said["text"]) > LONGEST_NAME:
                row.found(Code.ALIAS_UNREADABLE, "aliases", part.strip())
                continue
            start, end = (int(bound) if bound else None for bound in (said["start"], said["end"]))
            if start == 0 or end == 0:
                row.found(Code.ALIAS_UNREADABLE, "aliases", part.strip())
            elif (start or 1) > (end or HIGHEST_NUMBER):
                row.found(Code.RANGE_REVERSED, "aliases", part.strip(), position=said.start("start"))
            else:
                self._add_alias(street_id, cells.one_line(said["text"]), said["kind"], start, end)

    def _add_alias(self, street_id: int, text: str, kind: str, start: int | None, end: int | None) -> None:
        alias = (street_id, text, kind, start, end)
        if alias not in self._known_aliases:
            self._known_aliases.add(alias)
            said_in = language_of(text, unsaid="")
            self.aliases.add(self.aliases.next_id(), self.version_id, street_id, text, said_in, kind, start, end)

    def flush(self) -> None:
        self.table.flush()
        self.aliases.flush()

    def write_names(self) -> None:
        """Give streets the names that later rows had for them, once all are written."""
        self.table.update("id", "name", rows=self._renamed)


def _digest(*parts: object) -> bytes:
    return blake2b("\0".join(map(str, parts)).encode(), digest_size=16).digest()


@lru_cache(REMEMBERED)
def read_name(text: str) -> Read:
    name = normaliser().name(text)
    kind = name.kind
    is_place = kind is not None and kind.group in {Group.STREET, Group.MICRODISTRICT}
    return Read(
        " ".join(sorted(name.words)),
        kind.kind if kind and is_place else "",
        kind is not None and kind.group == Group.MICRODISTRICT,
    )


@lru_cache(REMEMBERED)
def language_of(text: str, unsaid: str | None = None) -> str:
    """The portal's first language that has the word for the kind of a place in this name, else `unsaid`."""
    for language in languages():
        if _of(language).name(text).kind is not None:
            return language
    return languages()[0] if unsaid is None else unsaid


@cache
def _of(language: str) -> Normaliser:
    return normaliser(language)
