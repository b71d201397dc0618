"""The figures as a Markdown table, goals beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.directory.figures import (
    GOAL_LISTED,
    GOAL_UNCOVERED,
    GOAL_WRONG,
    GOAL_WRONG_CLEAN,
    GOALS,
    ONE_EDIT_AT_A_MILLION,
)
from bench.directory.questions import Stratum

NAMES = {
    Stratum.CLEAN_KK: "clean address, kk",
    Stratum.CLEAN_RU: "clean address, ru",
    Stratum.SHAPES: "abbreviations, word order, joined tokens",
    Stratum.LAYOUT: "Russian-layout Kazakh, ё/е",
    Stratum.LATIN: "Latin, 4 schemes",
    Stratum.LATIN_RU: "Latin, Russian names",
    Stratum.ONE_EDIT: "1 edit in a name of 5+ letters",
    Stratum.BY_HAND: "misspelt by hand",
    Stratum.TWO_EDITS: "2 edits in a name of 8+ letters",
    Stratum.FORMER: "former or project street name",
    Stratum.NUMBER: "station No. and region",
    Stratum.VENUE: "building name, 0-1 edit",
    Stratum.WHOLE: "settlement of one station",
    Stratum.PREFIX_3: "autocomplete, 3 characters",
    Stratum.PREFIX_5: "autocomplete, 5 characters",
    Stratum.AMBIGUOUS: "truly ambiguous",
    Stratum.UNCOVERED: "house that nobody has",
    Stratum.NONSENSE: "nonsense",
}
NO_BASELINE = (
    "The plain baseline (`icontains` with pg_trgm) was left out: SQLite has no trigrams, and its LIKE folds no "
    "Cyrillic letters. Give a PostgreSQL as DATABASE_URL, or none."
)
SHARE_OF_BASELINE = "The baseline was asked a tenth of each stratum's questions: it may take seconds for one."
HEADS = (
    *("stratum (questions)", "goal @1 / @5 / MRR", "hit@1", "hit@5", "MRR@10", "resolved rightly"),
    *("wrong", "baseline @1 / @5", "wrong"),
)
GOAL_BUILD, GOAL_MEMORY, GOAL_ENGINE = 300, 2**30, 5.0
Measured = dict[str, Any]


def table(report: Measured) -> str:
    """Markdown: the machine, figures by stratum, rates of wrong answers, times and sizes."""
    steps = report["steps"]
    lines = [f"### {report['stations']:,} stations, engine `{report['engine']}`", ""]
    lines += ["; ".join(report["machine"].values()) + ".", f"Seeds: {report['seed']}, {report['question_seed']}.", ""]
    lines += _strata(report, steps["ask"], steps.get("baseline-ask"))
    lines += ["", *_rates(steps["ask"], steps.get("baseline-ask")), "", *_costs(steps)]
    if "baseline-ask" in steps:
        lines += ["", SHARE_OF_BASELINE]
    else:
        lines += ["", NO_BASELINE]
    return "\n".join(lines)


def _strata(report: Measured, ask: Measured, baseline: Measured | None) -> Iterator[str]:
    yield f"| {' | '.join(HEADS)} |"
    yield "|---" * len(HEADS) + "|"
    for stratum, name in NAMES.items():
        if stratum not in ask["strata"]:
            continue
        own = ask["strata"][stratum]
        other = baseline["strata"][stratum] if baseline else {}
        goal = _goal(stratum, report["stations"])
        figures = (own["hit_1"], own["hit_5"], own["mrr_10"])
        met = all(
            figure is None or wanted is None or figure >= wanted for figure, wanted in zip(figures, goal, strict=True)
        )
        cells = [f"{name} ({own['count']})", " / ".join(map(_share, goal)) if stratum in GOALS else ""]
        cells += [*map(_share, figures), _share(own["resolved_rightly"]), str(own["wrong"])]
        cells += [
            f"{_share(other.get('hit_1'))} / {_share(other.get('hit_5'))}" if other else "",
            str(other.get("wrong", "")),
        ]
        if own["attainable"] is not None:
            cells[0] += f", attainable @5 {own['attainable']:.3f}"
        cells[0] += "" if met else " **below**"
        yield "| " + " | ".join(cells) + " |"


def _goal(stratum: Stratum, stations: int) -> tuple[float | None, float | None, float | None]:
    first, fifth, mean = GOALS.get(stratum, (None, None, None))
    if stratum == Stratum.ONE_EDIT and stations >= 1_000_000:
        first = ONE_EDIT_AT_A_MILLION
    return first, fifth, mean


def _rates(ask: Measured, baseline: Measured | None) -> Iterator[str]:
    yield "| rate | goal | engine | baseline |"
    yield "|---|---|---|---|"
    rows: list[tuple[str, str, Any]] = [
        ("wrong station asserted, clean", f"{GOAL_WRONG_CLEAN:.2%}", lambda one: one["wrong_clean"]),
        ("wrong station asserted, overall", f"<= {GOAL_WRONG:.2%}", lambda one: one["wrong"]),
        (
            "truly ambiguous: all stations listed",
            f"{GOAL_LISTED:.0%}",
            lambda one: _of(one, Stratum.AMBIGUOUS, "listed"),
        ),
        (
            "house that nobody has: said so",
            f">= {GOAL_UNCOVERED:.0%}",
            lambda one: _of(one, Stratum.UNCOVERED, "refused"),
        ),
        ("nonsense: said so", f">= {GOAL_UNCOVERED:.0%}", lambda one: _of(one, Stratum.NONSENSE, "refused")),
    ]
    for name, goal, figure in rows:
        yield f"| {name} | {goal} | {figure(ask):.2%} | {f'{figure(baseline):.2%}' if baseline else ''} |"


def _of(one: Measured, stratum: Stratum, figure: str) -> float:
    return float(one["strata"].get(stratum, {}).get(figure) or 0)


def _costs(steps: Measured) -> Iterator[str]:
    ask, baseline = steps["ask"], steps.get("baseline-ask")
    yield "| cost | goal | engine | baseline |"
    yield "|---|---|---|---|"
    for what, goal in (("engine", f"p99 <= {GOAL_ENGINE:.0f} ms with one client"), ("answer", ""), ("page", "")):
        for place, times in enumerate(ask[what]):
            other = _times(baseline[what][place]) if baseline and baseline[what] else ""
            aim = goal if times["clients"] == 1 else ""
            yield f"| {what}, {times['clients']} clients: p50 / p99 ms, a second | {aim} | {_times(times)} | {other} |"
    build, plain = steps["build"], steps.get("baseline-build")
    for name, goal, key, show in (
        ("build, seconds", f"<= {GOAL_BUILD} at 1,000,000", "seconds", "{:.1f}"),
        ("memory of the building process, MiB", f"< {GOAL_MEMORY >> 20} at 1,000,000", "peak_memory", "{:.0f}"),
        ("index in the database, MiB", "", "bytes", "{:.1f}"),
    ):
        unit = 1 if key == "seconds" else 2**20
        other = show.format(plain[key] / unit) if plain else ""
        yield f"| {name} | {goal} | {show.format(build[key] / unit)} | {other} |"
    loaded = steps["load"]
    if not ask["page"]:
        yield "| page | | not routed in this revision | |"
    yield f"| directory loaded: seconds, MiB | | {loaded['seconds']:.1f}, {loaded['bytes'] / 2**20:.1f} | |"


def _times(times: Measured) -> str:
    return f"{times['p50']:.2f} / {times['p99']:.2f}, {times['a_second']:.0f}"


def _share(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"
