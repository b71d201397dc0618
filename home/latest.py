"""What the first page shows of each kind of news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.utils import timezone

from announcements.enums import AHEAD, AppointmentState
from announcements.models import AnnouncementPage, MeetingPage, PosterPage
from portal import clock

ANNOUNCEMENTS = 5
POSTERS = 4


@dataclass(frozen=True)
class Latest:
    """The newest of one language, each list in a fixed number of queries."""

    language: str

    @cached_property
    def announcements(self) -> Sequence[AnnouncementPage]:
        pages = AnnouncementPage.listed_in(self.language).defer_streamfields()  # type: ignore[attr-defined]
        return list(pages.order_by("-first_published_at", "-pk")[:ANNOUNCEMENTS])

    @cached_property
    def next_meeting(self) -> MeetingPage | None:
        """The first meeting that is still expected, today's included."""
        today = timezone.make_aware(datetime.combine(clock.today(), time.min))
        ahead = self._meetings.filter(meeting__state__in=AHEAD, meeting__starts_at__gte=today)
        return ahead.order_by("meeting__starts_at").first()

    @cached_property
    def last_meeting(self) -> MeetingPage | None:
        """The latest meeting that was held."""
        return self._meetings.filter(meeting__state=AppointmentState.HELD).order_by("-meeting__starts_at").first()

    @property
    def _meetings(self) -> Any:
        pages: Any = MeetingPage.listed_in(self.language)
        pages = pages.defer_streamfields()
        return pages.filter(meeting__live=True).annotate(items_count=Count("meeting__items"))

    @cached_property
    def posters(self) -> Sequence[PosterPage]:
        pages = PosterPage.listed_in(self.language).for_texts().defer_streamfields()  # type: ignore[attr-defined]
        return list(pages.order_by("-first_published_at", "-pk")[:POSTERS])
