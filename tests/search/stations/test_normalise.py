"""Names of streets: one key for all spellings of one name, and none for two names."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.stations.engines.keys import keys_of_mistake, keys_of_word, mistakes_between
from search.stations.normalise import edits_between, normaliser, sorted_key
from search.stations.normalise.keys import LONGEST_MISTAKEN
from tests.search.stations.strategies import texts
from tests.search.stations.tables import rows

ours = normaliser("kk", "ru", "en")

SAME = [(first, other) for first, *others in rows("spellings", "same") for other in others]
ONE_KEY = [pair for row in rows("spellings", "one_key") for pair in combinations(row, 2)]
NAMES = [name for row in rows("spellings", "same") for name in row]
LETTERS = "".join(sorted({letter for name in NAMES for letter in name.lower() if letter != " "}))
names = st.text(LETTERS + " ", min_size=1, max_size=20) | st.sampled_from(NAMES)
anything = texts | names | st.text(LETTERS + " 0123456789-'. /,\u00ad\u0301\u0306\u00b2\u216b\u0130", max_size=30)


@pytest.mark.parametrize(("first", "other"), SAME)
def test_spellings_of_one_name_meet(first, other):
    assert set(ours.keys(first).skeletons) & set(ours.keys(other).skeletons)


@pytest.mark.parametrize(("one", "other"), ONE_KEY)
def test_one_name_has_one_key(one, other):
    assert ours.keys(one) == ours.keys(other)


@pytest.mark.parametrize(("one", "other"), rows("spellings", "other"))
def test_two_names_have_no_key_in_common(one, other):
    assert ours.keys(one).strict != ours.keys(other).strict
    assert set(ours.keys(one).skeletons).isdisjoint(ours.keys(other).skeletons)


@pytest.mark.parametrize(("text", "strict"), rows("spellings", "strict"))
def test_a_strict_spelling(text, strict):
    assert ours.strict(text) == strict


def may_be(wrong, right):
    """Whether the words of one text are found by those of another and are near enough, pair by pair."""
    pairs = list(zip(wrong.split(" "), right.split(" "), strict=False))
    return len(wrong.split(" ")) == len(right.split(" ")) and all(
        one == other or (keys_of_mistake(one) & keys_of_word(other) and mistakes_between(one, other) is not None)
        for one, other in pairs
    )


@pytest.mark.parametrize(("one", "other"), rows("spellings", "mistaken"))
def test_a_mistake_is_found(one, other):
    assert may_be(other, one)


@pytest.mark.parametrize(("one", "other"), rows("spellings", "not_mistaken"))
def test_numbers_short_words_and_many_mistakes_are_not(one, other):
    assert not may_be(other, one)


@given(anything)
def test_normalising_twice_changes_nothing(text):
    assert ours.strict(ours.strict(text)) == ours.strict(text)
    for skeleton in ours.skeletons(text):
        assert ours.skeletons(skeleton) == (skeleton,)


@given(anything)
def test_there_are_few_keys_and_none_is_longer_than_the_text_allows(text):
    keys = ours.keys(text)
    assert 1 <= len(keys.skeletons) <= 2
    assert len(ours.tokens(text)) <= 2 * len(text)
    for word in ours.tokens(text):
        assert len(keys_of_mistake(word)) <= 3 * (LONGEST_MISTAKEN + 1)


@given(anything, st.randoms())
def test_the_order_of_words_is_free(text, random):
    words = list(ours.tokens(text))
    before = ours.keys_of(words)
    random.shuffle(words)
    assert ours.keys_of(words) == before
    assert sorted_key(words) == before.strict


@given(names, st.sampled_from("\u00ad\u200b\u200e\u202b\ufeff'\u2019\u02bc"), st.integers(0, 20))
def test_what_nobody_reads_changes_nothing(name, letter, place):
    assert ours.strict(name[:place] + letter + name[place:]) == ours.strict(name)


@given(
    st.text(
        "\u0430\u0431\u0432\u0433\u0434\u0435\u0436\u0437\u04d9\u0493\u049b\u04a3\u04e9\u04b1\u04af\u04bb\u0456\u0451",
        max_size=20,
    )
)
def test_upper_case_is_the_same(name):
    assert ours.strict(name.upper()) == ours.strict(name)


@given(st.text(LETTERS, min_size=4, max_size=20), st.integers(0, 19), st.sampled_from(LETTERS))
def test_any_one_mistake_is_found(word, place, letter):
    place %= len(word)
    wrong = {
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    }
    assert all(may_be(other, word) for other in wrong if len(other) > 3)


@pytest.mark.parametrize(("right", "wrong"), rows("spellings", "twice_mistaken"))
def test_two_mistakes_in_a_long_word_are_found(right, wrong):
    assert may_be(wrong, right)


def test_names_are_never_stemmed():
    assert ours.keys("\u0410\u0431\u0430\u044f").strict == "\u0430\u0431\u0430\u044f"


@pytest.mark.parametrize(("one", "other", "edits"), rows("spellings", "distances"))
def test_distances(one, other, edits):
    assert edits_between(one, other, 2) == edits_between(other, one, 2) == edits


def test_a_hostile_word_has_no_keys():
    assert keys_of_mistake("\u0430\u0431\u0432" * 2_500) == keys_of_word("\u0430\u0431\u0432" * 2_500) == frozenset()
