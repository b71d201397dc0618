"""Acts in the admin: what the form refuses and says, four eyes by every way, the register's tools, two at once."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.db.models.signals import pre_save
from django.urls import reverse
from django.utils import translation
from wagtail.models import TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from announcements.models import Resolution, ResolutionChange
from portal.accounts.four_eyes import Approval, SecondPersonNeeded
from portal.accounts.roles import Role
from tests.announcements.test_resolutions import D, approved
from tests.factories import files, people, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"wagtailsnippets_announcements_resolution:{name}", args=args)


def change(target):
    points = {f"points_{language}": "" for language in LANGUAGES}
    return {"kind": "amends", "target": str(target.pk), "effective_on": str(D), **points}


def wording():
    return {"language": "en", "effective_on": str(D), "by": "", "text": rich_text("<p>Word for word.</p>")}


def form(changes=(), wordings=(), documents=(), **fields):
    values = {f"title_{language}": f"Title {language}" for language in LANGUAGES}
    values |= {f"note_{language}": "" for language in LANGUAGES}
    values |= {"number": "103/594", "date": str(D), "kind": "resolution", "body": str(records.body().pk)}
    values |= dict.fromkeys(("election", "in_force_from", "in_force_until", "go_live_at", "expire_at"), "")
    documents = [{"document": str(document.pk)} for document in documents]
    inlines = {"changes": changes, "wordings": wordings, "files": documents}
    formsets = {name: inline_formset(list(rows)) for name, rows in inlines.items()}
    return nested_form_data({**values, **formsets, **fields})


def said(response):
    """The sentences of a form that was given back."""
    assert response.status_code == 200, (response.status_code, response.get("Location"))
    shown = response.context["form"]
    translation.activate("en")
    both = [shown.errors, *(errors for formset in shown.formsets.values() for errors in formset.errors)]
    texts = [str(text) for errors in both for found in errors.values() for text in found]
    return texts + [str(text) for formset in shown.formsets.values() for text in formset.non_form_errors()]


@pytest.fixture
def editor(login):
    return login(Role.PRESS_EDITOR)


@pytest.fixture
def english(editor, press_officer):
    """Both write in English."""
    for client in (editor, press_officer):
        people.speaks_english(client.user)


def task_of(act):
    return TaskState.objects.filter(status="in_progress").get(revision__object_id=str(act.pk))


def approve(client, act, **options):
    return client.post(url("workflow_action", act.pk, "approve", task_of(act).pk), {"comment": ""}, **options)


def test_from_an_empty_form_to_the_public(editor, press_officer, visitor):
    older, document = records.resolution("1/1"), files.document("act.pdf")
    ministry = records.body("mia", "the Ministry")
    data = form([change(older)], [wording()], [document]) | {"co_issuers": [str(ministry.pk)]}
    assert editor.post(url("add"), data).status_code == 302
    act = Resolution.objects.get(number="103/594")
    assert (act.live, act.changes.count(), list(act.co_issuers.all())) == (False, 1, [ministry])
    assert [visitor.get(address).status_code for address in (act.path("en"), document.url)] == [404, 404]
    edited = form(title_en="New") | {"action-submit": "yes", "co_issuers": [str(ministry.pk)]}
    for name, row in (("changes", change(older)), ("wordings", wording()), ("files", {"document": str(document.pk)})):
        stored = {**row, "id": str(getattr(act, name).get().pk)}
        edited |= nested_form_data({name: inline_formset([stored], initial=1)})
    assert editor.post(url("edit", act.pk), edited).status_code == 302
    assert approve(editor, act).status_code < 500
    assert visitor.get(act.path("en")).status_code == 404, "its author can't approve it"
    assert approve(press_officer, act).status_code == 302
    page = visitor.get(act.path("en")).content.decode()
    assert "Word for word." in page.replace("\xa0", " ")
    assert ("New" in page, visitor.get(document.url).status_code) == (True, 200)


FORCE = ("in_force_from", "in_force_until")
REFUSED = {
    "no number": ({"number": ""}, 1),
    "no date": ({"date": ""}, 1),
    "a number of signs": ({"number": "///"}, "A number needs at least one letter or digit."),
    "taken": ({"number": "7/7"}, "There is already a No. 7/7 of this body in 2026."),
    "an address that is taken": ({"number": "7-7"}, "Another act of 2026 has the address “7-7” already."),
    "loses force first": (dict.fromkeys(FORCE, "2026-03-10"), "It loses force before it comes into force."),
    "two wordings of one day": ({"wordings": inline_formset([wording(), wording()])}, 1),
    "a change of nothing": ({"changes": inline_formset([{"kind": "amends", "target": "", "effective_on": ""}])}, 1),
}


@pytest.mark.parametrize("action", ["", "action-submit"])
@pytest.mark.parametrize("case", REFUSED)
def test_the_form_says_what_is_wrong_and_loses_nothing(editor, english, case, action):
    records.resolution("7/7")
    fields, expected = REFUSED[case]
    data = {**form([], [wording()]), **nested_form_data({**fields, action: "yes"})}
    response = editor.post(url("add"), data)
    assert len(said(response)) >= 1 if expected == 1 else said(response) == [expected]
    assert Resolution.objects.count() == 1
    assert "Word for word." in response.content.decode()


@pytest.mark.parametrize("action", ["", "action-submit"])
@pytest.mark.parametrize("live", [True, False], ids=["public", "draft"])
def test_an_act_that_amends_itself_is_refused_by_the_form(editor, english, live, action):
    act = records.resolution("103/594", live=live)
    response = editor.post(url("edit", act.pk), {**form([change(act)]), action: "yes"})
    assert said(response) == ["An act can't amend or repeal itself."]


@pytest.mark.parametrize("live", [True, False], ids=["public", "draft"])
def test_a_mistake_that_was_saved_can_be_mended_in_the_form(editor, english, live):
    act = records.resolution("103/594", live=live)
    act.changes = [ResolutionChange(kind="amends", target=act, effective_on=D)]
    act.save_revision(user=editor.user, clean=False)
    right = records.resolution("1/1", date=D - timedelta(days=1))
    response = editor.post(url("edit", act.pk), form([change(right)]))
    assert response.status_code == 302, said(response)
    (row,) = Resolution.objects.get(pk=act.pk).get_latest_revision_as_object().changes.all()
    assert row.target == right


def test_the_approver_reads_why_an_act_can_t_be_published(editor, press_officer, english):
    one, two = records.resolution("1/1"), records.resolution("1/2")
    for act in (one, two):
        assert editor.post(url("edit", act.pk), {**form(number="9/9"), "action-submit": "yes"}).status_code == 302
    approve(press_officer, one)
    response = approve(press_officer, two, follow=True)
    assert response.status_code == 200
    assert "There is already a No. 9/9 of this body in 2026." in response.content.decode()
    assert task_of(two), "it still waits, nothing is lost"
    assert sorted(Resolution.objects.visible().values_list("number", flat=True)) == ["1/2", "9/9"]


def test_a_number_taken_while_the_form_is_saved(editor, english):
    def faster(instance, **_signal):
        pre_save.disconnect(faster, sender=Resolution)
        if not Resolution.objects.exists():
            records.resolution("103/594", live=False)

    pre_save.connect(faster, sender=Resolution)
    try:
        response = editor.post(url("add"), form())
    finally:
        pre_save.disconnect(faster, sender=Resolution)
    assert said(response) == ["There is already a No. 103/594 of this body in 2026."]


@pytest.mark.parametrize("case", ["a loop", "one number"])
def test_two_officers_publish_at_the_same_moment(committed, case):
    one, two = records.resolution("1/1"), records.resolution("2/2")
    for act, other in ((one, two), (two, one)):
        if case == "a loop":
            act.changes = [ResolutionChange(kind="amends", target=other, effective_on=D)]
        else:
            act.number = "9/9"
    drafts = [act.save_revision(user=people.user()) for act in (one, two)]
    officers, ready = [people.user(Role.PRESS_OFFICER) for _ in drafts], Barrier(2)

    def publish(revision, officer):
        try:
            with translation.override("en"):
                ready.wait(20)
                revision.publish(user=officer)
            return "published"
        except PermissionDenied as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(publish, drafts, officers))
    refusal = "itself changes this act" if case == "a loop" else "There is already a No. 9/9"
    assert (outcomes.count("published"), sum(refusal in outcome for outcome in outcomes)) == (1, 1), outcomes
    assert ResolutionChange.objects.count() == (case == "a loop")


def test_what_is_only_saved_is_not_public(visitor):
    act = Resolution.objects.create(number="1/1", date=D, body=records.body(), title={"en": "From a shell"})
    assert not Resolution.objects.visible().exists()
    for address in ("/en/feed/", "/en/resolutions/", act.path("en")):
        assert "From a shell" not in visitor.get(address).content.decode()


EVERYBODY = [([Role.PRESS_OFFICER], False), ([], True), (list(Role), False)]


@pytest.mark.parametrize(("roles", "superuser"), EVERYBODY, ids=["officer", "superuser", "every group"])
def test_nobody_publishes_alone(login, roles, superuser):
    client = login(*roles, superuser=superuser)
    assert client.post(url("add"), {**form(), "action-publish": "yes"}).status_code == 302
    act = Resolution.objects.get()
    for person in (client.user, None):
        with pytest.raises(SecondPersonNeeded):
            act.latest_revision.publish(user=person, skip_permission_checks=True)
    client.post(url("edit", act.pk), {**form(title_en="Again"), "action-submit": "yes"})
    assert approve(client, act).status_code < 500
    act.refresh_from_db()
    assert (act.live, Approval.objects.count()) == (False, 0)
    assert act.get_latest_revision_as_object().title["en"] == "Again", "nothing typed is lost"


ALONE = {
    "unpublish": lambda act: act.unpublish(user=people.user(superuser=True)),
    "delete": lambda act: act.delete(),
    "bulk deletion": lambda act: Resolution.objects.filter(pk=act.pk).delete(),
}


@pytest.mark.parametrize("act", ALONE.values(), ids=ALONE)
def test_nobody_withdraws_alone(act):
    public = records.resolution()
    with pytest.raises(SecondPersonNeeded), transaction.atomic():
        act(public)
    assert Resolution.objects.visible().get() == public


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_withdraws_alone_in_the_admin(login, superuser):
    public, client = records.resolution(), login(Role.PRESS_OFFICER, superuser=superuser)
    bulk = reverse("wagtail_bulk_action", args=("announcements", "resolution", "delete"))
    for address in (url("unpublish", public.pk), url("delete", public.pk), f"{bulk}?id={public.pk}"):
        assert client.post(address).status_code in {302, 403}
    assert Resolution.objects.visible().get() == public


def test_a_body_that_issued_a_public_act_with_others_stays():
    ministry = records.body("mia", "the Ministry")
    act = approved(records.resolution(), co_issuers=[ministry])
    with pytest.raises((ProtectedError, PermissionDenied)), transaction.atomic():
        ministry.delete()
    assert list(Resolution.objects.get(pk=act.pk).co_issuers.all()) == [ministry]


@pytest.mark.parametrize(("name", "value"), [("number", ""), ("title", {}), ("kind", "x")])
def test_an_unfinished_draft_is_not_published(name, value):
    act = records.resolution(live=False)
    setattr(act, name, value)
    draft = act.save_revision(user=people.user(), clean=False)
    with pytest.raises(PermissionDenied):
        draft.publish(user=people.user(Role.PRESS_OFFICER))


def test_the_register_in_the_admin(press_officer, editor, login):
    mia = records.body("mia")
    kept = [records.resolution("103/594", kind="rules", body=mia), records.resolution("7/1", date=date(2025, 1, 1))]
    assert editor.post(url("edit", kept[0].pk), form(number="103/594", body=str(mia.pk))).status_code == 302
    lists = [({"ordering": "date"}, ["7/1", "103/594"]), ({"ordering": "-date"}, ["103/594", "7/1"])]
    lists += [({name: value}, ["103/594"]) for name, value in (("kind", "rules"), ("body", mia.pk), ("q", "594"))]
    for query, expected in [*lists, ({"date__gte": "2026-01-01"}, ["103/594"])]:
        rows = press_officer.get(url("list"), query).context["object_list"]
        assert [row.number for row in rows] == expected, query
    for name in ("history", "inspect", "usage", "edit"):
        assert press_officer.get(url(name, kept[0].pk)).status_code == 200
    assert editor.user.username in press_officer.get(url("history", kept[0].pk)).content.decode()
    assert login(Role.AUDITOR).get(url("list")).status_code == 200


def test_exports(press_officer):
    records.resolution("103/594", title={"kk": "Қазақша", "ru": "По-русски", "en": "=1+1"})
    answers = {kind: press_officer.get(url("list"), {"export": kind}) for kind in ("csv", "xlsx")}
    rows = list(csv.reader(io.StringIO(b"".join(answers["csv"]).decode())))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answers["xlsx"]))).active
    cells = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    for table in (rows, cells):
        assert len(table) == 2
        assert "103/594" in table[1]
        assert any("2026" in cell for cell in table[1])
        assert not [cell for cell in table[1] if "{" in cell or "announcements." in cell]
