"""The election: the one record that countdowns, listings, feeds and, later, windows refer to."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, Revision, RevisionMixin, WorkflowMixin
from wagtail.search import index

from portal import clock
from portal.accounts.four_eyes import Approval, FourEyesMixin
from portal.elections.enums import ContestKind
from portal.elections.querysets import ElectionQuerySet
from portal.elections.sequences import SequencedChildMixin
from portal.elections.signals import dates_changed
from portal.elections.widenings import Widening
from portal.elections.years import check_years
from portal.elections.zones import commission_zone, validate_zone
from portal.i18n.fields import TextsField

# Inside KeyDate `date` is a column and `time` a property.
CivilDate = date
WallTime = time

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Election(
    FourEyesMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
):
    """An election or referendum. Its dates come from here and from nowhere else; two people publish them."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = TextsField(_("title"), max_length=255)
    short_title = TextsField(
        _("short title"), max_length=80, help_text=_("For lists and filters: what, and when, in a few words.")
    )
    slug = models.SlugField(_("address"), unique=True, help_text=_("Latin letters, such as president-2022."))
    note = TextsField(_("note"), max_length=200, blank=True, help_text=_("Shown beside the title wherever it stands."))
    kind = models.CharField(_("kind"), max_length=20, choices=ContestKind)
    is_early = models.BooleanField(_("early election"), default=False)
    is_cancelled = models.BooleanField(
        _("cancelled"),
        default=False,
        help_text=_("It does not take place: calendars say so, and its windows close nothing any more."),
    )
    called_on = models.DateField(_("called on"), help_text=_("The public sees the election from this day."))
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        default=commission_zone,
        validators=[validate_zone],
        help_text=_("In which the election's dates are meant."),
    )

    objects = ElectionQuerySet.as_manager()

    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
        index.FilterField("kind"),
    ]

    if TYPE_CHECKING:
        rounds: RelatedManager[VotingRound]
        areas: RelatedManager[Area]
        key_dates: RelatedManager[KeyDate]
        widenings: RelatedManager[Widening]

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ["-called_on"]

    def __str__(self) -> str:
        return str(self.short_title) or self.slug

    def clean(self) -> None:
        super().clean()
        check_years(called_on=self.called_on)

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Publish by a second person, and tell whoever keeps a log if the windows of the law moved with it."""
        from portal.elections.published import published_windows

        with transaction.atomic():
            before = published_windows(self)
            super().publish(revision, user=user, **kwargs)
            after = published_windows(self)
            if before != after:
                by = user if user is not None else self._approver(revision)
                dates_changed.send(type(self), election=self, before=before, after=after, user=by)

    @staticmethod
    def _approver(revision: Revision) -> Any:
        """Who approved what a schedule publishes."""
        approval = Approval.objects.filter(revision=revision).select_related("approver").first()
        return approval.approver if approval is not None else None

    @property
    def search_text(self) -> str:
        return " ".join(self.title.values())

    @property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def voting_days(self) -> list[date]:
        """Every civil date on which people vote, in the election's zone, in order."""
        return sorted(day for round_ in self.rounds.all() for day in round_.days)

    def next_voting_day(self, now: datetime | None = None) -> date | None:
        """The next voting day that is today or ahead, or None once all are over or nobody votes."""
        if self.is_cancelled:
            return None
        today = (now or clock.now()).astimezone(self.zone_info).date()
        return next((day for day in self.voting_days if day >= today), None)

    def days_left(self, now: datetime | None = None) -> int | None:
        """Whole civil days to the next voting day in the election's zone; 0 on the day; None when over."""
        now = now or clock.now()
        day = self.next_voting_day(now)
        return None if day is None else (day - now.astimezone(self.zone_info).date()).days

    @property
    def polling_hours(self) -> tuple[time, time] | None:
        """When the polls open and close on the clocks of each area, where that is the same everywhere."""
        hours = {(area.opens, area.closes) for area in self.areas.all()}
        return hours.pop() if len(hours) == 1 else None

    def opens_at(self, now: datetime) -> datetime | None:
        """The instant at which the first area's polls open on the next voting day; None if there is none or no area."""
        day = self.next_voting_day(now)
        if day is None:
            return None
        return min((area.opens_on(day) for area in self.areas.all()), default=None)

    def next_change(self, now: datetime) -> datetime | None:
        """The next instant at which what is said about this election differs.

        Those are its midnights, its key dates and the full hours of the last day before the polls open. None once
        nothing lies ahead.
        """
        ahead = [instant for key_date in self.key_dates.all() if (instant := key_date.starts_at) > now]
        if (opens := self.opens_at(now)) is not None and opens > now:
            hours = min((opens - now - timedelta.resolution) // timedelta(hours=1), 24)
            ahead.append(opens - timedelta(hours=hours))
        if self.next_voting_day(now) is not None or any(key_date.is_today(now) for key_date in self.key_dates.all()):
            tomorrow = now.astimezone(self.zone_info).date() + timedelta(days=1)
            ahead.append(datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=self.zone_info))
        return min(ahead, default=None)


