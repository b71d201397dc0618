"""Do the figures of a question add up? What is rounded may miss the whole by the rounding, and by no more."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

WHOLE = Decimal(100)


class Share(NamedTuple):
    """One answer's part: percent as published, and how many people gave it, where that was published."""

    percent: Decimal
    people: int | None = None


def unit_of(percents: Sequence[Decimal]) -> Decimal:
    """To what the percentages were rounded: the last decimal that any of them shows."""
    exponents = [percent.normalize().as_tuple().exponent for percent in percents]
    return Decimal(1).scaleb(min([0, *(exponent for exponent in exponents if isinstance(exponent, int))]))


def written(number: Decimal) -> str:
    """A number as readers write it, without zeros that say nothing: "46,2"."""
    return number_format(Decimal(f"{number.normalize():f}"))


def check(shares: Sequence[Share], asked: int | None, *, several_answers: bool, weighted: bool) -> None:
    """Raises ValidationError where the figures contradict one another.

    `asked` is the number of people asked. Half a unit may be lost or won in each rounded percentage. Where people may
    give several answers, the percentages add up to whatever they add up to; weighted ones aren't the shares of people.
    """
    if any(not 0 <= share.percent <= WHOLE for share in shares):
        raise ValidationError(_("A percentage lies between 0 and 100."))
    unit = unit_of([share.percent for share in shares])
    if not several_answers:
        _check_whole(shares, asked, unit)
    if asked and not weighted:
        for share in shares:
            _check_people(share, asked, unit)


def _check_whole(shares: Sequence[Share], asked: int | None, unit: Decimal) -> None:
    total = sum((share.percent for share in shares), Decimal(0))
    tolerance = unit / 2 * len(shares)
    if abs(total - WHOLE) > tolerance:
        raise ValidationError(
            _("The answers add up to %(total)s %%, and rounding explains no more than %(tolerance)s.")
            % {"total": written(total), "tolerance": written(tolerance)}
        )
    counts = [share.people for share in shares]
    if asked and None not in counts and sum(filter(None, counts)) != asked:
        raise ValidationError(
            _("The answers were given by %(sum)s people, and %(asked)s were asked.")
            % {"sum": sum(filter(None, counts)), "asked": asked}
        )


def _check_people(share: Share, asked: int, unit: Decimal) -> None:
    if share.people is None:
        return
    if abs(WHOLE * share.people / asked - share.percent) > unit / 2:
        raise ValidationError(
            _("%(people)s of %(asked)s people are not %(percent)s %%.")
            % {"people": share.people, "asked": asked, "percent": written(share.percent)}
        )
