from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet

from announcements.reports import InstructionsReport
from announcements.viewsets import pages
from announcements.viewsets.registers import RegistersViewSetGroup

register_snippet(RegistersViewSetGroup)


@hooks.register("register_admin_viewset")
def register_lists_of_pages() -> list[PageListingViewSet]:
    return [
        pages.AnnouncementListingViewSet(),
        pages.MeetingPageListingViewSet(),
        pages.PosterPageListingViewSet(),
        pages.EventPageListingViewSet(),
    ]


@hooks.register("register_admin_urls")
def register_report_addresses() -> list[URLPattern]:
    return [
        path("reports/instructions/", InstructionsReport.as_view(), name="instructions_report"),
        path(
            "reports/instructions/results/",
            InstructionsReport.as_view(results_only=True),
            name="instructions_report_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return InstructionsMenuItem(_("Instructions"), reverse("instructions_report"), icon_name="tasks", order=900)


class InstructionsMenuItem(MenuItem):
    def is_shown(self, request):  # type: ignore[no-untyped-def]
        return InstructionsReport.is_for(request.user)
