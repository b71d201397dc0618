"""Where do I vote? The finder, its answers, the pages of stations, and the directory read from above."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.calendars import ical
from content.pagination import page_number
from search.stations import special
from search.stations.call_centres import by_region, call_centres
from search.stations.finder import FinderAnswer, FinderForm, next_voting
from search.stations.models import AdminUnit, Precinct
from search.stations.places import Place, Streets, regions_of
from search.stations.problems import ProblemForm, is_too_often
from search.stations.query.readings import LONGEST_QUERY
from search.stations.querysets import PARENTS
from search.stations.resolve import find
from search.stations.special import SPECIAL, Special, SpecialList
from search.stations.station import Station
from search.stations.structured_data import place as described
from search.stations.suggesting import offers


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@csrf_exempt  # It changes nothing, and a token would set a cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def finder(request: HttpRequest) -> HttpResponse:
    """The form, or the answer to it. Whatever the outcome it is an answer, 200, and kept by nobody."""
    form = FinderForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {
            "form": form,
            "voting": next_voting(),
            "centres": call_centres(set()),
            "cases": [SpecialList(one) for one in SPECIAL],
        }
        response = TemplateResponse(request, "stations/finder.html", context)
    else:
        answer = FinderAnswer(form.typed, find(form.typed, _language()))
        template = answer.outcome if answer.is_of_a_directory else "unpublished"
        response = TemplateResponse(request, f"stations/{template}.html", {"form": form, "answer": answer})
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


@csrf_exempt  # As the finder.
@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """What to offer for the letters typed so far: `{"offers": [{"text", "where", "state"}]}`."""
    found = offers(request.POST.get("address", "")[:LONGEST_QUERY], _language())
    data = {"offers": [offer._asdict() for offer in found]}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "no-store"})


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The regions at home: where browsing begins."""
    at_home = Precinct.objects.published().exclude(special.ABROAD.which)
    return TemplateResponse(request, "stations/places.html", {"regions": regions_of(at_home)})


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """A region, district or settlement: what lies in it, and its stations. Raises Http404 for one that isn't there."""
    found = Place(_unit(code), page_number(request))
    return TemplateResponse(request, "stations/place.html", {"place": found, "selection": found})


@require_safe
def streets(request: HttpRequest, code: str) -> HttpResponse:
    """The streets of a settlement, letter by letter, each with its stations and their houses."""
    unit = _unit(code)
    found = Streets(unit, request.GET.get("letter", ""), page_number(request))
    if not found.letters:
        raise Http404
    context = {"place": Place(unit), "streets": found, "selection": found}
    return TemplateResponse(request, "stations/streets.html", context)


def _unit(code: str) -> AdminUnit:
    found: AdminUnit = get_object_or_404(AdminUnit.objects.published().select_related(PARENTS), code=code)
    return found


@require_safe
def special_list(request: HttpRequest, special: Special) -> HttpResponse:
    """Stations that nobody finds by an address, by region or country."""
    found = SpecialList(special, page_number(request))
    return TemplateResponse(request, "stations/special.html", {"list": found, "selection": found})


@require_safe
def call_centre_list(request: HttpRequest) -> HttpResponse:
    """Whom to call, by region."""
    return TemplateResponse(request, "stations/call_centre_list.html", {"regions": by_region()})


def _station(uid: str) -> Station:
    """A station of the published version. Raises Http404 for one that isn't in it."""
    precinct: Precinct = get_object_or_404(Precinct.objects.published().with_place(), uid=uid)
    return Station.of([precinct])[0]


@require_safe
def station(request: HttpRequest, uid: str) -> HttpResponse:
    """One station of the published version."""
    found = _station(uid)
    centres = call_centres({found.precinct.region.code})
    context = {"station": found, "centres": centres, "structured": described(found)}
    return TemplateResponse(request, "stations/station.html", context)


@require_safe
def station_calendar(request: HttpRequest, uid: str) -> HttpResponse:
    """The station's voting days for the voter's calendar."""
    found = _station(uid)
    return ical.respond(request, found.voting_days(), name=found.name, language=_language(), file_name=f"{uid}.ics")


@csrf_exempt  # Anybody may report, with or without a cookie; what is kept is counted and limited.
@require_http_methods(["GET", "HEAD", "POST"])
def station_problem(request: HttpRequest, uid: str) -> HttpResponse:
    """The form that says what is wrong with a station, and thanks for it. 429 where somebody reports without end."""
    found = _station(uid)
    form = ProblemForm(request.POST if request.method == "POST" else None)
    context = {"station": found, "form": form, "centres": call_centres({found.precinct.region.code})}
    status = 200
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, found.precinct):
            context["is_too_often"], status = True, 429
        else:
            form.report(found.precinct, _language())
            context["is_reported"] = True
    response = TemplateResponse(request, "stations/problem.html", context, status=status)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response
