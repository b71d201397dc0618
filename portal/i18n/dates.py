"""Dates as they stand inside a phrase, where a language declines them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import pgettext


def in_citation(day: date) -> str:
    """A date as the citation of an act names it, "14 November 2022": in Kazakh it carries a case."""
    phrases = (
        pgettext("date in a citation", "%(day)d January %(year)d"),
        pgettext("date in a citation", "%(day)d February %(year)d"),
        pgettext("date in a citation", "%(day)d March %(year)d"),
        pgettext("date in a citation", "%(day)d April %(year)d"),
        pgettext("date in a citation", "%(day)d May %(year)d"),
        pgettext("date in a citation", "%(day)d June %(year)d"),
        pgettext("date in a citation", "%(day)d July %(year)d"),
        pgettext("date in a citation", "%(day)d August %(year)d"),
        pgettext("date in a citation", "%(day)d September %(year)d"),
        pgettext("date in a citation", "%(day)d October %(year)d"),
        pgettext("date in a citation", "%(day)d November %(year)d"),
        pgettext("date in a citation", "%(day)d December %(year)d"),
    )
    return phrases[day.month - 1] % {"day": day.day, "year": day.year}
