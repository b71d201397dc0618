"""The benchmark's directory: the same for a seed, in the country's proportions, and its truth is what its rows say."""

from __future__ import annotations

import ast
import random
from collections import Counter

import pytest

from bench.directory.ask import ask
from bench.directory.generate import Directory, apportioned
from bench.directory.questions import CLEAN, Stratum, read_questions, write_questions
from bench.directory.rows import House
from bench.directory.sample import Pool, Sample
from bench.directory.tables import districts, in_latin, pairs, regions, typos
from bench.directory.truth import stations_of
from bench.directory.typos import double, drop, neighbour, neighbours, slip, swap
from tests.architecture import ROOT

STATIONS = 1200
GENERATOR = ROOT / "bench" / "directory"
# What may know the portal: the loader, the finder behind its adapter, the steps and the baseline.
KNOWING = {"load.py", "subject.py", "steps.py", "baseline.py", "settings.py", "__main__.py", "clients.py", "machine.py"}


@pytest.fixture(scope="module")
def places():
    return list(Directory(STATIONS, seed=5))


@pytest.fixture(scope="module")
def questions(places):
    sample = Sample(random.Random(1))
    for place in places:
        sample.see(place)
    return list(ask(sample, random.Random(2), 60))


def test_the_same_for_a_seed_and_another_for_another(places):
    def drawn(directory):
        return [(place.settlement.name, [street.name for street in place.streets]) for place in directory]

    assert drawn(Directory(STATIONS, seed=5)) == drawn(places)
    assert drawn(Directory(STATIONS, seed=6)) != drawn(places)


def test_as_many_stations_as_asked_for_in_the_regions_proportions(places):
    stations = [station for place in places for station in place.stations]
    assert len(stations) == STATIONS
    assert len({station.uid for station in stations}) == STATIONS
    held = Counter(station.region.code for station in stations)
    real = Counter()
    for district in districts():
        real[district.region] += district.stations
    assert sum(real.values()) == 9991
    assert len(districts()) == 216
    for code in regions():
        assert held[code] == pytest.approx(STATIONS * real[code] / 9991, abs=8)
    assert sum(station.kind == "abroad" for station in stations) == round(STATIONS * 0.008)


def test_it_has_all_that_makes_addresses_hard(places):
    streets = [street for place in places for street in place.streets]
    segments = [row for street in streets for row in street.segments]
    renamed = sum(any(alias.kind == "former" for alias in street.aliases) for street in streets)
    assert renamed / len(streets) == pytest.approx(0.2, abs=0.05)
    assert any(row.suffix for row in segments)
    assert any(row.is_exclusion for row in segments)
    assert {row.parity for row in segments} == {"odd", "even", "both"}
    assert any(alias.start for street in streets for alias in street.aliases)
    assert any(alias.kind == "project" for street in streets for alias in street.aliases)
    assert any(street.microdistrict for street in streets)
    assert any(place.is_whole for place in places)
    assert {"institution", "abroad"} <= {station.kind for place in places for station in place.stations}
    assert len({street.name for street in streets}) > 700


@pytest.mark.parametrize("total", [0, 7, 9991, 100_000])
def test_shares_add_up(total):
    assert sum(apportioned(total, [3, 5, 1, 1])) == total


def test_no_statement_is_empty_and_none_leaves_out_nothing(places):
    for street in (street for place in places for street in place.streets):
        for row in street.segments:
            assert row.all_addresses or row.start <= (row.end or row.start)
            if row.is_exclusion:
                assert house_held_by([one for one in street.segments if not one.is_exclusion], House(row.start))


def test_a_house_belongs_to_the_station_that_its_rows_say(places):
    """Row by row, written without the truth's code."""
    rng = random.Random(3)
    streets = [(place, street) for place in places for street in place.streets if street.segments]
    for place, street in rng.sample(streets, 400):
        for number in (1, 2, 7, 12, rng.randint(1, 240)):
            for suffix in ("", *{row.suffix for row in street.segments}):
                house = House(number, suffix)
                assert stations_of(place, street, house) == house_held_by([*street.segments, *place.whole], house)


