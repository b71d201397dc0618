"""manage.py catalogues update | compile | check: all that translators and `make` need."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import PoFileError
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.i18n import catalogues


class Command(BaseCommand):
    """Needs neither a database nor a project that passes its checks: messages come first."""

    help = "Keep the message catalogues: bring them up to the source, compile them, check them."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "what",
            choices=["update", "compile", "check"],
            help="update: add what the source says anew, keep translations, drop what is gone; "
            "compile: write the .mo files that are older than their .po; "
            "check: fail on what is missing, obsolete, fuzzy, untranslated or broken",
        )

    def handle(self, *args: object, what: str, **options: object) -> None:
        root, folder = Path(settings.BASE_DIR), Path(settings.LOCALE_PATHS[0])
        languages = [code for code, _name in settings.LANGUAGES]
        try:
            if what == "compile":
                self._report("Compiled", catalogues.compile_stale(folder), root)
            elif what == "update":
                self._report("Updated", catalogues.update(root, folder, languages), root)
            else:
                self._check(root, folder, languages)
        except PoFileError as error:
            raise CommandError(f"A catalogue can't be read: {error}") from error

    def _report(self, done: str, paths: list[Path], root: Path) -> None:
        if paths:
            names = [str(path.relative_to(root) if path.is_relative_to(root) else path) for path in paths]
            self.stdout.write(f"{done} {', '.join(names)}")

    def _check(self, root: Path, folder: Path, languages: list[str]) -> None:
        problems = list(catalogues.problems(root, folder, languages))
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} to mend; `manage.py catalogues update` adds and drops.")
