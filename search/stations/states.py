"""What editors decided about the stations of an answer. Names and addresses come from the version, these don't."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from portal import clock
from search.stations.models import Precinct, PrecinctNotice, PrecinctState


def states_of(precincts: Iterable[Precinct]) -> dict[str, PrecinctState]:
    """The states of stations by uid: a station without one is as imported. One query."""
    return PrecinctState.objects.in_bulk({precinct.uid for precinct in precincts})


def notices_of(precincts: Iterable[Precinct], now: datetime | None = None) -> dict[str, list[PrecinctNotice]]:
    """The notices that stand at stations at an aware instant, by default now, the newest first, by uid. One query."""
    now = now or clock.now()
    running = Q(starts_at__lte=now) & (Q(ends_at=None) | Q(ends_at__gt=now))
    found: dict[str, list[PrecinctNotice]] = defaultdict(list)
    uids = {precinct.uid for precinct in precincts}
    for notice in PrecinctNotice.objects.filter(running, precinct_uid__in=uids).order_by("-starts_at", "-pk"):
        found[notice.precinct_uid].append(notice)
    return dict(found)
