"""The admin's forms for records that need a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView as PageWorkflowActionView
from wagtail.snippets.views.snippets import CreateView, EditView, UnpublishView, WorkflowActionView

from portal.accounts.four_eyes import fingerprint

if TYPE_CHECKING:
    from django.views.generic import View as _View
else:
    _View = object


class NeverPublishedFromTheForm(_View):
    """A forged or outdated "Publish" saves a draft, so that nothing typed is lost; approval is the workflow's."""

    def get_available_actions(self) -> list[str]:
        return [action for action in super().get_available_actions() if action != "publish"]  # type: ignore[misc]

    def run_action_method(self) -> Any:
        # Of what somebody has written, Wagtail takes their "Approve" for a plain "Save".
        not_approved = "action-workflow-action" in self.request.POST and self.action != "workflow-action"  # type: ignore[attr-defined]
        if not_approved or "action-publish" in self.request.POST:
            messages.warning(self.request, _("Saved as a draft. Submit it: somebody else has to approve it."))
        return super().run_action_method()  # type: ignore[misc]


class LosesNoRace(_View):
    """What somebody else saved between the form's check and its saving is said as the check would have said it."""

    def form_valid(self, form: Any) -> Any:
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]
        except IntegrityError:
            if not hasattr(form.instance, "taken"):
                raise
            form.add_error(None, form.instance.taken)
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


class FourEyesCreateView(NeverPublishedFromTheForm, LosesNoRace, CreateView):
    pass


class ApprovesWhatItShows(_View):
    """Wagtail saves the form before it approves, and then waits for an approval of what it saved, without end.

    So where the form says what was submitted, that is what is approved; where it says something else, Wagtail is right.
    """

    def workflow_action_action(self) -> Any:
        state, saved = self.object.current_workflow_task_state, self.new_revision  # type: ignore[attr-defined]
        if saved is not None and fingerprint(saved) == fingerprint(state.revision):
            state.revision = saved
            state.save(update_fields=["revision"])
        return super().workflow_action_action()  # type: ignore[misc]


class FourEyesEditView(NeverPublishedFromTheForm, ApprovesWhatItShows, LosesNoRace, EditView):
    pass


class SayingWhy(_View):
    """Where an approval is refused, Wagtail says only that one may not; here the reason is said."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)  # type: ignore[misc]
        except PermissionDenied as refusal:
            if not str(refusal):
                raise
            messages.error(request, str(refusal))
            return redirect(self.redirect_url)  # type: ignore[attr-defined]


class RecordApprovalView(SayingWhy, WorkflowActionView):
    pass


class PageApprovalView(SayingWhy, PageWorkflowActionView):
    pass


class RecordUnpublishView(SayingWhy, UnpublishView):
    @property
    def redirect_url(self) -> str:
        return str(self.get_next_url())
