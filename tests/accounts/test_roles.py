"""What each group may do, asked of the admin's own addresses."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from announcements.models import AnnouncementPage
from content.models import Office, Person
from home.models import AlertBanner
from portal.accounts.roles import Role
from portal.elections.models import Election
from tests.factories import announcements, elections, forms, people

pytestmark = pytest.mark.django_db

EDITOR, OFFICER, REGISTRAR, ELECTIONS, AUDITOR = Role
NOBODY = None


def banner():
    return AlertBanner.objects.create(
        language="en",
        text="A banner",
        starts_at=datetime(2026, 1, 1, tzinfo=UTC),
        ends_at=datetime(2026, 1, 2, tzinfo=UTC),
    )


def section_id():
    from tests.factories.sites import sections

    return sections()["en"].pk


# An address, and who is let in. Everybody else is sent away.
ADDRESSES = {
    "add an announcement": (
        lambda: reverse("wagtailadmin_pages:add", args=("announcements", "announcementpage", section_id())),
        {EDITOR, OFFICER},
    ),
    "edit an announcement": (
        lambda: reverse("wagtailadmin_pages:edit", args=(announcements.announcement().pk,)),
        {EDITOR, OFFICER},
    ),
    "unpublish an announcement": (
        lambda: reverse("wagtailadmin_pages:unpublish", args=(announcements.announcement().pk,)),
        {OFFICER},
    ),
    "delete a live announcement": (
        lambda: reverse("wagtailadmin_pages:delete", args=(announcements.announcement().pk,)),
        {OFFICER},
    ),
    "add an election": (lambda: reverse("elections:add"), {ELECTIONS}),
    "edit an election": (lambda: reverse("elections:edit", args=(elections.election().pk,)), {ELECTIONS}),
    "see the elections": (lambda: reverse("elections:list"), {ELECTIONS, AUDITOR}),
    "add a banner": (lambda: reverse(AlertBanner.snippet_viewset.get_url_name("add")), {OFFICER}),
    "edit a banner": (
        lambda: reverse(AlertBanner.snippet_viewset.get_url_name("edit"), args=(banner().pk,)),
        {OFFICER},
    ),
    "see the banners": (
        lambda: reverse(AlertBanner.snippet_viewset.get_url_name("list")),
        {EDITOR, OFFICER, AUDITOR},
    ),
    "add a person": (
        lambda: reverse(Person.snippet_viewset.get_url_name("add")),
        {EDITOR, OFFICER, REGISTRAR},
    ),
    "delete a person": (
        lambda: reverse(Person.snippet_viewset.get_url_name("delete"), args=(people.person().pk,)),
        {OFFICER},
    ),
    "add an office": (lambda: reverse(Office.snippet_viewset.get_url_name("add")), {OFFICER, REGISTRAR}),
    "add a picture": (lambda: reverse("wagtailimages:add"), {EDITOR, OFFICER, REGISTRAR}),
    "add a document": (lambda: reverse("wagtaildocs:add"), {EDITOR, OFFICER, REGISTRAR}),
    "add a user": (lambda: reverse("wagtailusers_users:add"), set()),
    "edit a group": (lambda: reverse("wagtailusers_groups:edit", args=(Group.objects.first().pk,)), set()),
    "edit the workflows": (lambda: reverse("wagtailadmin_workflows:index"), set()),
    "edit the site": (lambda: reverse("wagtailsites:index"), set()),
    "edit the redirects": (lambda: reverse("wagtailredirects:index"), set()),
    "open the admin": (lambda: reverse("wagtailadmin_home"), set(Role)),
}


@pytest.mark.parametrize("action", ADDRESSES)
def test_who_is_let_in(action, login):
    address, allowed = ADDRESSES[action]
    path = address()
    let_in = {role for role in Role if login(role).get(path).status_code == 200}
    assert {role.name for role in let_in} == {role.name for role in allowed}
    assert login().get(path).status_code in {302, 403}


@pytest.mark.parametrize("role", Role)
def test_who_publishes_an_announcement(role, login):
    """A form that says "publish" makes it public for the press officer; an editor's stays a draft."""
    client = login(role)
    data = forms.announcement_data(title="Crafted", slug="crafted")
    path = ADDRESSES["add an announcement"][0]()
    response = client.post(path, {**data, "action-publish": "yes"})
    assert response.status_code == 302
    made = AnnouncementPage.objects.filter(slug="crafted")
    assert made.exists() == (role in {EDITOR, OFFICER})
    assert made.filter(live=True).exists() == (role == OFFICER)


@pytest.mark.parametrize("role", [EDITOR, REGISTRAR, ELECTIONS, AUDITOR])
def test_nobody_else_changes_what_is_public(role, login, visitor):
    page = announcements.announcement("en", title="As it was")
    client = login(role)
    data = forms.announcement_data(title="Crafted", slug=page.slug)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    client.post(edit, {**data, "action-publish": "yes"})
    client.post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)))
    client.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "As it was")
    assert "As it was" in visitor.get(page.url).content.decode()


def test_an_auditor_changes_nothing(login):
    client = login(AUDITOR)
    page, election, person, shown = (
        announcements.announcement(),
        elections.election(days=[date(2026, 4, 1)]),
        people.person(),
        banner(),
    )
    before = everything()
    for path in [
        *(reverse(f"wagtailadmin_pages:{name}", args=(page.pk,)) for name in ("edit", "delete", "unpublish", "copy")),
        *(reverse(f"elections:{name}", args=(election.pk,)) for name in ("edit", "delete", "unpublish")),
        *(
            reverse(type(row).snippet_viewset.get_url_name(name), args=(row.pk,))
            for row in (person, shown)
            for name in ("edit", "delete")
        ),
        reverse("wagtailimages:add"),
        reverse("wagtaildocs:add"),
    ]:
        response = client.post(path, {"title": "Crafted", "action-publish": "yes", "confirm": "yes"})
        assert response.status_code in {302, 403}, path
    assert everything() == before


def everything():
    models = (AnnouncementPage, Election, Person, AlertBanner)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_preparing_the_site_again_takes_back_what_somebody_added(login):
    from django.contrib.auth.models import Permission

    from home.site_setup import prepare_site

    auditors = Group.objects.get(name=AUDITOR)
    auditors.permissions.add(Permission.objects.get(codename="add_alertbanner"))
    before = Group.objects.count()
    prepare_site()
    assert Group.objects.count() == before
    assert login(AUDITOR).get(ADDRESSES["add a banner"][0]()).status_code != 200
