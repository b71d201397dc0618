"""The instant at which these tests stand, as the fixture `frozen` holds it."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
