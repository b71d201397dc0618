from __future__ import annotations

import json
import sys
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import get_object_or_404, redirect
from django.template import loader
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_from_request, gettext, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from content import feeds as feed_engine
from content.answers import by_content
from content.calendars import ical
from content.calendars.entries import entries, key_dates
from content.sources import kinds
from home.countdown import Countdown
from home.low_vision import KEPT_FOR, LowVisionForm, View
from home.when import When, window_entries
from portal import clock
from portal.basepage.models import BasePage
from portal.elections.models import Election
from portal.publication.cache_lifetimes import VIEW_COOKIE
from portal.publication.elections import public_elections


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/`: to the reader's language, as the browser asks for it, else the commission's first."""
    response = redirect(f"/{get_language_from_request(request)}/")
    response.headers["Vary"] = "Accept-Language"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: /{code}/search/" for code, _ in settings.LANGUAGES),
    ]
    lines += ["", f"Sitemap: {settings.PUBLIC_URL}{reverse('sitemap_index')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """The list of feeds of this language, and of the same feeds in the others."""
    sections = [(kind, address) for kind, address in _sections() if kind.is_news]
    return TemplateResponse(request, "home/feeds.html", {"sections": sections, "authority": settings.FEED_AUTHORITY})


@require_safe
def feed_of_everything(request: HttpRequest) -> HttpResponse:
    """Every kind of news of one language in one feed, newest first."""
    language = get_language() or settings.LANGUAGE_CODE
    newest: list[Any] = []
    for kind in kinds():
        newest += kind.newest(language, feed_engine.LENGTH)
    newest.sort(key=lambda item: (item.first_published_at, item.pk), reverse=True)
    channel = feed_engine.Channel(
        title=gettext("All news"),
        description=gettext("Everything the commission publishes, in one feed."),
        language=language,
        path=f"/{language}/",
        feed_path=request.path_info,
    )
    return feed_engine.respond(request, channel, newest[: feed_engine.LENGTH])


@require_safe
def blackout(request: HttpRequest) -> HttpResponse:
    """What may be published when: whether polls are forbidden now, until when, and by which law."""
    return TemplateResponse(request, "home/blackout.html", {"elections": When.of_public_elections()})


def _election(slug: str) -> Election:
    """Raises Http404 for one that isn't public."""
    found: Election = get_object_or_404(public_elections().with_dates(), slug=slug)
    return found


@require_safe
def election(request: HttpRequest, slug: str) -> HttpResponse:
    """One election: its dates, its hours, what may be published when, and where everything about it is."""
    now = clock.now()
    found = _election(slug)
    context = {
        "election": found,
        "countdown": Countdown(found, now),
        "when": When(found, now),
        "sections": [(address, kind.title) for kind, address in _sections()],
    }
    return TemplateResponse(request, "home/election.html", context)


@require_safe
def election_blackout(request: HttpRequest, slug: str) -> HttpResponse:
    """The windows as data, for newsrooms' programs."""
    body = json.dumps(When(_election(slug), clock.now()).as_data(), ensure_ascii=False, indent=1).encode()
    return by_content(request, body, "application/json; charset=utf-8")


@require_safe
def election_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One election's key dates, meetings and events, to subscribe to. Raises Http404 for one that isn't public."""
    election: Election = get_object_or_404(public_elections(), slug=slug)
    language = get_language() or settings.LANGUAGE_CODE
    return ical.respond(
        request,
        entries(language, election),
        name=str(election.title),
        language=language,
        file_name=f"{election.slug}.ics",
    )


@require_safe
def elections_calendar(request: HttpRequest) -> HttpResponse:
    """The key dates of all elections and what is forbidden when, to subscribe to once."""
    language = get_language() or settings.LANGUAGE_CODE
    dates = sorted([*key_dates(), *window_entries(language)], key=lambda entry: entry.sort_key)
    return ical.respond(request, dates, name=gettext("Elections"), language=language, file_name="elections.ics")


@csrf_exempt  # It changes nothing but the sender's own view, and a token would set a second cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def low_vision(request: HttpRequest) -> HttpResponse:
    """The low-vision form. It sets or deletes the cookie `view` and leads back to where the visitor was."""
    came_from = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        came_from = f"/{get_language()}/"
    if request.method == "POST" and "ordinary" in request.POST:
        response: HttpResponse = redirect(came_from)
        response.delete_cookie(VIEW_COOKIE)
        return response
    chosen = View.of(request)
    form = LowVisionForm(
        request.POST if request.method == "POST" else None, initial=vars(chosen) if chosen.is_low_vision else None
    )
    if request.method == "POST" and form.is_valid():
        response = redirect(came_from)
        view = View(**form.cleaned_data)
        response.set_cookie(
            VIEW_COOKIE,
            view.cookie,
            max_age=KEPT_FOR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response
    return TemplateResponse(request, "home/low_vision.html", {"form": form, "came_from": came_from})


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the language of the address, naming the languages in which the same path is a page."""
    language = next((code for code, _name in settings.LANGUAGES if request.path_info.startswith(f"/{code}/")), None)
    with override(language or settings.LANGUAGE_CODE):
        context = {"elsewhere": _elsewhere(request.path_info, language) if language else []}
        return HttpResponse(loader.render_to_string("404.html", context, request), status=404)


def _elsewhere(path: str, language: str) -> list[BasePage]:
    """The visible pages at the same path below another language's home."""
    rest = path.removeprefix(f"/{language}/").strip("/")
    if not rest or "\0" in rest or len(rest) > 1000:
        return []
    paths = [f"/{code}/{rest}/" for code, _name in settings.LANGUAGES if code != language]
    return list(BasePage.objects.visible().filter(url_path__in=paths).select_related("locale"))


def broken(request: HttpRequest) -> HttpResponse:
    """500: every language on one page, without a query, since the database may be what is broken.

    503 where SQLite's one write lock was held too long, as by an import: nothing was saved, and in a minute it works.
    """
    error = sys.exc_info()[1]
    is_busy = isinstance(error, OperationalError) and "locked" in str(error)
    context = {"languages": settings.LANGUAGES, "help_phone": settings.HELP_PHONE, "is_busy": is_busy}
    said = loader.render_to_string("500.html", context)
    return HttpResponse(said, status=503, headers={"Retry-After": "60"}) if is_busy else HttpResponseServerError(said)


def _sections() -> list[tuple[Any, str]]:
    """Each kind that has a section in this language, with its address."""
    pages = BasePage.objects.listed().filter(depth=3, locale__language_code=get_language())
    addresses = {page.slug: page.url or "" for page in pages}
    found = [(kind, reverse(kind.view) if kind.view else addresses.get(kind.section)) for kind in kinds()]
    return [(kind, address) for kind, address in found if address]
