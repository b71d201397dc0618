from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from home.demo.logins import LOGINS, PASSWORD


class Command(BaseCommand):
    help = "Names the logins of the demonstration."

    def handle(self, **options: Any) -> None:
        if settings.DEMONSTRATION:
            self.stdout.write(f"Logins (password: {PASSWORD}): {', '.join(login.username for login in LOGINS)}")
