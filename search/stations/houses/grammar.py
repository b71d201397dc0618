"""Sets of houses as decisions write them, in any language that has a pack.

    set        = statement { ("," | ";" | and) statement }
    statement  = [parity] (house | range | whole) {tail} | parity "side" | "except" statement
    range      = n "-" n | n to n | from n to n | from n to end | n-den n-ge deyin
    tail       = [ "(" ] parity [ ")" ] | [ "(" ] "except" statements [ ")" ] | "basqa"

A parity before statements holds for them up to ";", one behind them also for unmarked ranges before it in the same
list. Where that would be a guess, or ranges of a list overlap, the set is refused: a person has to write it clearly.
"""

from __future__ import annotations

from itertools import takewhile

from search.stations.houses.refusals import Reason, Refused
from search.stations.houses.scanner import DASHES, Scanner
from search.stations.houses.sets import HouseSet, Parity
from search.stations.houses.single import CALLED, read_house, take_endings
from search.stations.houses.statements import Statement
from search.stations.houses.values import House
from search.stations.houses.words import MARKERS, Role, Roles

# The longest lists of one street that were met have some 1,500 characters.
LONGEST_SET = 4096

PARITIES = {Role.ODD: Parity.ODD, Role.EVEN: Parity.EVEN, Role.BOTH: Parity.BOTH}
# Of a house in a list, after a comma: «3, корп. 2».
IN_LISTS = frozenset({Role.CORPUS})
WHOLES = (Role.ALL_ADDRESSES, Role.ALL_STREETS)
COMMA, SEMICOLON, COLON, OPENING, CLOSING = (frozenset(sign) for sign in ",;:()")


def parse_houses(text: str) -> HouseSet:
    """The set of houses that a text describes. Raises Refused for what can't be read for certain."""
    return _Sets(Scanner(text, LONGEST_SET)).read()


