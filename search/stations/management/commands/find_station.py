from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from portal.i18n.texts import languages
from search.stations.answers import Answer, Shown
from search.stations.resolve import find


class Command(BaseCommand):
    help = "Say which polling station an address, a number or a building belongs to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="What a voter would type.")
        parser.add_argument("--lang", default=settings.LANGUAGE_CODE, help="The language of the answer.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")

    def handle(self, *args: Any, address: str, lang: str, **options: Any) -> None:
        if lang not in languages():
            raise CommandError(f"{lang} is not a language of this portal: {', '.join(languages())}.")
        with translation.override(lang):
            began = time.perf_counter()
            answer = find(address, lang)
            said = as_data(answer, milliseconds=(time.perf_counter() - began) * 1000)
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        self.stdout.write(" ".join(filter(None, (said["outcome"], said["basis"]))))
        self.stdout.write(", ".join(f"{key}: {value}" for key, value in said["understood"].items() if value))
        for station in said["stations"]:
            self.stdout.write("  ".join(station.values()))


def as_data(answer: Answer, *, milliseconds: float) -> dict[str, Any]:
    """An answer as `--json` prints it, texts in the active language."""
    return {
        "outcome": str(answer.outcome),
        "basis": str(answer.basis) if answer.basis else None,
        "understood": understood(answer.shown),
        "stations": [
            {
                "number": candidate.precinct.number,
                "venue": str(candidate.precinct.polling_location.name),
                "address": str(candidate.precinct.polling_location.address_line),
            }
            for candidate in answer.candidates
        ],
        "ms": round(milliseconds, 2),
    }


def understood(shown: Shown) -> dict[str, Any]:
    """What was understood, by the fields of `Shown`."""
    return {
        "settlement": str(shown.settlement) if shown.settlement else None,
        "street": str(shown.street) if shown.street else None,
        "house": str(shown.house) if shown.house else None,
        "alias": str(shown.alias) if shown.alias else None,
        "corrected": shown.is_corrected,
        "station": shown.station or None,
        "venue": str(shown.location.name) if shown.location else None,
    }
