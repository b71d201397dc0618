"""Checks of the deployment as a whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.checks import CheckMessage, Error, register

# Kazakhstan moved to one zone, UTC+5, on 1 March 2024. Old zone data would end a window an hour early.
WITNESSES = [
    (datetime(2022, 11, 20, 12, tzinfo=UTC), timedelta(hours=6)),
    (datetime(2026, 11, 1, 12, tzinfo=UTC), timedelta(hours=5)),
]


@register
def zone_data_is_recent(**_kwargs: Any) -> list[CheckMessage]:
    """Whether the machine's time-zone data know the latest change that the portal's dates rest on."""
    wrong = [at for at, offset in WITNESSES if at.astimezone(ZoneInfo("Asia/Almaty")).utcoffset() != offset]
    if not wrong:
        return []
    return [Error("The time-zone data of this machine are out of date.", hint="Update tzdata.", id="portal.E001")]


@register
def election_law_is_readable(**_kwargs: Any) -> list[CheckMessage]:
    """Whether the rules that close poll results can be read: without them everything would be taken for closed."""
    from portal.elections.law.rules import file_in_force, read_law

    try:
        read_law(file_in_force())
    except (OSError, ValueError) as error:
        return [Error(f"The rules of election law can't be read: {error}", hint="Set ELECTION_LAW.", id="portal.E002")]
    return []
