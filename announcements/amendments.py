"""Acts change acts: a graph that can't loop, and how an act reads on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from announcements.enums import ChangeKind, Stage
from portal.publication.visibility import is_visible

if TYPE_CHECKING:
    from announcements.records.act_parts import ResolutionChange, Wording
    from announcements.records.resolutions import Resolution


def validate(resolution: Resolution, changes: Iterable[ResolutionChange], wordings: Iterable[Wording] = ()) -> None:
    """Raises ValidationError where an act changes itself, an act adopted later, or one that leads back to it.

    And where it reads in two ways in one language on one day.
    """
    days = [(wording.language, wording.effective_on) for wording in wordings]
    if len(set(days)) < len(days):
        raise ValidationError(_("Two wordings in one language are of the same day."))
    for change in changes:
        if change.target_id is not None:
            _validate_change(resolution, change)
    earlier: Any = resolution.changed_by.filter(resolution__date__lt=resolution.date) if resolution.pk else ()
    for change in earlier:
        number = {"number": change.resolution.number}
        raise ValidationError(_("No. %(number)s, adopted earlier, changes this act.") % number)


def _validate_change(resolution: Resolution, change: ResolutionChange) -> None:
    number = {"number": change.target.number}
    if change.target_id == resolution.pk:
        raise ValidationError(_("An act can't amend or repeal itself."))
    if change.target.date > resolution.date:
        raise ValidationError(_("No. %(number)s was adopted later than this act, which can't change it.") % number)
    if change.effective_on and change.effective_on < resolution.date:
        raise ValidationError(_("No. %(number)s would change before this act is adopted.") % number)
    if resolution.pk and _leads_to(change.target_id, resolution.pk):
        raise ValidationError(_("No. %(number)s itself changes this act, directly or through others.") % number)


def _leads_to(start: int, goal: int) -> bool:
    """Whether following what acts change leads from one act to another: one query per step, each act once."""
    from announcements.records.act_parts import ResolutionChange

    seen: set[int] = set()
    edge = {start}
    while edge:
        if goal in edge:
            return True
        seen |= edge
        steps = ResolutionChange.objects.filter(resolution__in=edge).values_list("target_id", flat=True)
        edge = set(steps) - seen
    return False


def acts_on_others(resolution: Resolution) -> bool:
    """Whether what an act does to others counts: it can be read, and is no draft for discussion."""
    return not resolution.is_draft and is_visible(resolution)


@dataclass(frozen=True)
class Consolidated:
    """An act as it stands on a civil date: its stage, what has changed it by then, and what will."""

    resolution: Resolution
    day: date

    @property
    def stage(self) -> Stage:
        return self.resolution.stage_on(self.day)

    @property
    def history(self) -> list[ResolutionChange]:
        """Every change by an act that the public can read, in the order in which they take effect."""
        changes: Any = self.resolution.changed_by.all()
        known = [change for change in changes if is_visible(change.resolution)]
        return sorted(known, key=lambda change: (change.effective_on, change.resolution.date, change.pk))

    @property
    def changes(self) -> list[tuple[ResolutionChange, bool]]:
        """Each change with whether it has taken effect by the day."""
        return [(change, self._is_in_effect(change)) for change in self.history]

    def _is_in_effect(self, change: ResolutionChange) -> bool:
        return change.effective_on <= self.day and acts_on_others(change.resolution)

    @property
    def repeal(self) -> ResolutionChange | None:
        """What has repealed it by the day, if anything."""
        repeals = (change for change in self.history if change.kind == ChangeKind.REPEALS)
        return next((change for change in repeals if self._is_in_effect(change)), None)

    def wording(self, language: str) -> Wording | None:
        """The text in a language as it reads on the day; the first one for a day before it was adopted.

        A wording that an unpublished act would bring is not shown before that act is.
        """
        texts: Any = self.resolution.wordings.all()
        own = [row for row in texts if row.language == language and (row.by is None or acts_on_others(row.by))]
        own.sort(key=lambda row: row.effective_on)
        in_effect = [row for row in own if row.effective_on <= self.day]
        return in_effect[-1] if in_effect else own[0] if own else None
