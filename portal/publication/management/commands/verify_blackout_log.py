"""Verifies the log of the blackout, and gives it out: the commission's evidence."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.publication import evidence
from portal.publication.models import EvidenceEntry


class Command(BaseCommand):
    help = "Verify that no entry of the log of the blackout was changed or removed, and that none is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--export", type=Path, help="Write the entries to this file, one JSON object on a line.")

    def handle(self, *, export: Path | None, **options: Any) -> None:
        entries = list(EvidenceEntry.objects.all())
        if export is not None:
            lines = (json.dumps({**evidence.as_data(one), "hash": one.hash}, ensure_ascii=False) for one in entries)
            export.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        wrong = [f"{fault.number}: {fault.why}" for fault in evidence.faults(entries)]
        wrong += [f"not recorded: {edge.kind} {edge.at.isoformat()}" for edge in evidence.missing(clock.now())]
        for line in wrong:
            self.stderr.write(line)
        self.stdout.write(
            f"{len(entries)} entries; the last hash is {entries[-1].hash if entries else evidence.BEGINNING}"
        )
        if wrong:
            raise CommandError("The log can not be trusted as it is.")
