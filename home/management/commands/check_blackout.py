"""Proves on this portal, with its data and settings, that nothing leaves it while the law closes polls."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.sweep.planting import NothingToCheck, planted_for
from home.sweep.sweep import ENOUGH, Sweep


class Command(BaseCommand):
    help = "Plant canaries, try every public door at the edges of the blackout, and take everything away again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of", required=True, help="An instant with its zone in the window, such as 2022-11-16T12:00:00+06:00."
        )

    def handle(self, *args: Any, as_of: str, **options: Any) -> None:
        try:
            with planted_for(_instant(as_of)) as (planted, one):
                report = Sweep(planted, one).run()
        except NothingToCheck as nothing:
            raise CommandError(str(nothing)) from nothing
        for instant, names in report.seen.items():
            self.stdout.write(f"{instant.isoformat()}  open: the canary was seen at {len(names)} kinds of doors")
        for leak in report.leaks:
            self.stderr.write(
                f"{leak.instant.isoformat()}  LEAK: {leak.door.path} ({leak.way}, {leak.who}): {leak.what}"
            )
        self.stdout.write(f"{report.asked} requests, {len(report.leaks)} leaks.")
        if report.is_blind:
            raise CommandError(f"The canary was seen at fewer than {ENOUGH} kinds of doors: this proves nothing.")
        if report.leaks:
            raise CommandError("The portal leaks.")


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text}: write an instant such as 2022-11-16T12:00:00+06:00.") from None
    if timezone.is_naive(instant):
        raise CommandError(f"{text}: an instant needs its zone, such as +06:00 at the end.")
    return instant
