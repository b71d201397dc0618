"""One house as people write it: «12А», «12 а», «д. 12-А», «3 корп. 2», «12/1», "house 12", «12-үй»."""

from __future__ import annotations

from search.stations.houses.refusals import Reason, Refused
from search.stations.houses.scanner import DASHES, SLASHES, Scanner
from search.stations.houses.values import LONGEST_SUFFIX, House
from search.stations.houses.words import MARKERS, Role, Roles, house_letter

LONGEST_HOUSE = 64
# «блок 5» alone is what the house is called: numbers are unique within a street, or a complex, whatever stands before.
CALLED = (Role.NUMBER, Role.HOUSE, Role.CORPUS, Role.BUILDING, Role.BLOCK)


def parse_house(text: str) -> House:
    """The house that a text names. Raises Refused for everything else: a range, a flat beside it, a mistake."""
    scanner = Scanner(text, LONGEST_HOUSE)
    house = read_house(scanner)
    take_endings(scanner)
    if scanner.at_end:
        return house
    if scanner.sign.text in DASHES and scanner.ahead(1).text.isdecimal():
        raise scanner.refused(Reason.RANGE_NOT_HOUSE)
    raise scanner.unexpected()


def house_at(text: str, *, tight: bool = False) -> tuple[House, int] | None:
    """The house that a text begins with, and where what follows it begins; None if it begins with none for certain.

    A suffix may stand apart, «12 а»; `tight` reads only what is written together. None for a range, and for a number to
    which something clings that isn't read, as in «12²» and «24/».
    """
    try:
        scanner = Scanner(text[:LONGEST_HOUSE], LONGEST_HOUSE)
        house = read_house(scanner, tight=tight)
    except Refused:
        return None
    end = scanner.end_of_last
    clings = scanner.sign.gap == "" and not scanner.at_end
    is_range = scanner.sign.text in DASHES and scanner.ahead(1).text.isdecimal()
    if is_range or (clings and not _may_cling(scanner.sign.text)) or (tight and scanner.roles() & MARKERS.keys()):
        return None
    return house, end


def _may_cling(sign: str) -> bool:
    return sign.isalpha() or sign in ",;.():" or sign in DASHES


def read_house(scanner: Scanner, *, tight: bool = False, after_comma: Roles = frozenset(MARKERS)) -> House:
    """A house from the present sign on, with the words that call it one. Raises Refused.

    `after_comma`: the parts that still belong to the house when a comma stands before them.
    """
    while scanner.take(*CALLED) or scanner.take_sign(frozenset(":")):
        pass
    position = scanner.position
    number = read_number(scanner)
    suffix = _Suffix(scanner, tight, after_comma).read()
    try:
        return House(number, suffix)
    except Refused as refused:
        raise Refused(refused.reason, position) from None


def read_number(scanner: Scanner, *, highest_length: int = 5) -> int:
    """The number at the present sign. Raises Refused where there is none and for 0, 007 and 999999999."""
    digits = scanner.sign.text
    if not (digits.isascii() and digits.isdecimal()):
        raise scanner.refused(Reason.NUMBER_MISSING) if scanner.at_end else _instead_of_number(scanner)
    if digits.startswith("0"):
        raise scanner.refused(Reason.LEADING_ZERO if digits.strip("0") else Reason.NUMBER_IS_ZERO)
    if len(digits) > highest_length:
        raise scanner.refused(Reason.NUMBER_TOO_HIGH)
    scanner.place += 1
    return int(digits)


def _instead_of_number(scanner: Scanner) -> Refused:
    refused = scanner.unexpected()
    return scanner.refused(Reason.NUMBER_MISSING) if refused.reason == Reason.MISPLACED else refused


def take_endings(scanner: Scanner) -> None:
    """Read over what follows a number in «12-ші үй», «2-40 үйлер»."""
    for role in (Role.ORDINAL, Role.NUMBER, Role.HOUSE):
        dashed = scanner.sign.text in DASHES and role in scanner.roles(1)
        scanner.place += dashed
        scanner.take(role)


