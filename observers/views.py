"""The register of polling organisations: records with an address of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.answers import by_content
from observers import open_data
from observers.pages import PollPage
from observers.records.organisations import Notice, PollingOrganisation
from observers.register import RegisterForm, asked


@require_safe
def polling_organisations(request: HttpRequest) -> HttpResponse:
    """Who notified the commission before an election, as on today or the civil date in `?day=`."""
    form = RegisterForm(request.GET)
    context = {"form": form, "register": asked(form)}
    return TemplateResponse(request, "observers/polling_organisations.html", context)


@require_safe
def register_csv(request: HttpRequest) -> HttpResponse:
    return _data(request, open_data.register_csv, "text/csv; charset=utf-8", "csv")


@require_safe
def register_json(request: HttpRequest) -> HttpResponse:
    return _data(request, open_data.register_json, "application/json; charset=utf-8", "json")


def _data(
    request: HttpRequest, write: Callable[[Iterable[Notice], date], bytes], content_type: str, extension: str
) -> HttpResponse:
    register = asked(RegisterForm(request.GET))
    slug = register.election.slug if register.election else "none"
    named = {"Content-Disposition": f'inline; filename="polling-organisations-{slug}.{extension}"'}
    return by_content(request, write(register.notices, register.day), content_type, **named)


@require_safe
def polling_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation, its notices and its polls. Raises Http404: missing and not public look the same."""
    organisations = PollingOrganisation.objects.visible().prefetch_related("notices__election", "documents__document")
    record: PollingOrganisation = get_object_or_404(organisations, slug=slug)
    language = get_language() or settings.LANGUAGE_CODE
    context = {
        "organisation": record.in_language(language),
        "polls": PollPage.listed_in(language).filter(poll__organisation=record).order_by("-poll__fieldwork_until"),
    }
    return TemplateResponse(request, "observers/polling_organisation.html", context)
