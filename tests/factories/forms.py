"""The forms of Wagtail's admin, filled in as an editor's browser would send them."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.factories.sites import sections


def local(instant):
    """An instant as an editor types it, in the commission's zone; empty for none."""
    return timezone.localtime(instant).strftime("%Y-%m-%d %H:%M:%S") if instant else ""


def body(words="Words.", picture=None, document=None):
    """A text with a paragraph and, where given, a picture and a document, as form data."""
    blocks = [("rich_text", rich_text(f"<p>{words}</p>", features=["bold", "link"]))]
    if picture is not None:
        blocks.append(("picture", {"image": str(picture.pk), "alt": f"alt {words}", "caption": ""}))
    if document is not None:
        listed = streamfield([("item", str(document.pk))])
        blocks.append(("documents", {"documents": listed}))
    return streamfield(blocks)


def announcement_data(*, title, slug, lead="A lead.", text=None, go_live_at=None, expire_at=None, **fields):
    return nested_form_data(
        {
            "title": title,
            "slug": slug,
            "lead": lead,
            "kind": "voters",
            "election": "",
            "body": text or body(),
            "seo_title": "",
            "search_description": "",
            "go_live_at": local(go_live_at),
            "expire_at": local(expire_at),
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
            **fields,
        }
    )


def add_announcement(client, language, *, action="publish", **fields):
    """Post the form for a new announcement; the new page. Fails with the form's own errors."""
    from announcements.models import AnnouncementPage

    known = set(AnnouncementPage.objects.values_list("pk", flat=True))
    address = reverse("wagtailadmin_pages:add", args=("announcements", "announcementpage", sections()[language].pk))
    response = client.post(address, _with_action(announcement_data(**fields), action))
    _taken(response)
    return AnnouncementPage.objects.exclude(pk__in=known).get()


def edit_announcement(client, page, *, action="publish", **fields):
    """Post the form of an existing announcement."""
    data = announcement_data(**{"title": page.title, "slug": page.slug, "lead": page.lead, **fields})
    response = client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), _with_action(data, action))
    _taken(response)


def _with_action(data, action):
    return {**data, f"action-{action}": "yes"} if action else data


def _taken(response):
    if response.status_code != 302:
        form = response.context["form"] if response.context and "form" in response.context else None
        said = form.errors if form is not None else response.content[:500]
        raise AssertionError(f"The form was refused ({response.status_code}): {said}")
