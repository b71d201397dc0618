from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from home.site_setup import prepare_site


class Command(BaseCommand):
    help = "Makes the languages' homes, the sections and the groups' permissions. Run it after every update."

    def handle(self, **options: Any) -> None:
        prepare_site()
        self.stdout.write("The site is prepared.")
