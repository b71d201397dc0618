"""Housekeeping for scheduled publishing, in the place of Wagtail's command of this name.

Nothing public waits for it: a visitor's request publishes what is due and reads expiry from its date. It keeps the
admin's states tidy, warms what nobody asked for yet, and leaves a heartbeat. Run it every minute.
"""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Model

from portal import clock
from portal.elections.models import Election
from portal.publication.blackout import is_needed
from portal.publication.boundaries import drafted_models
from portal.publication.catch_up import catch_up, due_revisions
from portal.publication.evidence import record_passed
from portal.publication.models import Heartbeat
from portal.publication.scope import staff_scope

logger = logging.getLogger(__name__)

# What failed a moment ago is tried again: the alarm must not depend on the minute in which the command runs.
AT_ONCE = timedelta(0)


class Command(BaseCommand):
    help = "Publishes what is due and marks what has expired."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done and do nothing.")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        """Raises CommandError, after doing all the rest, if anything could not be published or expired."""
        now = clock.now()
        if dry_run:
            return self._say(now)
        done = catch_up(now, AT_ONCE)
        record_passed(now)
        expired, not_expired = self._expire(now)
        Heartbeat.objects.update_or_create(name="publish_scheduled", defaults={"beat_at": now})
        failed = done.failed + not_expired
        self.stdout.write(f"Published {done.published}, expired {expired}, failed {failed}.")
        if failed:
            raise CommandError("Something due could not be published or expired: see the log.", returncode=2)

    def _say(self, now: datetime) -> None:
        for revision in due_revisions(now, AT_ONCE):
            self.stdout.write(f"publish {revision.approved_go_live_at:%Y-%m-%d %H:%M:%S %Z} {revision.object_str}")
        for item in self._expiring(now):
            self.stdout.write(f"expire {item.expire_at:%Y-%m-%d %H:%M:%S %Z} {item}")  # type: ignore[attr-defined]

    def _expiring(self, now: datetime) -> list[Model]:
        due = (item for model in drafted_models() for item in model._base_manager.filter(live=True, expire_at__lte=now))
        # The public sees no expired election; but its dates close polls until they are over.
        return [item for item in due if not (isinstance(item, Election) and is_needed(item, now))]

    def _expire(self, now: datetime) -> tuple[int, int]:
        expired = failed = 0
        with staff_scope():
            for item in self._expiring(now):
                try:
                    with transaction.atomic():
                        item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")  # type: ignore[attr-defined]
                    expired += 1
                except Exception:  # one that fails must not hold up the others
                    logger.exception("%r has expired and could not be marked so", item)
                    failed += 1
        return expired, failed
