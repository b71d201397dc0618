"""The site as the public would see it at another instant: for editors, in the admin, kept by nobody.

The answer is made by the portal's own middlewares and views, for a visitor without a login, with the clock moved for
this one answer. Scheduled changes are not published for it: what isn't published yet is seen as its page's draft.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlencode, urlsplit
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from wagtail.permissions import page_permission_policy

from portal import clock
from portal.basepage.models import BasePage
from portal.elections.years import YEARS
from portal.i18n.formatting import moment, utc_offset
from portal.publication.restrictions import closed_keys
from portal.publication.scope import staff_scope

# What a request of the editor's own would say of the editor, or of what their browser keeps.
OWN = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")


class AsOnForm(forms.Form):
    """An address of this site, or the draft of a page, and an instant. Without an offset: the commission's time."""

    path = forms.CharField(label=_("Address"), max_length=1000, help_text=_("On this site, such as /en/polls/"))
    at = forms.CharField(
        label=_("As on"), max_length=40, widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"})
    )
    draft_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_path(self) -> str:
        here = urlsplit(settings.PUBLIC_URL).netloc
        try:
            found = urlsplit(self.cleaned_data["path"])
        except ValueError:
            found = urlsplit("")
        is_public = found.path.startswith("/") and not found.path.startswith(reverse("wagtailadmin_home"))
        if not is_public or found.netloc not in ("", here):
            raise ValidationError(_("Give an address of the public site."))
        return f"{found.path}?{found.query}" if found.query else found.path

    def clean_at(self) -> datetime:
        try:
            at = parse_datetime(self.cleaned_data["at"])
        except ValueError:
            at = None
        if at is None or at.year not in YEARS:
            raise ValidationError(_("Give a day and a time."))
        return timezone.make_aware(at, timezone.get_default_timezone()) if timezone.is_naive(at) else at


def _asked(request: HttpRequest) -> AsOnForm:
    start = {"path": f"/{get_language()}/", "at": clock.now().astimezone(timezone.get_default_timezone()).isoformat()}
    return AsOnForm({**start, **request.GET.dict()})


@require_safe
@never_cache
def as_on(request: HttpRequest) -> HttpResponse:
    """The form, and the answer in a frame of its own below it."""
    form = _asked(request)
    context: dict[str, Any] = {"form": form, "zone": settings.TIME_ZONE}
    if form.is_valid():
        at = form.cleaned_data["at"].astimezone(timezone.get_default_timezone())
        form = AsOnForm({**form.data, "at": f"{at:%Y-%m-%dT%H:%M:%S}"})
        form.is_valid()
        asked = {name: value for name, value in form.data.items() if name in form.fields}
        context |= {
            "form": form,
            "answer": f"{reverse('as_on_answer')}?{urlencode(asked)}",
            "instant": f"{moment(at)} ({utc_offset(at)})",
        }
    return TemplateResponse(request, "home/as_on.html", context)


@require_safe
@never_cache
@xframe_options_sameorigin
def as_on_answer(request: HttpRequest) -> HttpResponse:
    """The answer itself, to be shown in the frame. It runs no script and leads nowhere by itself."""
    form = _asked(request)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=HTTPStatus.BAD_REQUEST, content_type="text/plain")
    asked = form.cleaned_data
    if closed_keys(clock.now()) - closed_keys_at(asked["at"]) and not _writes(request.user):
        raise PermissionDenied(_("What the law closes now is shown to those who write pages only."))
    with clock.as_on(asked["at"]), override(get_language()):
        answer = _draft(request, asked["draft_of"]) if asked["draft_of"] else _public(request, asked["path"])
        body = b"".join(answer.streaming_content if answer.streaming else [answer.content])  # type: ignore[attr-defined]
    kind = answer.get("Content-Type", "")
    if not kind.startswith("text/html"):
        kind = "text/plain; charset=utf-8"
        body = body if answer.get("Content-Type", "").startswith(("text/", "application/json")) else b""
    response = HttpResponse(body, status=answer.status_code, content_type=kind)
    response["Content-Security-Policy"] = "sandbox"
    return response


def closed_keys_at(instant: datetime) -> frozenset[UUID]:
    with clock.as_on(instant):
        return closed_keys(instant)


def _writes(user: Any) -> bool:
    return page_permission_policy.user_has_any_permission(user, {"change", "publish"})


def _public(request: HttpRequest, path: str) -> HttpResponseBase:
    """What a visitor would be answered."""
    address = urlsplit(path)
    meta = {name: value for name, value in request.META.items() if name not in OWN}
    # As a server would hand it over (PEP 3333): bytes of the address as Latin-1.
    called = unquote_to_bytes(address.path).decode("latin-1")
    meta |= {"REQUEST_METHOD": "GET", "PATH_INFO": called, "QUERY_STRING": iri_to_uri(address.query)}
    return WSGIHandler().get_response(WSGIRequest({**meta, "wsgi.input": BytesIO()}))


def _draft(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A page as it was last written. Raises PermissionDenied for who may neither write nor publish it."""
    with staff_scope():
        page = get_object_or_404(BasePage, pk=pk)
        may = page.permissions_for_user(request.user)
        if not (may.can_edit() or may.can_publish()):
            raise PermissionDenied
        draft = page.get_latest_revision_as_object()
    answer: HttpResponseBase = draft.make_preview_request(request, draft.default_preview_mode)
    return answer
