"""Which elections the public knows of: those that are published and have been called."""

from __future__ import annotations

from portal import clock
from portal.elections.models import Election
from portal.elections.querysets import ElectionQuerySet
from portal.publication.visibility import is_visible, visible


def public_elections() -> ElectionQuerySet:
    """The elections that may be named now, latest first."""
    return visible(Election.objects.called())


def named(election: Election | None) -> Election | None:
    """What may be said of which election something is about: the election, once the public may know of it."""
    return election if election is not None and is_public(election) else None


def is_public(election: Election) -> bool:
    """Whether one loaded election may be named now."""
    return is_visible(election) and election.called_on <= clock.today()
