"""The admin's forms for records that need a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.views.snippets import CreateView, EditView

if TYPE_CHECKING:
    from django.views.generic import View as _View
else:
    _View = object


class NeverPublishedFromTheForm(_View):
    """A forged or outdated "Publish" saves a draft, so that nothing typed is lost; approval is the workflow's."""

    def get_available_actions(self) -> list[str]:
        return [action for action in super().get_available_actions() if action != "publish"]  # type: ignore[misc]

    def run_action_method(self) -> Any:
        if "action-publish" in self.request.POST:
            messages.warning(self.request, _("Saved as a draft. Submit it: somebody else has to approve it."))
        return super().run_action_method()  # type: ignore[misc]


class FourEyesCreateView(NeverPublishedFromTheForm, CreateView):
    pass


class FourEyesEditView(NeverPublishedFromTheForm, EditView):
    pass
