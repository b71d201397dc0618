"""Where do I vote? The finder, its answers, and the pages of stations."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from search.stations.finder import FinderAnswer, FinderForm, call_centres
from search.stations.models import Precinct
from search.stations.resolve import find
from search.stations.station import Station


@csrf_exempt  # It changes nothing, and a token would set a cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def finder(request: HttpRequest) -> HttpResponse:
    """The form, or the answer to it. Whatever the outcome it is an answer, 200, and kept by nobody."""
    form = FinderForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        response = TemplateResponse(request, "stations/finder.html", {"form": form, "centres": call_centres(set())})
    else:
        typed = form.cleaned_data["address"]
        answer = FinderAnswer(typed, find(typed, get_language() or settings.LANGUAGE_CODE))
        response = TemplateResponse(request, f"stations/{answer.outcome}.html", {"form": form, "answer": answer})
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


@require_safe
def station(request: HttpRequest, uid: str) -> HttpResponse:
    """One station of the published version. Raises Http404 for one that isn't in it."""
    precincts = Precinct.objects.published().with_place()
    (found,) = Station.of([get_object_or_404(precincts, uid=uid)])
    return TemplateResponse(request, "stations/station.html", {"station": found})
