"""The form "Something is wrong with this station": nothing personal is asked, and only the words are kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal import clock
from search.stations.models import Precinct, StationProblem

# How many reports are taken within so many seconds: from one sender, and about one station from everybody.
WITHIN = 600
FROM_ONE = 5
ABOUT_ONE = 20


class ProblemForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is wrong, and a few words."""

    use_required_attribute = False

    class Meta:
        model = StationProblem
        fields = ["kind", "text"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea({"rows": 5, "maxlength": 1000})}
        help_texts = {"text": _("Please don’t write your name, number or address: we need none of them.")}
        error_messages = {
            "kind": {"required": _("Say what is wrong."), "invalid_choice": _("Choose one of the answers.")},
            "text": {"max_length": _("Write at most 1,000 characters.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="problem-%s", label_suffix="", **kwargs)
        # Without the empty choice: nothing is chosen until somebody chooses.
        self.fields["kind"].choices = StationProblem._meta.get_field("kind").choices  # type: ignore[attr-defined]

    def report(self, precinct: Precinct, language: str) -> StationProblem:
        """Keep the report of a valid form."""
        problem: StationProblem = self.save(commit=False)
        problem.precinct_uid, problem.language, problem.reported_at = precinct.uid, language, clock.now()
        problem.save()
        return problem


def is_too_often(request: HttpRequest, precinct: Precinct) -> bool:
    """Whether to refuse one more report; it is counted.

    Only a keyed hash of the sender's address is kept, in the cache, for ten minutes. Behind another address the limit
    of the station still holds.
    """
    sender = request.META.get("HTTP_X_FORWARDED_FOR") or request.META.get("REMOTE_ADDR", "")
    counted = {
        f"stations.problem.sender.{salted_hmac('stations.problem', sender).hexdigest()}": FROM_ONE,
        f"stations.problem.about.{precinct.uid}": ABOUT_ONE,
    }
    return any([_count(key) > most for key, most in counted.items()])


def _count(key: str) -> int:
    """One more of something in this stretch of time. A cache that is down counts nothing, and lets it through."""
    if cache.add(key, 1, WITHIN):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out just now
        return 1
