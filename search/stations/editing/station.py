"""A station's page in the admin, and what may be done from there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import BaseButton, ListingButton

from portal.i18n.texts import Texts
from search.stations import decisions
from search.stations.editing.buttons import address, buttons, may, posting
from search.stations.editing.forms import NoticeForm, ReasonForm
from search.stations.enums import EditorAction, NoticeKind, PrecinctStatus
from search.stations.models import Precinct, PrecinctEvent, PrecinctNotice, PrecinctState
from search.stations.station import Station

MOST_EVENTS = 200


class OfAStation(View):
    """A view of one uid: of the published version, or one that editors have decided about."""

    # What one must be allowed to do, and with which model.
    allowed: tuple[str, type[Any]] = ("change", PrecinctState)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.uid: str = kwargs["uid"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Raises PermissionDenied, and Http404 for a station that nobody knows."""
        if not may(request.user, *self.allowed):
            raise PermissionDenied
        if self.precinct is None and not decisions.is_decided(self.uid):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def precinct(self) -> Precinct | None:
        """As the published version has it; None: it hasn't."""
        places = Precinct.objects.published().select_related(
            "version", "polling_location", "region", "locality__parent__parent"
        )
        return places.filter(uid=self.uid).first()

    @cached_property
    def title(self) -> str:
        if self.precinct is None:
            return self.uid
        return f"{self.precinct}, {self.precinct.locality} ({self.uid})"

    @property
    def by(self) -> Any:
        """Who is at work: the admin knows nobody without a login."""
        return self.request.user

    def back(self) -> HttpResponse:
        return redirect(get_valid_next_url_from_request(self.request) or address("inspect", self.uid))


class PageButton(BaseButton):
    """Words alone: outside of lists and heads of pages Wagtail gives a button's icon no size."""

    def __init__(self, icon_name: str, **options: Any) -> None:
        super().__init__(classname="button button-secondary", **options)


class StationPage(WagtailAdminTemplateMixin, OfAStation, TemplateView):
    """Its facts as imported, what editors have decided, and the history of that, the newest first."""

    allowed = ("view", Precinct)
    template_name = "stations/admin/station.html"
    header_icon = "home"

    def get_page_title(self) -> str:
        return self.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": address("index"), "label": gettext("Polling stations")},
            {"url": "", "label": self.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        state = PrecinctState.objects.filter(precinct_uid=self.uid).first()
        offered = buttons(self.uid, state, self.request.user, PageButton, PageButton)
        events = PrecinctEvent.objects.filter(precinct_uid=self.uid).select_related("actor")[:MOST_EVENTS]
        return context | {
            "uid": self.uid,
            "state": state,
            "station": Station.of([self.precinct])[0] if self.precinct is not None else None,
            "buttons": [*offered.acts, *offered.forms],
            "notices": [(notice, self._end(notice)) for notice in self._notices()],
            "events": [_Told(event) for event in events],
        }

    def _notices(self) -> list[PrecinctNotice]:
        return list(PrecinctNotice.objects.filter(decisions.not_ended(), precinct_uid=self.uid))

    def _end(self, notice: PrecinctNotice) -> Any:
        if not may(self.request.user, "change", PrecinctNotice):
            return None
        return ListingButton(**posting(gettext("End now"), address("end_notice", self.uid, notice.pk)))


class _Told:
    """An entry of the history in words."""

    def __init__(self, event: PrecinctEvent) -> None:
        self.event = event
        known = event.action in EditorAction.values
        self.action = capfirst(EditorAction(event.action).label if known else event.action)
        details = event.details
        self.kind = NoticeKind(details["kind"]).label if details.get("kind") in NoticeKind.values else ""
        self.words = Texts(details.get("reason") or details.get("text") or {})


class Act(OfAStation):
    """One click. What is so already is not done again."""

    http_method_names = ["post"]
    done: Any = ""

    def act(self) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.act()
        messages.success(request, f"{self.title}: {self.done}.")
        return self.back()


class HidePoint(Act):
    done = EditorAction.HIDE_POINT.label

    def act(self) -> None:
        decisions.hide_point(self.uid, self.by)


class ShowPoint(Act):
    done = EditorAction.SHOW_POINT.label

    def act(self) -> None:
        decisions.show_point(self.uid, self.by)


class Reopen(Act):
    done = EditorAction.REOPEN.label

    def act(self) -> None:
        decisions.set_status(self.uid, PrecinctStatus.OPEN, self.by)


class EndNotice(Act):
    allowed = ("change", PrecinctNotice)
    done = EditorAction.END_NOTICE.label

    def act(self) -> None:
        notice = get_object_or_404(PrecinctNotice, pk=self.kwargs["pk"], precinct_uid=self.uid)
        decisions.end_notice(notice, self.by)


class WithAForm(WagtailAdminTemplateMixin, OfAStation, FormView):
    """An act that needs words."""

    template_name = "stations/admin/form.html"
    done: Any = ""

    def get_page_subtitle(self) -> str:
        return self.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": address("index"), "label": gettext("Polling stations")},
            {"url": address("inspect", self.uid), "label": self.title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "back": get_valid_next_url_from_request(self.request) or address("inspect", self.uid),
            "media": form.media,
        }

    def act(self, form: Any) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form)
        except ValidationError as error:
            form.add_error(None, error)
        except decisions.ChangedMeanwhile:
            return self._ask_again(form)
        if form.errors:
            return self.form_invalid(form)
        messages.success(self.request, f"{self.title}: {self.done}.")
        return self.back()

    def _ask_again(self, form: Any) -> HttpResponse:
        """Who reads what somebody else has done may still insist."""
        form.data = {**form.data.dict(), "seen": decisions.last_event(self.uid)}
        form.add_error(None, _("Somebody else has changed this station since you opened the form."))
        return self.form_invalid(form)


class Suspend(WithAForm):
    form_class = ReasonForm
    page_title = _("Suspend")
    header_icon = "time"
    status = PrecinctStatus.SUSPENDED
    done = EditorAction.SUSPEND.label

    def get_initial(self) -> dict[str, Any]:
        return {"seen": decisions.last_event(self.uid)}

    def act(self, form: Any) -> None:
        said = form.cleaned_data
        decisions.set_status(self.uid, self.status, self.by, said["reason"], said["seen"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = PrecinctEvent.objects.filter(precinct_uid=self.uid).select_related("actor").first()
        return super().get_context_data(**kwargs) | {"latest": _Told(latest) if latest is not None else None}


class Close(Suspend):
    page_title = _("Close")
    header_icon = "cross"
    status = PrecinctStatus.CLOSED
    done = EditorAction.CLOSE.label


class AddNotice(WithAForm):
    allowed = ("add", PrecinctNotice)
    form_class = NoticeForm
    page_title = _("Add a notice")
    header_icon = "comment-add"
    done = EditorAction.ADD_NOTICE.label

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": PrecinctNotice(precinct_uid=self.uid)}

    def act(self, form: Any) -> None:
        decisions.add_notice(form.instance, self.by)
