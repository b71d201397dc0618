"""What may be done to a station as it is now: one button each, for those who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import BaseButton
from wagtail.permissions import policy_registry

from search.stations.enums import PrecinctStatus
from search.stations.models import PrecinctNotice, PrecinctState

NAMESPACE = "polling_stations"


def address(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


def may(user: Any, action: str, model: type[Any]) -> bool:
    return bool(policy_registry.get_by_type(model).user_has_permission(user, action))


class _Offer(NamedTuple):
    """A button, and when it is there."""

    name: str
    label: Any
    icon: str
    # Whether it acts by itself, or opens a form.
    is_act: bool
    is_there: Callable[[PrecinctState], bool]
    allowed: tuple[str, type[Any]] = ("change", PrecinctState)


# In the order in which an editor looks for them.
OFFERS = [
    _Offer("hide_point", _("Hide the point"), "no-view", True, lambda state: not state.point_hidden),
    _Offer("show_point", _("Show the point"), "view", True, lambda state: state.point_hidden),
    _Offer("reopen", _("Reopen"), "check", True, lambda state: state.status != PrecinctStatus.OPEN),
    _Offer("suspend", _("Suspend"), "time", False, lambda state: state.status != PrecinctStatus.SUSPENDED),
    _Offer("close", _("Close"), "cross", False, lambda state: state.status != PrecinctStatus.CLOSED),
    _Offer("add_notice", _("Add a notice"), "comment-add", False, lambda state: True, ("add", PrecinctNotice)),
]


def posting(label: Any, url: str) -> dict[str, Any]:
    """Of a button that posts by itself, with Wagtail's own controller, and comes back to the page it was on."""
    attrs = {"data-controller": "w-action", "data-action": "w-action#post", "data-w-action-url-value": url}
    return {"label": label, "attrs": attrs}


class Buttons(NamedTuple):
    """Those that act by themselves, and those that open a form."""

    acts: list[BaseButton]
    forms: list[BaseButton]


def buttons(uid: str, state: PrecinctState | None, user: Any, act: type[BaseButton], form: type[BaseButton]) -> Buttons:
    """What is of use at a station as it is, and allowed to a user."""
    state = state or PrecinctState(precinct_uid=uid)
    found = Buttons([], [])
    for place, offer in enumerate(OFFERS):
        if offer.is_there(state) and may(user, *offer.allowed):
            url, shown = address(offer.name, uid), {"icon_name": offer.icon, "priority": place}
            if offer.is_act:
                found.acts.append(act(**posting(offer.label, url), **shown))
            else:
                found.forms.append(form(label=offer.label, url=url, **shown))
    return found
