"""The admin's forms of meetings and events and of the pages on them, filled in as an editor's browser sends them."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.factories.forms import body, local
from tests.factories.records import texts
from tests.factories.sites import LANGUAGES, homes


def address(model, name, *args):
    """An address of a register: "list", "add", "edit", "history", …"""
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def spoken(name, words=""):
    """The inputs of a text in every language: the same words everywhere, or a dict of them."""
    words = words if isinstance(words, dict) else dict.fromkeys(LANGUAGES, words)
    return {f"{name}_{language}": words.get(language, "") for language in LANGUAGES}


def act(resolution):
    return {"resolution": str(resolution.pk)}


def instruction(addressee="The secretariat", task="To report", due_on="2026-04-01", state="open"):
    return {
        **spoken("addressee", texts(addressee) if addressee else ""),
        **spoken("task", texts(task) if task else ""),
        "due_on": due_on,
        "state": state,
    }


def item(title="An item", *, acts=(), instructions=(), rapporteur="", text="", decision="", **fields):
    return {
        **spoken("title", texts(title) if title else ""),
        **spoken("text", text),
        **spoken("decision", decision),
        "rapporteur": str(rapporteur),
        "acts": inline_formset([act(one) for one in acts]),
        "instructions": inline_formset(list(instructions)),
        **fields,
    }


def _when(fields):
    return {
        "starts_at": "2026-03-10 12:00",
        "ends_at": "",
        "zone": "Asia/Almaty",
        "state": "announced",
        "moved_from": "",
        "stream_url": "",
        "election": "",
        **spoken("place", "The hall"),
        **spoken("note"),
        **fields,
    }


def meeting_data(items=(), documents=(), **fields):
    rows = [{"kind": "other", "document": str(document.pk)} for document in documents]
    extra = {"number": "7", "convocation": "7", "chair": "", "briefing": ""}
    formsets = {"items": inline_formset(list(items)), "documents": inline_formset(rows)}
    return nested_form_data({**_when(extra | fields), **formsets})


def event_data(**fields):
    extra = {"name": "A briefing", "kind": "briefing", "accreditation_until": "", **spoken("contact")}
    return nested_form_data(_when(extra | fields))


def inputs(client, path):
    """What the form at an address sends when nothing is changed in it."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    sent = {}
    for field in BeautifulSoup(response.content, "html.parser").select("form [name]"):
        name = field["name"]
        if name.startswith("action-") or "__prefix__" in name or field.get("type") == "submit":
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            sent[name] = chosen.get("value", "") if chosen else ""
        elif field.name == "textarea":
            sent[name] = field.get_text().removeprefix("\n")
        elif field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked"):
            sent[name] = field.get("value", "on" if field.get("type") == "checkbox" else "")
    return sent


def send(client, path, data, action=""):
    """Post a form with a button."""
    return client.post(path, {**data, **({f"action-{action}": "yes"} if action else {})})


def taken(response):
    """Fails with the form's own sentences where the form was shown again."""
    assert response.status_code == 302, (response.status_code, sentences(response))


def refused(response):
    """The sentences with which a form was shown again."""
    assert response.status_code == 200, (response.status_code, response.get("Location"))
    found = sentences(response)
    assert found, "shown again without a sentence"
    return found


def sentences(response):
    if response.context is None or "form" not in response.context:
        return response.content.decode()[:300]
    return " ".join(_errors(response.context["form"]))


def _errors(form):
    found = [str(message) for messages in form.errors.values() for message in messages]
    for formset in getattr(form, "formsets", {}).values():
        found += [str(message) for message in formset.non_form_errors()]
        for inner in formset.forms:
            found += _errors(inner)
    return found


def add(client, model, data, action=""):
    """A new record through its form."""
    known = set(model.objects.values_list("pk", flat=True))
    taken(send(client, address(model, "add"), data, action))
    return model.objects.exclude(pk__in=known).get()


def edit(client, record, action="", **changes):
    """Change some inputs of a record's form and leave the others as they are shown."""
    path = address(type(record), "edit", record.pk)
    response = send(client, path, inputs(client, path) | changes, action)
    taken(response)
    record.refresh_from_db()
    return record


def page_data(record, *, title="A page", slug="a-page", lead="A lead.", go_live_at=None, **fields):
    return nested_form_data(
        {
            "title": title,
            "slug": slug,
            "lead": lead,
            type(record).__name__.lower(): str(record.pk),
            "body": body(),
            "seo_title": "",
            "search_description": "",
            "share_picture": "",
            "go_live_at": local(go_live_at),
            "expire_at": "",
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
            **fields,
        }
    )


def section_of(record, language="en"):
    from announcements import models

    index = getattr(models, f"{type(record).__name__}IndexPage")
    return index.objects.child_of(homes()[language]).get()


def post_page(client, record, language="en", *, action="", **fields):
    """Send the form for a new page on a record."""
    kind = f"{type(record).__name__.lower()}page"
    path = reverse("wagtailadmin_pages:add", args=("announcements", kind, section_of(record, language).pk))
    return send(client, path, page_data(record, **fields), action)


def add_page(client, record, language="en", **fields):
    """A new page on a record through its form."""
    from announcements import models

    model = getattr(models, f"{type(record).__name__}Page")
    known = set(model.objects.values_list("pk", flat=True))
    taken(post_page(client, record, language, **fields))
    return model.objects.exclude(pk__in=known).get()


def open_task(thing):
    """The step of the workflow on which a page or record waits."""
    model = type(thing) if hasattr(type(thing), "snippet_viewset") else None
    kinds = ContentType.objects.get_for_model(model or type(thing))
    return TaskState.objects.get(status="in_progress", revision__content_type=kinds, revision__object_id=str(thing.pk))


def decide(client, thing, action="approve"):
    """Approve or reject what waits."""
    task = open_task(thing)
    if hasattr(type(thing), "snippet_viewset"):
        path = address(type(thing), "workflow_action", thing.pk, action, task.pk)
    else:
        path = reverse("wagtailadmin_pages:workflow_action", args=(thing.pk, action, task.pk))
    return client.post(path, {"comment": "", "next": ""})
