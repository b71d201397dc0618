"""Imports polling stations from CSV: checks, stages and, with two people, publishes them.

Exit codes: 0 done, 1 refused (what is wrong is in the report), 2 wrong use of the command.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import translation

from portal.accounts.four_eyes import SecondPersonNeeded
from portal.accounts.models import User
from portal.elections.models import Election
from portal.i18n.texts import languages
from search.stations.imports import NotPublished, Staged, check_people, publish, stage
from search.stations.imports.report import as_data, lines

REFUSED, USAGE = 1, 2


class Command(BaseCommand):
    help = "Imports polling stations from CSV files; their columns are in docs/directory.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("stations", type=Path, metavar="STATIONS.csv")
        parser.add_argument("--segments", type=Path, metavar="FILE", help="Houses by station, street by street.")
        parser.add_argument("--election", metavar="SLUG", help="For which election: its days and hours are shown.")
        parser.add_argument("--dry-run", action="store_true", help="Check everything and write nothing.")
        parser.add_argument("--publish", action="store_true", help="Publish at once; needs two people.")
        parser.add_argument("--by", metavar="USER", help="Who imports.")
        parser.add_argument("--approved-by", metavar="OTHER", help="Who has looked at it and approves.")
        parser.add_argument(
            "--lang", choices=languages(), default=settings.LANGUAGE_CODE, help="The language of the report."
        )
        parser.add_argument("--json", action="store_true", help="The report as JSON.")

    def handle(self, **options: Any) -> None:
        """Raises CommandError: 1 if the files or the people are refused, 2 for wrong use."""
        by, approver = _user(options["by"]), _user(options["approved_by"])
        self._check_use(by, approver, options)
        try:
            staged = stage(
                options["stations"],
                options["segments"],
                by=by,
                election=_election(options["election"]),
                dry_run=options["dry_run"],
            )
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}", returncode=USAGE) from error
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            raise CommandError("Another import is writing to the database: try again.", returncode=REFUSED) from error
        with translation.override(options["lang"]):
            problem = self._publish(staged, by, approver) if options["publish"] else ""
            self._report(staged, is_published=options["publish"] and not problem, as_json=options["json"])
        if staged.is_refused:
            raise CommandError(f"Refused: {staged.findings.errors} errors.", returncode=REFUSED)
        if problem:
            raise CommandError(f"Staged and not published: {problem}", returncode=REFUSED)

    def _check_use(self, by: User | None, approver: User | None, options: dict[str, Any]) -> None:
        """Whoever may not publish together is told before anything is written."""
        if not options["publish"]:
            return
        if options["dry_run"]:
            raise CommandError("A dry run publishes nothing: leave out one of the two.", returncode=USAGE)
        if by is None or approver is None:
            raise CommandError("Publishing needs --by USER and --approved-by OTHER.", returncode=USAGE)
        for person in (by, approver):
            if not person.has_perm("stations.change_datasetversion"):
                raise CommandError(f"{person} may not publish the directory.", returncode=REFUSED)
        try:
            check_people(by, approver)
        except SecondPersonNeeded as error:
            raise CommandError(str(error), returncode=REFUSED) from error

    def _publish(self, staged: Staged, by: User | None, approver: User | None) -> str:
        """Publish what was staged; gives why that was refused."""
        if staged.version is None or by is None or approver is None:
            return ""
        try:
            publish(staged.version, by, approver)
        except (NotPublished, SecondPersonNeeded) as error:
            return str(error)
        return ""

    def _report(self, staged: Staged, *, is_published: bool, as_json: bool) -> None:
        if as_json:
            report = as_data(staged, is_published=is_published)
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            for line in lines(staged, is_published=is_published):
                self.stdout.write(line)


def _election(slug: str | None) -> Election | None:
    if slug is None:
        return None
    election = Election.objects.filter(slug=slug).first()
    if election is None:
        raise CommandError(f"There is no election {slug}.", returncode=USAGE)
    return election


def _user(username: str | None) -> User | None:
    if username is None:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no user {username}.", returncode=USAGE)
    return user
