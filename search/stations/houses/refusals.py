from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a text is no house or no set of houses. The words for people are a later layer's."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNEXPECTED_CHARACTER = "unexpected_character"
    UNKNOWN_WORD = "unknown_word"
    # Something that is known, but not here.
    MISPLACED = "misplaced"
    NUMBER_MISSING = "number_missing"
    NUMBER_IS_ZERO = "number_is_zero"
    LEADING_ZERO = "leading_zero"
    NUMBER_TOO_HIGH = "number_too_high"
    SUFFIX_NOT_CANONICAL = "suffix_not_canonical"
    SUFFIX_TOO_LONG = "suffix_too_long"
    # 1-35А: a suffix belongs to one house.
    SUFFIX_ON_RANGE = "suffix_on_range"
    # 14-20 where one house is asked for.
    RANGE_NOT_HOUSE = "range_not_house"
    RANGE_REVERSED = "range_reversed"
    # 1-1, 1-2: the first is a building, and so may be the second.
    RANGE_LIKE_BUILDING = "range_like_building"
    # 59-161, 62-166: which numbers is each about? Two sides of a street, or buildings: 1-2, 1-3.
    RANGES_OVERLAP = "ranges_overlap"
    # A segment of one number that isn't odd.
    RANGE_HOLDS_NOTHING = "range_holds_nothing"
    SEGMENT_INCONSISTENT = "segment_inconsistent"
    # 1, 2, 3 odd.
    PARITY_CONTRADICTED = "parity_contradicted"
    # 2-10, 11-15 odd: of which of them?
    PARITY_AMBIGUOUS = "parity_ambiguous"
    # 1-5 except 7.
    EXCLUDES_NOTHING = "excludes_nothing"
    # 1, 2, 3 except, where the word follows: which of them?
    EXCLUSION_AMBIGUOUS = "exclusion_ambiguous"
    BRACKET_NOT_CLOSED = "bracket_not_closed"
    SEPARATOR_MISSING = "separator_missing"


class Refused(ValueError):
    """A text that says no house for certain. `position` counts characters of the given text from 0."""

    def __init__(self, reason: Reason, position: int = 0) -> None:
        super().__init__(f"{reason} at {position}")
        self.reason = reason
        self.position = position
