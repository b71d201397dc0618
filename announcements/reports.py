"""What meetings asked for: to whom, what, by when, and whether it has been done."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from announcements.models import Instruction, Meeting


class InstructionFilterSet(WagtailFilterSet):
    class Meta:
        model = Instruction
        fields = {"state": ["exact"], "due_on": ["lte"]}


class InstructionsReport(ReportView):
    """The follow-up list, what is due first on top."""

    model = Instruction
    page_title = _("Instructions")
    header_icon = "tasks"
    index_url_name = "instructions_report"
    index_results_url_name = "instructions_report_results"
    permission_policy = ModelPermissionPolicy(Meeting)
    any_permission_required = ["add", "change", "view"]
    filterset_class = InstructionFilterSet
    is_searchable = False
    columns = [
        Column("addressee", label=_("To whom")),
        Column("task", label=_("What")),
        DateColumn("due_on", label=_("By when"), sort_key="due_on"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("meeting", label=_("Meeting"), accessor="item.meeting"),
    ]
    list_export = ["addressee", "task", "due_on", "state", "item", "item.meeting"]
    export_headings = {"item": _("Agenda item"), "item.meeting": _("Meeting")}

    @classmethod
    def is_for(cls, user: Any) -> bool:
        return cls.permission_policy.user_has_any_permission(user, cls.any_permission_required)

    def get_filename(self) -> str:
        return "instructions"

    def get_base_queryset(self) -> QuerySet[Instruction]:
        instructions = Instruction.objects.select_related("item__meeting")
        return instructions.order_by(F("due_on").asc(nulls_last=True), "pk")
