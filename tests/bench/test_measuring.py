"""The pipeline, with a finder that knows the truth and with one that knows nothing."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from bench.directory.ask import ask
from bench.directory.clients import results_of
from bench.directory.figures import Result, figures, percentile, wrong_rates
from bench.directory.generate import Directory
from bench.directory.load import load
from bench.directory.questions import BY_STATION, BY_STREET, Question, Stratum
from bench.directory.report import table
from bench.directory.sample import Sample
from bench.directory.subject import Answered


@pytest.fixture(scope="module")
def questions():
    sample = Sample(random.Random(1))
    for place in Directory(600, seed=4):
        sample.see(place)
    return list(ask(sample, random.Random(2), 20))


@dataclass
class Knowing:
    """Answers from the questions themselves."""

    questions: list
    name = "knowing"

    def __post_init__(self):
        self.by_text = {question.text: question for question in self.questions}

    def streets(self, text):
        return list(self.by_text[text].streets)

    def answer(self, text, language):
        stations = self.by_text[text].stations
        if not stations:
            return Answered("not_found")
        is_one = len(stations) == 1 or self.by_text[text].stratum == Stratum.VENUE
        return Answered("resolved" if is_one else "ambiguous", stations)

    def suggest(self, text, language):
        return [question.name for question in self.questions if question.text == text]


class Guessing(Knowing):
    """Says one station to everybody."""

    def streets(self, text):
        return [(1, 1)]

    def answer(self, text, language):
        return Answered("resolved", ("guess",))

    def suggest(self, text, language):
        return None


def by_stratum(results):
    strata = {}
    for result in results:
        strata.setdefault(result.question.stratum, []).append(result)
    return {stratum: figures(found) for stratum, found in strata.items()}


def test_who_knows_the_truth_gets_all_of_it(questions):
    results = results_of(Knowing(questions), questions)
    assert wrong_rates(results) == (0, 0)
    for stratum, found in by_stratum(results).items():
        if stratum in BY_STREET | BY_STATION:
            assert (found.hit_1, found.hit_5, found.mrr_10) == (1, 1, 1), stratum
        assert found.listed in {None, 1}
        assert found.refused in {None, 1}


def test_who_guesses_is_wrong_every_time(questions):
    results = results_of(Guessing(questions), questions)
    assert wrong_rates(results) == (1, 1)
    found = by_stratum(results)
    assert found[Stratum.CLEAN_KK].hit_5 == 0
    assert found[Stratum.UNCOVERED].refused == 0
    assert found[Stratum.AMBIGUOUS].listed == 0
    assert found[Stratum.PREFIX_3].hit_5 is None


def test_ranks_and_their_mean():
    question = Question(Stratum.CLEAN_RU, "ru", "?", ((1, 2),), ("a",))
    results = [Result(question, [(9, 9)] * before + [(1, 2)]) for before in (0, 1, 5, 10)]
    found = figures(results)
    assert (found.hit_1, found.hit_5) == (0.25, 0.5)
    assert found.mrr_10 == pytest.approx((1 + 1 / 2 + 1 / 6) / 4)


def test_one_of_several_true_stations_is_no_certain_answer():
    question = Question(Stratum.AMBIGUOUS, "ru", "?", (), ("a", "b"))
    assert Result(question, answer=Answered("resolved", ("a",))).asserts_wrongly
    assert not Result(question, answer=Answered("ambiguous", ("c",))).asserts_wrongly
    assert Result(question, answer=Answered("ambiguous", ("c", "b", "a"))).lists_all


def test_percentiles():
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile(list(range(100)), 0.99) == 99
    assert percentile([], 0.5) == 0


def test_rows_of_the_models(db):
    """Every row of the generator is a row of the database, and all of a statement's columns are valid."""
    from search.stations.models import AdminUnit, Precinct, PublishedVersion, Street, StreetAlias, StreetSegment

    places = list(Directory(150, seed=2))
    version, counts = load(places)
    assert PublishedVersion.objects.get().version_id == version
    assert Precinct.objects.count() == 150 == counts["precinct"]
    assert Street.objects.count() == sum(len(place.streets) for place in places)
    assert StreetAlias.objects.count() == counts["streetalias"]
    assert AdminUnit.objects.filter(level="settlement").count() == len(places)
    assert all(row.segment for row in StreetSegment.objects.all())
    for model in (AdminUnit, Precinct, Street):
        for row in model.objects.all()[:50]:
            row.clean_fields()


def test_a_report_has_a_row_for_every_stratum(questions):
    results = results_of(Knowing(questions), questions)
    from dataclasses import asdict

    times = {"clients": 1, "p50": 1.0, "p99": 2.0, "a_second": 3.0}
    asked = {"strata": {stratum: asdict(one) for stratum, one in by_stratum(results).items()}}
    asked |= {"wrong": 0.0, "wrong_clean": 0.0, "engine": [times], "answer": [times], "page": []}
    cost = {"seconds": 1.0, "bytes": 1, "peak_memory": 1}
    report = {"stations": 600, "engine": "knowing", "seed": 1, "question_seed": 2, "machine": {"cores": "2 cores"}}
    text = table(report | {"steps": {"load": cost, "build": cost, "ask": asked}})
    assert all(f"| {name}" in text for name in ("clean address, kk (20)", "nonsense (20)"))
    assert "baseline (`icontains` with pg_trgm) was left out" in text
    assert "**below**" not in text
