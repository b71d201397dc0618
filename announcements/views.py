"""The register of resolutions: records with an address of their own."""

from __future__ import annotations

from django.conf import settings
from django.forms import DateField, DateInput, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from announcements import structured_data
from announcements.acts import Act, checksum, plain
from announcements.records.resolutions import Resolution
from announcements.register import Register
from content import feeds
from content.answers import by_content
from portal import clock


class AsOnForm(Form):
    """On which civil date an act is to be shown."""

    day = DateField(
        required=False,
        label=_("As on"),
        widget=DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the date as year, month and day, such as 2022-11-14.")},
    )


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _act(year: str, slug: str) -> Act:
    """Raises Http404: missing and not public look the same."""
    resolutions = Resolution.objects.visible().for_texts().prefetch_related("changed_by__resolution", "wordings__by")
    return get_object_or_404(resolutions, year=int(year), slug=slug).in_language(_language())


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    context = {"selection": Register(_language(), request.GET)}
    return TemplateResponse(request, "announcements/resolutions.html", context)


@require_safe
def resolutions_feed(request: HttpRequest) -> HttpResponse:
    register = Register(_language(), request.GET)
    newest = register.narrowed(register.everything).for_texts()  # type: ignore[attr-defined]
    channel = feeds.Channel(
        title=gettext("Resolutions"),
        description=gettext("The commission's acts, with what they amend and repeal."),
        language=_language(),
        path=register.url + register.feed_query,
        feed_path=reverse("resolutions_feed") + register.feed_query,
    )
    return feeds.respond(request, channel, newest.order_by("-first_published_at", "-pk")[: feeds.LENGTH])


@require_safe
def resolution(request: HttpRequest, year: str, slug: str) -> HttpResponse:
    """An act as it stands today, or as on the civil date in `?day=`."""
    act = _act(year, slug)
    form = AsOnForm(request.GET if request.GET.get("day") else None, auto_id="as-on-%s")
    day = form.cleaned_data["day"] if form.is_valid() else clock.today()
    state = act.consolidated(day)
    wording = state.wording(act.language)
    text = plain(wording.text) if wording else ""
    context = {
        "act": act,
        "resolution": act.resolution,
        "form": form,
        "day": day,
        "is_today": day == clock.today(),
        "state": state,
        "wording": wording,
        "checksum": checksum(text) if text else "",
        "legislation": structured_data.act(act, day),
    }
    return TemplateResponse(request, "announcements/resolution.html", context)


@require_safe
def resolution_text(request: HttpRequest, year: str, slug: str) -> HttpResponse:
    """The wording of a day as plain text: the bytes that the checksum on the act's page is of."""
    act = _act(year, slug)
    form = AsOnForm(request.GET if request.GET.get("day") else {"day": clock.today()})
    text = act.plain_text(form.cleaned_data["day"]) if form.is_valid() else ""
    if not text:
        raise Http404
    return by_content(request, text.encode(), "text/plain; charset=utf-8")