def house_held_by(rows, house):
    """Which stations hold a house: per station the best of its rows, less what it leaves out; then the best of all."""
    ranks = {}
    for uid in {row.station.uid for row in rows}:
        own = [(rank(row, house), row.is_exclusion) for row in rows if row.station.uid == uid]
        taken = min((value for value, is_exclusion in own if not is_exclusion), default=9)
        left_out = min((value for value, is_exclusion in own if is_exclusion), default=9)
        if taken < min(left_out, 9):
            ranks[uid] = taken
    return {uid for uid, value in ranks.items() if value == min(ranks.values())}


def rank(row, house):
    """0: the house itself; 1: its number; 2: a range; 3: the street; 4: the settlement; 9: nothing."""
    if row.all_streets or row.all_addresses:
        return 4 if row.all_streets else 3
    numbers = range(row.start, (row.end or 10_000) + 1)
    sided = [number for number in numbers if row.parity == "both" or number % 2 == (row.parity == "odd")]
    if house.number not in sided or (row.suffix and row.suffix != house.suffix):
        return 9
    if len(numbers) > 1:
        return 2
    return 0 if row.suffix == house.suffix else 1


def test_every_stratum_is_asked_and_clean_questions_have_one_answer(questions):
    count = Counter(question.stratum for question in questions)
    assert set(count) == set(Stratum)
    assert all(count[stratum] >= 20 for stratum in Stratum)
    assert all(len(q.stations) == len(q.streets) == 1 for q in questions if q.stratum in CLEAN)
    assert all(len(q.stations) > 1 for q in questions if q.stratum == Stratum.AMBIGUOUS)
    assert not any(q.stations for q in questions if q.stratum in {Stratum.UNCOVERED, Stratum.NONSENSE})


def test_questions_come_back_from_their_file(questions, tmp_path):
    write_questions(questions, tmp_path / "questions.jsonl")
    assert list(read_questions(tmp_path / "questions.jsonl")) == questions


@pytest.mark.parametrize("edit", [neighbour, swap, drop, double])
def test_an_edit_is_one_edit(edit):
    rng = random.Random(edit.__name__)
    for name in pairs("common"):
        for text in name:
            wrong = edit(text, rng)
            assert wrong != text or edit is double
            assert distance(text.lower(), wrong.lower()) == 1


def test_an_edit_spares_short_words_and_numbers():
    assert slip("8 a", random.Random(1), 5) is None
    assert slip("24-17", random.Random(1), 2) is None


def test_neighbours_are_each_others():
    table = neighbours()
    assert all(letter in table[other] for letter in table for other in table[letter])
    assert all(table.values())


def test_hand_written_typos_are_of_names_that_every_directory_has():
    known = {text for name in pairs("common") for text in name}
    assert len(typos()) > 100
    assert {right for right, _wrong in typos()} - known == {"Валиханова"} - known
    assert all(0 < distance(right.lower(), wrong.lower()) <= 3 for right, wrong in typos())


def test_latin_has_a_letter_for_every_letter():
    letters = {letter for name in pairs("common") for letter in name.kk.lower() if letter.isalpha()}
    for scheme in ("decree_2018", "project_2021", "bgn_1979", "qazaqparat"):
        assert not {letter for letter in letters if "\u0400" <= in_latin(letter, scheme)[:1] <= "\u04ff"}


def test_a_pool_keeps_each_with_the_same_chance():
    counts = Counter()
    for seed in range(2000):
        pool = Pool(3, random.Random(seed))
        for thing in range(12):
            pool.offer(thing)
        counts.update(pool.drawn)
    assert all(count == pytest.approx(500, rel=0.2) for count in counts.values())
    assert len(counts) == 12


def test_what_writes_the_questions_shares_nothing_with_what_answers_them():
    for path in GENERATOR.glob("*.py"):
        imported = set(imports_of(path))
        assert not any(name.startswith("search.stations.normalise") for name in imported), path
        if path.name not in KNOWING:
            assert not any(name.split(".")[0] in {"search", "portal", "django"} for name in imported), path


def test_no_cyrillic_in_code():
    names = "report.py"  # The heading of one stratum.
    for path in GENERATOR.glob("*.py"):
        lines = [line for line in path.read_text("utf-8").splitlines() if any("\u0400" <= c <= "\u04ff" for c in line)]
        code = [line for line in lines if not line.lstrip().startswith(('"""', "#"))]
        assert not code or path.name == names, (path, code)


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def distance(one, other):
    """Edits between two texts, a swap of neighbours counting as one (optimal string alignment)."""
    rows = [[max(i, j) if not (i and j) else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            cost = one[i - 1] != other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