class VotingRound(Orderable):
    """One round of voting. Voting over several days in a row has two dates."""

    election = ParentalKey(Election, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"), default=1)
    first_day = models.DateField(_("voting day"))
    last_day = models.DateField(
        _("last voting day"), null=True, blank=True, help_text=_("Only if voting lasts several days.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    def __str__(self) -> str:
        return f"{self.number}: {self.first_day}"

    def clean(self) -> None:
        super().clean()
        check_years(first_day=self.first_day, last_day=self.last_day)
        if self.first_day and self.last_day:
            if self.last_day < self.first_day:
                raise ValidationError({"last_day": _("The last voting day is before the first.")})
            if self.last_day - self.first_day > timedelta(days=60):
                raise ValidationError({"last_day": _("Voting of more than sixty days is surely a wrong year.")})

    @property
    def days(self) -> list[date]:
        last = self.last_day or self.first_day
        return [self.first_day + timedelta(days=n) for n in range((last - self.first_day).days + 1)]


class Area(Orderable):
    """A part of the country, or abroad, with a zone and polling hours of its own."""

    election = ParentalKey(Election, on_delete=models.CASCADE, related_name="areas")
    title = TextsField(_("title"), max_length=120)
    zone = models.CharField(_("time zone"), max_length=64, default=commission_zone, validators=[validate_zone])
    is_abroad = models.BooleanField(_("abroad"), default=False)
    opens = models.TimeField(_("polls open"))
    closes = models.TimeField(_("polls close"))

    class Meta(Orderable.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return str(self.title)

    def clean(self) -> None:
        super().clean()
        if self.opens and self.closes and self.closes <= self.opens:
            raise ValidationError({"closes": _("The polls close before they open.")})

    def opens_on(self, day: date) -> datetime:
        """The instant at which the polls open here on a civil date."""
        return datetime.combine(day, self.opens, tzinfo=ZoneInfo(self.zone))


class KeyDate(SequencedChildMixin, Orderable):
    """A date of the election's calendar: a whole day, or an instant to the second."""

    sequenced_fields = ("event", "date", "instant")

    election = ParentalKey(Election, on_delete=models.CASCADE, related_name="key_dates")
    event = TextsField(_("event"), max_length=200)
    date = models.DateField(_("day"), null=True, blank=True)
    instant = models.DateTimeField(
        _("instant"), null=True, blank=True, help_text=_("Instead of a day, where the hour counts.")
    )
    legal_basis = TextsField(_("legal basis"), max_length=255, blank=True)
    # The rule of the country's calendar that gave it (`law.calendar`); empty where somebody typed it.
    rule = models.CharField(_("rule"), max_length=60, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("key date")
        verbose_name_plural = _("key dates")
        constraints = [
            models.CheckConstraint(
                name="key_date_is_a_day_or_an_instant",
                condition=models.Q(date__isnull=True) ^ models.Q(instant__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.event)

    def clean(self) -> None:
        super().clean()
        check_years(date=self.date, instant=self.instant)
        if (self.date is None) == (self.instant is None):
            raise ValidationError(_("Give either the day or the instant of a key date."))

    @property
    def day(self) -> CivilDate:
        """The civil date in the election's zone."""
        if self.instant is not None:
            return self.instant.astimezone(self.election.zone_info).date()
        assert self.date is not None  # noqa: S101 (held by the constraint)
        return self.date

    @property
    def stands_at(self) -> CivilDate | datetime | None:
        """The day or the instant, whichever is given."""
        return self.date if self.instant is None else self.instant

    @property
    def starts_at(self) -> datetime:
        """The instant itself, or the day's midnight in the election's zone."""
        if self.instant is not None:
            return self.instant
        return datetime(self.day.year, self.day.month, self.day.day, tzinfo=self.election.zone_info)

    @property
    def time(self) -> WallTime | None:
        """The wall-clock time in the election's zone, for an instant."""
        return self.instant.astimezone(self.election.zone_info).time() if self.instant else None

    @property
    def iso(self) -> str:
        """The day, or the instant with its offset, as ISO 8601."""
        return self.instant.astimezone(self.election.zone_info).isoformat() if self.instant else self.day.isoformat()

    def is_today(self, now: datetime) -> bool:
        return self.day == now.astimezone(self.election.zone_info).date()

    def is_past(self, now: datetime) -> bool:
        return self.day < now.astimezone(self.election.zone_info).date()
