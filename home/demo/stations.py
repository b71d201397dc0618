"""The demonstration's polling stations, imported and published by two people, and what editors said of some of them."""

from __future__ import annotations

import tomllib

from home.demo.directory import DATA, SEGMENTS, STATIONS
from portal import clock
from portal.accounts.models import User
from portal.elections.models import Election
from portal.i18n.texts import Texts
from search.stations.decisions import add_notice, is_decided, set_status
from search.stations.enums import PrecinctStatus
from search.stations.imports import publish, published, stage
from search.stations.models import CallCentre, PrecinctNotice


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
    if not is_decided(suspended["uid"]):
        set_status(suspended["uid"], PrecinctStatus.SUSPENDED, approver, Texts(suspended["reason"]))
    if not is_decided(notice["uid"]):
        shown = PrecinctNotice(precinct_uid=notice["uid"], kind=notice["kind"], text=Texts(notice["text"]))
        shown.starts_at = clock.now()
        add_notice(shown, approver)
