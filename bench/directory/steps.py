"""The steps of the benchmark. Each runs in a process of its own, so that its memory is its own."""

from __future__ import annotations

import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from bench.directory import machine
from bench.directory.ask import ask
from bench.directory.baseline import Baseline
from bench.directory.clients import answer_call, engine_call, page_call, page_path, results_of, timed
from bench.directory.figures import figures, wrong_rates
from bench.directory.generate import Directory
from bench.directory.load import load
from bench.directory.questions import CLEAN, Question, Stratum, read_questions, write_questions
from bench.directory.sample import Sample
from bench.directory.subject import Subject, subject

# What an engine is timed with: all that is looked up by text.
UNTIMED = frozenset({Stratum.PREFIX_3, Stratum.PREFIX_5})
CLIENTS = (1, 8)
# Of so many questions the baseline is asked one.
BASELINE_SHARE = 10
# Examples kept of each stratum that went wrong.
MOST_MISSES = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured. Seeds: of the directory, and of the questions, with which no code was tried."""

    stations: int
    engine: str
    questions: int
    seed: int
    question_seed: int
    folder: Path

    @property
    def question_file(self) -> Path:
        return self.folder / "questions.jsonl"


def load_step(plan: Plan) -> dict[str, Any]:
    """Fill the database, and write down the questions."""
    sample = Sample(random.Random(f"sample {plan.question_seed}"))
    started = time.perf_counter()
    version, rows = load(Directory(plan.stations, plan.seed), sample.see)
    seconds = time.perf_counter() - started
    questions = ask(sample, random.Random(f"questions {plan.question_seed}"), plan.questions)
    write_questions(questions, plan.question_file)
    return {"version": version, "rows": rows, "seconds": seconds, "bytes": machine.database_size()}


def build_step(plan: Plan) -> dict[str, Any]:
    """Build the engine's index: how long, with how much memory, how much larger the database is after it."""
    return _built(subject(plan.engine))


def baseline_build_step(plan: Plan) -> dict[str, Any]:
    return _built(Baseline())


def ask_step(plan: Plan) -> dict[str, Any]:
    return _asked(subject(plan.engine), list(read_questions(plan.question_file)))


def baseline_ask_step(plan: Plan) -> dict[str, Any]:
    """It may take seconds for an answer, so it is asked the first questions of each stratum alone."""
    asked: Counter[Stratum] = Counter()
    questions = []
    for question in read_questions(plan.question_file):
        asked[question.stratum] += 1
        if asked[question.stratum] <= max(1, plan.questions // BASELINE_SHARE):
            questions.append(question)
    return _asked(Baseline(), questions)


STEPS: dict[str, Callable[[Plan], dict[str, Any]]] = {
    "load": load_step,
    "build": build_step,
    "ask": ask_step,
    "baseline-build": baseline_build_step,
    "baseline-ask": baseline_ask_step,
}


def run_step(name: str, plan: Plan) -> None:
    """Run one step and write what it measured."""
    measured = STEPS[name](plan)
    measured["peak_memory"] = machine.peak_memory()
    if name == "load":
        measured["machine"] = machine.described()
    (plan.folder / f"{name}.json").write_text(json.dumps(measured, ensure_ascii=False, indent=1), "utf-8")


def _built(finder: Subject) -> dict[str, Any]:
    from search.stations.models import PublishedVersion

    version = PublishedVersion.objects.values_list("version_id", flat=True).get()
    before, memory = machine.database_size(), machine.peak_memory()
    started = time.perf_counter()
    finder.build(version)
    seconds = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        "seconds": seconds,
        "bytes": machine.database_size() - before,
        "memory_before": memory,
    }


def _asked(finder: Subject, questions: list[Question]) -> dict[str, Any]:
    results = results_of(finder, questions)
    by_stratum = defaultdict(list)
    for result in results:
        by_stratum[result.question.stratum].append(result)
    clean, overall = wrong_rates(results)
    of_text = [question for question in questions if question.stratum not in UNTIMED]
    return {
        "name": finder.name,
        "strata": {stratum: asdict(figures(found)) for stratum, found in by_stratum.items()},
        "wrong_clean": clean,
        "wrong": overall,
        "engine": [asdict(timed(engine_call, finder, of_text, clients)) for clients in CLIENTS],
        "answer": [asdict(timed(answer_call, finder, of_text, clients)) for clients in CLIENTS],
        "page": [
            asdict(timed(page_call, finder, of_text, clients))
            for clients in CLIENTS
            if finder.has_page and page_path("kk") is not None
        ],
        "misses": {stratum: _misses(found) for stratum, found in by_stratum.items()},
        "clean_strata": sorted(CLEAN),
    }


def _misses(results: list[Any]) -> list[dict[str, Any]]:
    """Questions that weren't answered rightly, wrong assertions first."""
    wrong = [result for result in results if result.asserts_wrongly]
    missed = [result for result in results if not result.asserts_wrongly and not result.is_right]
    return [
        {
            "text": result.question.text,
            "expected": list(result.question.stations) or result.question.name,
            "outcome": result.answer.outcome if result.answer else None,
            "stations": list(result.answer.stations[:6]) if result.answer else list(result.suggested or ())[:6],
            "rank": result.rank,
            "is_wrong": result.asserts_wrongly,
        }
        for result in [*wrong, *missed][:MOST_MISSES]
    ]
