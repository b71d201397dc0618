"""`prepare_site`: adds what is missing, changes nothing people have made."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Locale, Site, Workflow

from announcements.models import AnnouncementIndexPage
from home.models import HomePage
from portal.accounts.roles import Role
from tests.factories.sites import LANGUAGES, homes, sections

pytestmark = pytest.mark.django_db


def prepare():
    call_command("prepare_site", stdout=StringIO())


def rows():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def test_twice_is_once():
    before = rows()
    prepare()
    assert rows() == before


def test_a_home_and_every_section_in_each_language_as_translations():
    made = homes()
    assert tuple(made) == LANGUAGES
    assert [page.url for page in made.values()] == ["/kk/", "/ru/", "/en/"]
    assert len({page.translation_key for page in made.values()}) == 1
    found = sections()
    assert {language: page.url for language, page in found.items()} == {
        language: f"/{language}/announcements/" for language in LANGUAGES
    }
    assert len({page.translation_key for page in found.values()}) == 1
    assert len({page.title for page in found.values()}) == 3
    assert Site.objects.count() == 1
    assert set(Locale.objects.values_list("language_code", flat=True)) == set(LANGUAGES)


def test_it_keeps_what_an_editor_changed(homes, sections):
    for page, title in ((homes["en"], "Another home"), (sections["en"], "Another section")):
        page.title, page.show_in_menus = title, False
        page.save_revision().publish()
    sections["ru"].unpublish()
    Workflow.objects.update(active=False)
    prepare()
    assert HomePage.objects.get(pk=homes["en"].pk).title == "Another home"
    section = AnnouncementIndexPage.objects.get(pk=sections["en"].pk)
    assert (section.title, section.show_in_menus) == ("Another section", False)
    assert not AnnouncementIndexPage.objects.get(pk=sections["ru"].pk).live
    assert not Workflow.objects.filter(active=True).exists()


def test_it_makes_what_was_deleted_again():
    sections()["ru"].delete()
    prepare()
    remade = sections()
    assert remade["ru"].translation_key == remade["kk"].translation_key
    assert remade["ru"].live


def test_permissions_alone_are_set_anew():
    editors = Group.objects.get(name=Role.PRESS_EDITOR)
    before = set(editors.permissions.values_list("codename", flat=True))
    editors.permissions.add(Permission.objects.get(codename="delete_user"))
    publish = GroupPagePermission.objects.filter(permission__codename__startswith="publish").first()
    GroupPagePermission.objects.create(group=editors, page=publish.page, permission=publish.permission)
    GroupPagePermission.objects.filter(group__name=Role.PRESS_OFFICER).delete()
    prepare()
    assert set(editors.permissions.values_list("codename", flat=True)) == before
    allowed = {
        role: set(GroupPagePermission.objects.filter(group__name=role).values_list("permission__codename", flat=True))
        for role in Role
    }
    assert {code.partition("_")[0] for code in allowed[Role.PRESS_EDITOR]} == {"add", "change"}
    assert {code.partition("_")[0] for code in allowed[Role.PRESS_OFFICER]} == {
        "add", "change", "publish", "lock", "unlock",
    }  # fmt: skip
    assert not allowed[Role.AUDITOR]
    assert not allowed[Role.REGISTRAR]


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("https://www.example.org", "www.example.org", 443),
        ("http://www.example.org", "www.example.org", 80),
        ("http://localhost:8123", "localhost", 8123),
    ],
)
def test_the_site_is_at_the_public_address(settings, address, host, port):
    settings.PUBLIC_URL = address
    prepare()
    site = Site.objects.get()
    assert (site.hostname, site.port, site.is_default_site) == (host, port, True)
    assert site.root_page_id == homes()["kk"].pk


@pytest.mark.parametrize(("slug", "valid"), [("announcements", True), ("news", False), ("announcements-2", False)])
def test_a_section_keeps_its_address(sections, slug, valid):
    from django.core.exceptions import ValidationError

    section = sections["en"]
    section.slug = slug
    if valid:
        section.full_clean()
        return
    with pytest.raises(ValidationError) as error:
        section.full_clean()
    assert set(error.value.message_dict) == {"slug"}


@pytest.mark.parametrize("slug", ["search", "feed", "feeds", "view"])
def test_no_page_takes_the_address_of_a_view(homes, slug):
    from django.core.exceptions import ValidationError

    from home.models import InformationPage

    page = InformationPage(title="Page", slug=slug, lead="Lead.", locale=homes["en"].locale)
    with pytest.raises(ValidationError) as error:
        homes["en"].add_child(instance=page)
    assert "slug" in error.value.message_dict


def test_every_view_of_a_language_is_reserved():
    """A page under a home would otherwise be hidden by a view, or hide it."""
    from django.urls import get_resolver
    from django.urls.resolvers import LocalePrefixPattern, RoutePattern

    from portal.basepage.reserved import reserved_slugs

    prefixed = next(p for p in get_resolver().url_patterns if isinstance(p.pattern, LocalePrefixPattern))
    first = set()
    for included in prefixed.url_patterns:
        for pattern in included.url_patterns:
            if isinstance(pattern.pattern, RoutePattern) and str(pattern.pattern):
                first.add(str(pattern.pattern).partition("/")[0])
    own = {slug for slug in first if not slug.startswith(("_", "<"))}
    assert own <= reserved_slugs()
    assert {"search", "feed", "feeds", "view"} <= own
