"""What an editor's browser sends to the stations' part of the admin."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from portal import clock

LANGUAGES = ("kk", "ru", "en")


def address(name, *args):
    return reverse(f"polling_stations:{name}", args=args)


def texts(field, **said):
    return {f"{field}_{language}": said.get(language, "") for language in LANGUAGES}


def reason(seen=0, **said):
    return {**texts("reason", **(said or {"ru": "Ремонт"})), "seen": seen}


def typed(instant):
    return timezone.localtime(instant).strftime("%Y-%m-%d %H:%M") if instant else ""


def notice(starts=None, ends=None, kind="other", **said):
    return {
        **texts("text", **(said or {"ru": "Вход со двора"})),
        "kind": kind,
        "starts_at": typed(starts or clock.now() - timedelta(minutes=1)),
        "ends_at": typed(ends),
    }


def html(response):
    return response.content.decode()
