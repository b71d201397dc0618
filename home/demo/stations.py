"""The demonstration's polling stations, imported and published by two people, and what editors said of some of them."""

from __future__ import annotations

import tomllib

from home.demo.directory import DATA, SEGMENTS, STATIONS
from portal import clock
from portal.accounts.models import User
from portal.elections.models import Election
from portal.i18n.texts import Texts
from search.stations.enums import PrecinctStatus
from search.stations.imports import publish, published, stage
from search.stations.models import CallCentre, PrecinctNotice, PrecinctState


def load_stations(author: User, approver: User, election: Election | None = None) -> None:
    """Add what is missing, for an election. A directory that is published already, whosever it is, stays as it is.

    Raises ValueError if the import refuses the files.
    """
    if published() is None:
        staged = stage(STATIONS, SEGMENTS, by=author, election=election)
        if staged.version is None:
            first = staged.findings.listed[0]
            raise ValueError(f"{first.file}:{first.row}: {first.message}")
        publish(staged.version, author, approver)
    texts = tomllib.loads((DATA / "directory.toml").read_text("utf-8"))
    for row in texts["call_centre"]:
        said = {name: Texts(row[name]) for name in ("name", "hours", "languages")}
        CallCentre.objects.get_or_create(region_code=row["region"], defaults={"phones": row["phones"], **said})
    suspended, notice = texts["suspended"], texts["notice"]
    PrecinctState.objects.get_or_create(
        precinct_uid=suspended["uid"],
        defaults={
            "status": PrecinctStatus.SUSPENDED,
            "reason": Texts(suspended["reason"]),
            "since": clock.now(),
        },
    )
    PrecinctNotice.objects.get_or_create(
        precinct_uid=notice["uid"],
        kind=notice["kind"],
        defaults={"text": Texts(notice["text"]), "starts_at": clock.now()},
    )
