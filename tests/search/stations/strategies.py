"""Houses, sets of houses and texts for tests of what holds of all of them."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from search.stations.houses import HIGHEST_NUMBER, House, HouseSet, Parity, Refused, Segment
from search.stations.houses.words import BLOCK, BUILDING, CORPUS, HOUSE_LETTERS
from tests.search.stations.tables import rows

numbers = st.integers(1, 60) | st.integers(1, HIGHEST_NUMBER)
_letters = st.sampled_from(HOUSE_LETTERS) | st.sampled_from("\u0410\u0411\u041a\u0421")
_parts = st.one_of(
    st.integers(1, 9999).map(lambda number: f"/{number}"),
    _letters,
    st.tuples(_letters, st.integers(1, 99)).map(lambda pair: f"{pair[0]}{pair[1]}"),
    st.tuples(st.sampled_from([CORPUS, BUILDING, BLOCK]), _letters).map("-".join),
    st.integers(1, 99).map(lambda number: f"{BLOCK}{number}"),
)


@st.composite
def _houses(draw, number=numbers):
    parts = draw(st.lists(_parts, max_size=3))
    suffix = ""
    for part in parts:
        suffix += f"-{part}" if suffix[-1:].isalpha() and part[0].isalpha() else part
    try:
        return House(draw(number), suffix)
    except Refused:
        assume(False)


houses = _houses()
# Close together, so that sets meet them.
near = _houses(st.integers(1, 12))

_ranges = st.builds(
    lambda start, length, parity, out: Segment(
        start_house_number=start,
        end_house_number=None if length is None else start + length,
        odd_even_both=parity,
        is_exclusion=out,
    ),
    st.integers(1, 12),
    st.none() | st.integers(1, 9),
    st.sampled_from(Parity),
    st.booleans(),
)
_listed = st.builds(
    lambda house, out: Segment.of(house, is_exclusion=out), near | st.builds(House, st.integers(1, 12)), st.booleans()
)
_whole = st.sampled_from([Segment(includes_all_addresses=True), Segment(includes_all_streets=True)])


@st.composite
def _sets(draw):
    segments = draw(st.lists(_ranges | _listed | _whole, min_size=1, max_size=6))
    try:
        return HouseSet.of(segments)
    except Refused:
        assume(False)


sets = _sets()

# Pieces of real texts, put together in any order, and anything at all.
_pieces = sorted({piece for table in ("one", "refused") for row in rows("houses", table) for piece in row[0].split()}
                 | {piece for table in ("sets", "refused") for row in rows("sets", table) for piece in row[0].split()}
                 | {" ", ",", ";", "(", ")", "-", "/", "\u200b"})  # fmt: skip
texts = (
    st.text(max_size=40)
    | st.lists(st.sampled_from(_pieces), max_size=12).map(" ".join)
    | st.lists(st.sampled_from(_pieces), max_size=8).map("".join)
)
