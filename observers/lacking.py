"""On the editors' first page: polls that can't be published yet, and what the law still asks of each."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.http import HttpRequest
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.permission_policies import ModelPermissionPolicy

from observers.models import Poll


class Lacking(NamedTuple):
    """A poll as it was last written, and a sentence for each thing that keeps it from being published."""

    name: str
    url: str | None
    problems: list[str]


def problems(poll: Poll) -> list[str]:
    """What keeps a poll from being published; empty once the seven disclosures and the figures are complete."""
    found: list[str] = []
    for check in (poll.full_clean, poll.clean_parts):
        try:
            check()
        except ValidationError as error:
            found += _sentences(poll, error)
    return found


def _sentences(poll: Poll, error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        sentence if name == NON_FIELD_ERRORS else f"{poll._meta.get_field(name).verbose_name}: {sentence}"  # type: ignore[union-attr]
        for name, sentences in error.message_dict.items()
        for sentence in sentences
    ]


class LackingPanel(Component):
    """Polls in the works that lack something. Empty where none does."""

    name = "polls_lacking"
    template_name = "observers/lacking_panel.html"
    order = 30

    def __init__(self, request: HttpRequest) -> None:
        self.finder = AdminURLFinder(request.user)
        self.may_read = ModelPermissionPolicy(Poll).user_has_any_permission(request.user, {"add", "change", "publish"})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        if not self.may_read:
            return {"polls": []}
        written = Poll._base_manager.filter(Q(live=False) | Q(has_unpublished_changes=True)).order_by("name")
        drafts = [poll.get_latest_revision_as_object() for poll in written]
        found = [Lacking(str(poll), self.finder.get_edit_url(poll), problems(poll)) for poll in drafts]
        return {"polls": [poll for poll in found if poll.problems]}
