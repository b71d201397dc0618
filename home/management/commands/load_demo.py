from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.demo.loader import load_demo


class Command(BaseCommand):
    help = "Adds what is missing of the demonstration: texts of November 2022, a coming election, logins."

    def handle(self, **options: Any) -> None:
        """Raises CommandError on a portal that is no demonstration: the logins' password is public."""
        if not settings.DEMONSTRATION:
            raise CommandError("This is no demonstration: load_demo would add logins whose password everybody knows.")
        self.stdout.write(f"The demonstration is loaded: {load_demo()} pages added.")
