"""What editors decided about the stations of an answer. Names and addresses come from the version, these don't."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max, Q

from portal import clock
from portal.publication.boundaries import next_value
from search.stations.models import Precinct, PrecinctEvent, PrecinctNotice, PrecinctState, PublishedVersion


class Revision(NamedTuple):
    """How often what is said of a station may have changed, which never falls (RFC 5545, 3.8.7.4), and when last."""

    number: int
    changed_at: datetime


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


def revision_of(uid: str) -> Revision:
    """The revision of a published station: publications and roll backs of the directory, and acts of editors."""
    pointer = PublishedVersion.objects.get()
    acts = PrecinctEvent.objects.filter(precinct_uid=uid).aggregate(number=Count("pk"), last=Max("at"))
    changed_at = max(pointer.switched_at, acts["last"] or pointer.switched_at)
    return Revision(pointer.switches + acts["number"], changed_at)


def notices_boundary(now: datetime) -> datetime | None:
    """The next instant at which a notice comes or goes: a boundary of every public answer."""
    return next_value(PrecinctNotice.objects.all(), now, "starts_at", "ends_at")
