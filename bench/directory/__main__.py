"""`make bench-directory`. Makes a database of its own beside the one that DATABASE_URL names, and removes it again."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

SETTINGS = "bench.directory.settings"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-directory", description=__doc__)
    parser.add_argument("--stations", type=int, default=10_000)
    parser.add_argument("--engine", default="embedded")
    parser.add_argument("--questions", type=int, default=400, help="of each stratum")
    parser.add_argument("--seed", type=int, default=1, help="of the directory")
    parser.add_argument("--question-seed", type=int, default=20_261_122)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if asked.step:
        os.environ["BENCH_STEP"] = asked.step
    import django

    django.setup()
    return _step(asked) if asked.step else _run(asked)


def _step(asked: argparse.Namespace) -> int:
    from bench.directory.steps import Plan, run_step

    plan = Plan(asked.stations, asked.engine, asked.questions, asked.seed, asked.question_seed, asked.folder)
    run_step(asked.step, plan)
    return 0


def _run(asked: argparse.Namespace) -> int:
    from django.db import connection

    from bench.directory.report import table
    from bench.directory.settings import BENCH_DIR

    original = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    has_baseline = connection.vendor == "postgresql"
    connection.close()
    steps = ["load", "build", "ask", *(["baseline-build", "baseline-ask"] if has_baseline else [])]
    try:
        with tempfile.TemporaryDirectory(prefix="saylau-bench-") as folder:
            measured = {step: _measured(step, Path(folder), asked) for step in steps}
    finally:
        connection.creation.destroy_test_db(original, verbosity=0)
    report: dict[str, Any] = {"stations": asked.stations, "engine": asked.engine, "seed": asked.seed}
    report |= {"question_seed": asked.question_seed, "machine": measured["load"].pop("machine"), "steps": measured}
    file = BENCH_DIR / "directory.json"
    file.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    print(table(report))
    return 0


def _measured(step: str, folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    print(f"{step} ...", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "bench.directory", "--step", step, "--folder", str(folder)]
    for option in ("stations", "engine", "questions", "seed", "question_seed"):
        command += [f"--{option.replace('_', '-')}", str(getattr(asked, option))]
    subprocess.run(command, check=True)
    result: dict[str, Any] = json.loads((folder / f"{step}.json").read_text("utf-8"))
    return result


if __name__ == "__main__":
    sys.exit(main())