class _Suffix:
    """Reads the parts of a suffix as long as there are some, into the canonical spelling."""

    def __init__(self, scanner: Scanner, tight: bool, after_comma: Roles) -> None:
        self.scanner = scanner
        self.tight = tight
        self.after_comma = frozenset() if tight else after_comma
        self.suffix = ""

    def read(self) -> str:
        while len(self.suffix) <= LONGEST_SUFFIX and self._read_part():
            pass
        return self.suffix

    def _read_part(self) -> bool:
        scanner = self.scanner
        if self.tight and scanner.sign.gap:
            return False
        scanner.place += self._is_comma_in_house()
        if scanner.sign.text in SLASHES or Role.STROKE in scanner.roles():
            return self._read_stroke()
        dashed = int(scanner.sign.text in DASHES)
        marker = next((MARKERS[role] for role in MARKERS if role in scanner.roles(dashed)), "")
        if marker and self._is_marker(dashed):
            return self._read_marked(dashed, marker)
        if Role.LETTER in scanner.roles(dashed) and house_letter(scanner.ahead(dashed + 1).text):
            return self._read_letter(dashed + 1)
        return self._read_letter(dashed)

    def _is_comma_in_house(self) -> bool:
        """«д. 3, корп. 2» is one house; «3, к 2» may not be."""
        scanner = self.scanner
        if scanner.sign.text != "," or len(scanner.ahead(1).text) == 1:
            return False
        roles = scanner.roles(1) & self.after_comma
        return bool(roles) and not any(MARKERS[role] in self.suffix for role in roles)

    def _read_stroke(self) -> bool:
        """«/1», «дробь 1», and «/А» for А."""
        scanner = self.scanner
        scanner.place += 1
        if self._read_letter(0):
            return True
        self.suffix += f"/{read_number(scanner, highest_length=4)}"
        return True

    def _is_marker(self, dashed: int) -> bool:
        """Whether «к» is a корпус and not the letter К: a number follows, or a letter after a hyphen."""
        sign, after = self.scanner.ahead(dashed), self.scanner.ahead(dashed + 1)
        if len(sign.text) > 1 or after.text.isdecimal():
            return True
        return after.text in DASHES and bool(house_letter(self.scanner.ahead(dashed + 2).text)) and after.gap == ""

    def _read_marked(self, dashed: int, marker: str) -> bool:
        """«корп. 2», «к2», «корпус А»."""
        scanner = self.scanner
        scanner.place += dashed
        scanner.take(*MARKERS)
        scanner.take(Role.NUMBER)
        scanner.take_sign(DASHES)
        self._add_letters(marker)
        if house_letter(scanner.sign.text):
            return self._read_letter(0)
        self.suffix += str(read_number(scanner, highest_length=4))
        return True

    def _read_letter(self, ahead: int) -> bool:
        """A letter, with a number that clings to it. «12 и 14» are two houses."""
        scanner = self.scanner
        sign, after = scanner.ahead(ahead), scanner.ahead(ahead + 1)
        letter = house_letter(sign.text)
        if letter is None or self._joins_houses(ahead):
            return False
        scanner.place += ahead + 1
        self._add_letters(letter)
        if after.text.isdecimal() and not after.gap:
            self.suffix += str(read_number(scanner, highest_length=4))
        return True

    def _joins_houses(self, ahead: int) -> bool:
        sign, after = self.scanner.ahead(ahead), self.scanner.ahead(ahead + 1)
        is_joint = Role.AND in self.scanner.roles(ahead) and bool(sign.gap)
        return is_joint and (after.text.isdecimal() or bool(self.scanner.roles(ahead + 1) & set(CALLED)))

    def _add_letters(self, letters: str) -> None:
        self.suffix += f"-{letters}" if self.suffix[-1:].isalpha() else letters
