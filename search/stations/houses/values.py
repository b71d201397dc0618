"""One house: a number, and what follows it, in one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

from search.stations.houses.refusals import Reason, Refused
from search.stations.houses.words import BLOCK, BUILDING, CORPUS, HOUSE_LETTERS

# Five digits hold every house and every plot met in lists of streets; six are a postcode.
HIGHEST_NUMBER = 99_999
LONGEST_SUFFIX = 16
# Five digits of the number, and five for each sign of the suffix.
LONGEST_SORT_KEY = 5 + 5 * LONGEST_SUFFIX

LETTER = f"[{HOUSE_LETTERS}]"
MARKER = f"(?:{CORPUS}|{BUILDING}|{BLOCK})"
NUMBER = "[1-9][0-9]{0,3}"
# A hyphen divides letters that would run together, and one of the two is a marker: «А-К2», «К-А».
SUFFIX = re.compile(
    rf"(?:/{NUMBER}"
    rf"|(?:{BLOCK}|{LETTER}){NUMBER}"
    rf"|{LETTER}(?=/|\Z)"
    rf"|{LETTER}-(?={MARKER}(?:[0-9]|-))"
    rf"|{MARKER}-(?={LETTER}(?:/|-|\Z)))*"
)
SIGN = re.compile(r"(?P<stroke>/[0-9]+)|(?P<number>[0-9]+)|(?P<letter>[^-])|-")


@total_ordering
@dataclass(frozen=True, slots=True)
class House:
    """A house of a street. Raises Refused for a number or a suffix that isn't canonical.

    The suffix is upper case, Latin look-alikes are Cyrillic, and nothing is corrected. It says, in the order in which
    they were written: a fraction `/1`, a letter `А`, a корпус `К2`, a строение `С1`, a блок `БЛ3`, all of them at most
    four digits long. `К-А` is корпус А.

    Houses follow their numbers; of one number, first the bare one, then letters, then fractions, and what goes on
    comes after its beginning: 12 < 12А < 12А/1 < 12Б < 12К2 < 12/1 < 12/1А < 12/2. Letters stand in Unicode order.
    """

    number: int
    suffix: str = ""

    def __post_init__(self) -> None:
        check_number(self.number)
        if len(self.suffix) > LONGEST_SUFFIX:
            raise Refused(Reason.SUFFIX_TOO_LONG)
        if not SUFFIX.fullmatch(self.suffix):
            raise Refused(Reason.SUFFIX_NOT_CANONICAL)

    def __str__(self) -> str:
        return f"{self.number}{self.suffix}"

    def __lt__(self, other: House) -> bool:
        return self.sort_key < other.sort_key

    @property
    def base(self) -> House:
        """The house without its suffix."""
        return House(self.number)

    @property
    def sort_key(self) -> str:
        """Digits that any database, whatever its collation, puts in the order of houses; no two houses share them.

        Five digits of the number, then five for each sign of the suffix: 1 and a letter's code point, 2 and a number
        after letters, 3 and a fraction.
        """
        return f"{self.number:05}" + "".join(map(_sign_key, SIGN.finditer(self.suffix)))


def check_number(number: int) -> None:
    """Raises Refused for what is no number of a house."""
    if number < 1:
        raise Refused(Reason.NUMBER_IS_ZERO)
    if number > HIGHEST_NUMBER:
        raise Refused(Reason.NUMBER_TOO_HIGH)


def _sign_key(sign: re.Match[str]) -> str:
    if sign["letter"]:
        return f"1{ord(sign['letter']):04}"
    if sign["number"]:
        return f"2{int(sign['number']):04}"
    return f"3{int(sign['stroke'][1:]):04}" if sign["stroke"] else ""
