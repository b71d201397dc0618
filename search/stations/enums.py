"""Values of the directory's fields; the names are those of VIP 6 where it has them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionStatus(TextChoices):
    """Where a version of the directory stands. Which one the public is answered from says the pointer alone."""

    STAGED = "staged", _("waiting for approval")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


class Level(TextChoices):
    """Levels of the classifier of administrative units (KATO), the largest first."""

    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    DISTRICT = "district", _("district")
    RURAL_DISTRICT = "rural_district", _("rural district")
    SETTLEMENT = "settlement", _("settlement")


class AliasKind(TextChoices):
    FORMER = "former", _("former name")
    PROJECT = "project", _("name of the project")
    SHORT = "short", _("short name")
    SPELLING = "spelling", _("other spelling")


class PrecinctKind(TextChoices):
    """For whom a polling station is."""

    TERRITORIAL = "territorial", _("for a territory")
    INSTITUTION = "institution", _("in an institution")
    MILITARY = "military", _("in a military unit")
    ABROAD = "abroad", _("abroad")


class PrecinctStatus(TextChoices):
    OPEN = "open", _("open")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")


class PointSource(TextChoices):
    """Where a polling location's coordinates come from."""

    SURVEYED = "surveyed", _("surveyed")
    ADDRESS = "address", _("found by the address")
    SETTLEMENT = "settlement", _("middle of the settlement")


class NoticeKind(TextChoices):
    MOVED = "moved", _("moved")
    CLOSED = "closed", _("closed")
    HOURS = "hours", _("other hours")
    RENUMBERED = "renumbered", _("other number")
    OTHER = "other", _("notice")


class EditorAction(TextChoices):
    """What editors do to a station, as its history says it."""

    HIDE_POINT = "hide_point", _("point hidden")
    SHOW_POINT = "show_point", _("point shown again")
    SUSPEND = "suspend", _("station suspended")
    CLOSE = "close", _("station closed")
    REOPEN = "reopen", _("station reopened")
    ADD_NOTICE = "add_notice", _("notice added")
    END_NOTICE = "end_notice", _("notice ended")


class ProblemKind(TextChoices):
    """What a visitor finds wrong with a station."""

    ADDRESS = "address", _("the address or the building")
    POINT = "point", _("the point on the map")
    TERRITORY = "territory", _("the houses that vote there")
    HOURS = "hours", _("the hours")
    ACCESS = "access", _("what is said of accessibility")
    TELEPHONE = "telephone", _("the telephone")
    OTHER = "other", _("something else")
