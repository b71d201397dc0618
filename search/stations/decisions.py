"""What editors do to stations. An act and its entry in the station's history are one transaction.

A decision holds on to the station's uid, so the next version of the directory keeps it. What is so already is not done
again: the same click twice is one entry. Nobody's permission is asked here; the admin's views do.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from portal import clock
from portal.accounts.models import User
from portal.i18n.texts import Texts
from search.stations.enums import EditorAction, PrecinctStatus
from search.stations.models import Precinct, PrecinctEvent, PrecinctNotice, PrecinctState

ACTION_OF = {
    PrecinctStatus.OPEN: EditorAction.REOPEN,
    PrecinctStatus.SUSPENDED: EditorAction.SUSPEND,
    PrecinctStatus.CLOSED: EditorAction.CLOSE,
}


class ChangedMeanwhile(Exception):
    """Somebody else did something to the station since its form was opened."""


def last_event(uid: str) -> int:
    """The newest entry in a station's history; 0 where there is none."""
    return PrecinctEvent.objects.filter(precinct_uid=uid).values_list("pk", flat=True).first() or 0


@transaction.atomic
def hide_point(uid: str, by: User) -> None:
    """Take a building off the maps, with every station in it: a wrong point leads a voter to a wrong door."""
    for one in in_the_building(uid):
        _set_point(one, by, is_hidden=True)


@transaction.atomic
def show_point(uid: str, by: User) -> None:
    for one in in_the_building(uid):
        _set_point(one, by, is_hidden=False)


def in_the_building(uid: str) -> list[str]:
    """The published stations that share a station's building, itself too; itself alone where it isn't published."""
    building = Precinct.objects.published().filter(uid=uid).values("polling_location")
    together = Precinct.objects.filter(polling_location__in=building).order_by("uid").values_list("uid", flat=True)
    return list(together) or [uid]


def _set_point(uid: str, by: User, *, is_hidden: bool) -> None:
    state = _locked(uid)
    if state.point_hidden != is_hidden:
        state.point_hidden = is_hidden
        state.save()
        _note(uid, EditorAction.HIDE_POINT if is_hidden else EditorAction.SHOW_POINT, by)


@transaction.atomic
def set_status(
    uid: str, status: PrecinctStatus, by: User, reason: Texts | None = None, seen: int | None = None
) -> None:
    """Suspend a station, close it or open it again, from now on.

    `seen` is the newest entry of its history that the editor had read. Raises ChangedMeanwhile if there is a newer one
    and ValidationError if a station that isn't open has no reason, or one that can't be shown.
    """
    reason = reason or Texts()
    state = _locked(uid)
    before = state.status
    if (before, state.reason) == (status, reason):
        return
    if seen is not None and seen != last_event(uid):
        raise ChangedMeanwhile
    state.status, state.reason, state.since = status, reason, clock.now()
    state.full_clean()
    state.save()
    _note(uid, ACTION_OF[status], by, before=before, reason=reason)


@transaction.atomic
def add_notice(notice: PrecinctNotice, by: User) -> None:
    """Add a notice whose fields have been checked, unless the same one is there already."""
    _locked(notice.precinct_uid)
    says = {name: getattr(notice, name) for name in ("precinct_uid", "kind", "text", "starts_at", "ends_at")}
    if not PrecinctNotice.objects.filter(**says).exists():
        notice.save()
        _note(notice.precinct_uid, EditorAction.ADD_NOTICE, by, **_said(notice))


@transaction.atomic
def end_notice(notice: PrecinctNotice, by: User) -> None:
    """End a notice now. One that has not begun never stands: it ends as it begins."""
    _locked(notice.precinct_uid)
    notice.refresh_from_db()
    now = clock.now()
    ends_at = max(now, notice.starts_at)
    if notice.ends_at is None or notice.ends_at > ends_at:
        notice.ends_at = ends_at
        notice.save()
        _note(notice.precinct_uid, EditorAction.END_NOTICE, by, **_said(notice))


def taken_out() -> Q:
    """States that differ from what was imported."""
    return ~Q(status=PrecinctStatus.OPEN) | Q(point_hidden=True)


def not_ended() -> Q:
    """Notices that stand or are to come."""
    return Q(ends_at=None) | Q(ends_at__gt=clock.now())


def is_decided(uid: str) -> bool:
    """Whether editors have ever done anything to a station."""
    return any(
        model._default_manager.filter(precinct_uid=uid).exists()
        for model in (PrecinctState, PrecinctNotice, PrecinctEvent)
    )


def _locked(uid: str) -> PrecinctState:
    """A station's state, made if there is none, so that of two editors at once one waits for the other."""
    PrecinctState.objects.get_or_create(precinct_uid=uid)
    return PrecinctState.objects.select_for_update().get(precinct_uid=uid)


def _note(uid: str, action: EditorAction, by: User, **details: Any) -> None:
    PrecinctEvent.objects.create(precinct_uid=uid, action=action, actor=by, at=clock.now(), details=details)


def _said(notice: PrecinctNotice) -> dict[str, Any]:
    ends_at = notice.ends_at.isoformat() if notice.ends_at else None
    return {
        **{"notice": notice.pk, "kind": notice.kind, "text": notice.text},
        **{"starts_at": notice.starts_at.isoformat(), "ends_at": ends_at},
    }