class _Sets:
    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self.statements: list[Statement] = []
        self.group = 0
        # Where the present list begins, and what stands before it and holds for it.
        self.list_start = 0
        self.parity: Parity | None = None
        self.excepting = False
        # Where the statements in the present brackets begin.
        self.bracket: int | None = None

    def read(self) -> HouseSet:
        scanner = self.scanner
        self._read_list()
        if not scanner.at_end:
            raise scanner.unexpected()
        self._check_ranges()
        segments = [statement.segment() for statement in self.statements]
        try:
            return HouseSet.of(segments)
        except Refused as refused:
            excepted = (statement.position for statement in self.statements if statement.is_exclusion)
            raise Refused(refused.reason, next(excepted, 0)) from None

    def _check_ranges(self) -> None:
        """Ranges of one list that overlap weren't meant as they stand: «59-161, 62-166» are two sides of a street."""
        for parity in (Parity.ODD, Parity.EVEN):
            last: Statement | None = None
            for statement in sorted(self.statements, key=Statement.place_of_range):
                if statement.start is None or statement.parity not in {parity, Parity.BOTH, None}:
                    continue
                if statement.start == statement.end:
                    raise Refused(Reason.RANGE_LIKE_BUILDING, statement.position)
                if last is not None and statement.overlaps(last):
                    raise Refused(Reason.RANGES_OVERLAP, statement.position)
                last = statement

    def _read_list(self) -> None:
        """Statements up to a closing bracket or the end."""
        scanner = self.scanner
        while True:
            self._read_statement()
            excepted = self._read_tails()
            if scanner.take_sign(SEMICOLON):
                self.list_start, self.parity, self.excepting = len(self.statements), None, False
                self.group += 1
            elif scanner.take_sign(COMMA):
                scanner.take(Role.AND)
                self.group += 1
            elif scanner.at_end or scanner.sign.text in CLOSING:
                return
            elif not scanner.take(Role.AND) and not excepted and Role.EXCEPT_BEFORE not in scanner.roles():
                raise scanner.unexpected()

    def _read_statement(self) -> None:
        scanner = self.scanner
        if scanner.take(Role.EXCEPT_BEFORE):
            self.excepting, self.parity = True, None
            scanner.take_sign(COLON)
        position = scanner.position
        if parity := self._take_parity():
            while scanner.take(*CALLED) or scanner.take_sign(COLON):
                pass
            if not scanner.sign.text.isdecimal() and Role.FROM not in scanner.roles():
                self._add(Statement(position, self.group, self.list_start, start=1, parity=parity))
                return
            self.parity = parity
        if found := scanner.take(*WHOLES):
            whole = next(role for role in WHOLES if role in found)
            self._add(Statement(position, self.group, self.list_start, whole=whole))
        else:
            self._add_marked(self._read_numbers(), is_first=parity is not None)

    def _add(self, statement: Statement) -> None:
        statement.is_exclusion = self.excepting
        self.statements.append(statement)

    def _add_marked(self, statement: Statement, *, is_first: bool) -> None:
        """Add a statement behind a parity: the first range after it has it, others must look like it."""
        if self.parity:
            number = statement.house.number if statement.house else None
            if number is not None and not self.parity.fits(number):
                raise Refused(Reason.PARITY_CONTRADICTED, statement.position)
            if statement.is_range and not is_first and not statement.has_bounds_of(self.parity):
                raise Refused(Reason.PARITY_AMBIGUOUS, statement.position)
            statement.parity = self.parity
        self._add(statement)

    def _take_parity(self) -> Parity | None:
        """«нечетная сторона», «тақ жағы», «жұп үйлер»."""
        found = self.scanner.take(*PARITIES)
        if not found:
            return None
        while self.scanner.take(Role.SIDE):
            pass
        return next(parity for role, parity in PARITIES.items() if role in found)

    def _read_numbers(self) -> Statement:
        scanner = self.scanner
        position = scanner.position
        called = self._take_called()
        with_from = bool(scanner.take(Role.FROM))
        house = read_house(scanner, after_comma=IN_LISTS)
        if not with_from and not self._at_range():
            take_endings(scanner)
            return Statement(position, self.group, self.list_start, house=house, called=called)
        end = self._read_end(with_from)
        if house.suffix or (end and end.suffix):
            raise Refused(Reason.SUFFIX_ON_RANGE, position)
        return Statement(position, self.group, self.list_start, start=house.number, end=end.number if end else None)

    def _take_called(self) -> Roles:
        """What houses are called here. «3, стр. 2» may be one house or two; «блок 1, блок 2» are two."""
        scanner = self.scanner
        called = scanner.roles() & MARKERS.keys()
        if Role.FROM in scanner.roles():
            return frozenset()
        if called and self.statements and not called & self.statements[-1].called:
            raise scanner.unexpected()
        while scanner.take(*CALLED):
            pass
        return called

    def _at_range(self) -> bool:
        scanner = self.scanner
        dashed = int(scanner.sign.text in DASHES)
        following = scanner.roles(dashed)
        if Role.ABLATIVE in following:
            return Role.EXCEPT_AFTER not in scanner.roles(dashed + 1)
        return Role.TO in following or bool(dashed and not following & {Role.ORDINAL, Role.NUMBER, Role.HOUSE})

    def _read_end(self, with_from: bool) -> House | None:
        """The end of a range from what links the two on; None for the end of the street."""
        scanner = self.scanner
        dashed = scanner.take_sign(DASHES)
        is_kazakh = bool(scanner.take(Role.ABLATIVE))
        if not is_kazakh and not scanner.take(Role.TO) and (with_from or not dashed):
            raise scanner.unexpected()
        end = None if scanner.take(Role.END) else read_house(scanner)
        if is_kazakh:
            scanner.place += scanner.sign.text in DASHES and Role.DATIVE in scanner.roles(1)
            scanner.take(Role.DATIVE)
            if not scanner.take(Role.UNTIL):
                raise scanner.unexpected()
        take_endings(scanner)
        return end

    def _read_tails(self) -> bool:
        """What follows a statement and changes it. Whether the last of it was an exception, as in «7-ден басқа»."""
        scanner = self.scanner
        excepted = False
        while True:
            if scanner.sign.text in OPENING:
                self._read_brackets()
                excepted = False
            elif parity := self._take_parity():
                self._mark(parity)
                take_endings(scanner)
            elif self._take_except_after():
                self._except_group()
                excepted = True
            else:
                return excepted

    def _take_except_after(self) -> bool:
        scanner = self.scanner
        dashed = int(scanner.sign.text in DASHES)
        with_ending = dashed + (Role.ABLATIVE in scanner.roles(dashed))
        if with_ending > dashed and Role.EXCEPT_AFTER in scanner.roles(with_ending):
            scanner.place += with_ending
        return bool(scanner.take(Role.EXCEPT_AFTER))

    def _read_brackets(self) -> None:
        """«(нечетная сторона)», «(кроме 7, 9)», «(7, 9-дан басқа)»."""
        scanner = self.scanner
        if self.bracket is not None:
            raise scanner.unexpected()
        opened = scanner.position
        scanner.place += 1
        outside = self.excepting, self.parity
        if parity := self._take_parity():
            self._mark(parity)
        else:
            self.bracket, self.parity = len(self.statements), None
            self._read_list()
            if not all(statement.is_exclusion for statement in self.statements[self.bracket :]):
                raise Refused(Reason.MISPLACED, opened)
            self.bracket = None
        if not scanner.take_sign(CLOSING):
            raise Refused(Reason.BRACKET_NOT_CLOSED, opened)
        self.excepting, self.parity = outside

    def _mark(self, parity: Parity) -> None:
        """Give the last statement a parity, and unmarked ranges before it that can't be meant otherwise."""
        last = self.statements[-1]
        if last.whole or last.parity not in {None, parity}:
            raise Refused(Reason.PARITY_CONTRADICTED, last.position)
        last.parity = parity
        if last.house and not parity.fits(last.house.number):
            raise Refused(Reason.PARITY_CONTRADICTED, last.position)
        for place in range(len(self.statements) - 2, self.list_start - 1, -1):
            statement = self.statements[place]
            if statement.parity or statement.whole or statement.is_exclusion != last.is_exclusion:
                break
            self._mark_too(statement, last, parity)

    def _mark_too(self, statement: Statement, last: Statement, parity: Parity) -> None:
        """«1-3, 5-9 odd» says odd of both; of «2, 4, 7-11 odd» only the range is meant, of «2, 4, 7 odd» nothing is."""
        if statement.house:
            if last.house and not parity.fits(statement.house.number):
                raise Refused(Reason.PARITY_CONTRADICTED, statement.position)
        elif parity != Parity.BOTH:
            if not statement.has_bounds_of(parity):
                raise Refused(Reason.PARITY_AMBIGUOUS, statement.position)
            statement.parity = parity

    def _except_group(self) -> None:
        """Except what «басқа» follows: all in its brackets, else what was listed last, if nothing else may be meant."""
        if self.bracket is not None:
            excepted = self.statements[self.bracket :]
        else:
            excepted = list(takewhile(lambda statement: statement.group == self.group, reversed(self.statements)))
            before = self.statements[-len(excepted) - 1] if len(excepted) < len(self.statements) else None
            if before and before.house and not before.is_exclusion:
                raise self.scanner.refused(Reason.EXCLUSION_AMBIGUOUS)
        for statement in excepted:
            statement.is_exclusion = True
