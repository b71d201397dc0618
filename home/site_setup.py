"""What a portal has before anybody writes: a language tree per language, the sections, what each group may do.

Idempotent: it adds what is missing and changes nothing that people have made. Permissions alone are set anew, so that
what `docs/publishing.md` says about groups is what they have.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext, gettext_noop, override
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Site,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from announcements.models import (
    AnnouncementIndexPage,
    Event,
    EventIndexPage,
    IssuingBody,
    Meeting,
    MeetingIndexPage,
    Poster,
    PosterIndexPage,
    Resolution,
    Topic,
)
from content.models import Office, Person
from home.models import AlertBanner, HomePage
from observers.models import Poll, PollIndexPage, PollingOrganisation
from portal.accounts.models import SecondPersonTask
from portal.accounts.roles import Role
from portal.basepage.models import BasePage
from portal.elections.models import Election
from search.stations.models import CallCentre, DatasetVersion, Precinct, PrecinctNotice, PrecinctState, StationProblem

SECTIONS: list[tuple[type[Any], str]] = [
    (AnnouncementIndexPage, gettext_noop("Announcements")),
    (MeetingIndexPage, gettext_noop("Meetings")),
    (PosterIndexPage, gettext_noop("Posters")),
    (EventIndexPage, gettext_noop("Calendar")),
    (PollIndexPage, gettext_noop("Polls")),
]
# The facts that press editors write and press officers approve.
PRESS_RECORDS: tuple[type[Model], ...] = (Meeting, Event, Poster, Resolution, Poll, PollingOrganisation)
# What an import brings is read by everybody who writes; what is decided about a station, too.
STATIONS: tuple[type[Model], ...] = (Precinct, PrecinctState, PrecinctNotice, CallCentre)


def _each(actions: list[str], *models: type[Model]) -> list[tuple[type[Model], list[str]]]:
    return [(model, actions) for model in models]


# What each group may do to pages, and to records (every action, unless only some are named).
PAGE_PERMISSIONS = {
    Role.PRESS_EDITOR: ["add", "change"],
    Role.PRESS_OFFICER: ["add", "change", "publish", "lock", "unlock"],
}
RECORD_PERMISSIONS: dict[Role, list[tuple[type[Model], list[str]]]] = {
    Role.PRESS_EDITOR: [
        (Person, ["add", "view"]),
        *_each(["view"], Office, AlertBanner, Topic, IssuingBody, *STATIONS),
        *_each(["add", "change", "view"], *PRESS_RECORDS),
    ],
    Role.PRESS_OFFICER: [
        *_each(["add", "change", "delete", "view"], Person, Office, AlertBanner, Topic, IssuingBody),
        *_each(["add", "change", "delete", "publish", "view"], *PRESS_RECORDS),
        *_each(["view"], Precinct, PrecinctState, CallCentre),
        (PrecinctNotice, ["add", "change", "view"]),
    ],
    Role.REGISTRAR: [
        *_each(["add", "change", "view"], Person, Office, IssuingBody, Resolution, PollingOrganisation),
        (Precinct, ["view"]),
        *_each(["add", "change", "view"], PrecinctState, PrecinctNotice),
        (CallCentre, ["add", "change", "delete", "view"]),
        (DatasetVersion, ["change", "view"]),
        (StationProblem, ["change", "delete", "view"]),
    ],
    # The directory is an election's: whoever keeps the dates is the second person for what a registrar staged.
    Role.ELECTION_OFFICER: [
        (Election, ["add", "change", "publish", "view"]),
        *_each(["view"], *STATIONS),
        (DatasetVersion, ["change", "view"]),
    ],
    Role.AUDITOR: _each(
        ["view"],
        *(Election, Person, Office, AlertBanner, Topic, IssuingBody),
        *PRESS_RECORDS,
        *STATIONS,
        DatasetVersion,
        StationProblem,
    ),
}
# Wagtail keeps these permissions with its own two models, whichever the portal uses.
FILE_PERMISSIONS = {
    Role.PRESS_EDITOR: ["add", "choose"],
    Role.PRESS_OFFICER: ["add", "change", "choose"],
    Role.REGISTRAR: ["add", "choose"],
}


@transaction.atomic
def prepare_site() -> None:
    """Bring a database to the state in which people can begin to write."""
    homes = _homes()
    _site(homes[settings.LANGUAGE_CODE])
    _sections(homes)
    _permissions(list(homes.values()))
    _workflows(list(homes.values()))


def _homes() -> dict[str, HomePage]:
    """One home per language, translations of one another, under the root."""
    root = BasePage.get_first_root_node()
    homes: dict[str, HomePage] = {}
    for code, _name in settings.LANGUAGES:
        locale, _created = Locale.objects.get_or_create(language_code=code)
        home = HomePage.objects.filter(locale=locale).first()
        if home is None:
            name = settings.COMMISSION_NAMES.get(code, code)
            home = HomePage(title=name, slug=code, locale=locale, hero_title=name)
            if homes:
                home.translation_key = next(iter(homes.values())).translation_key
            root.add_child(instance=home)
            home.save_revision().publish()
        homes[code] = home
    return homes


def _site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    host = settings.PUBLIC_URL.split("://")[1].partition(":")
    site.hostname, site.port = (
        host[0],
        int(host[2] or (443 if settings.PUBLIC_URL.startswith("https") else 80)),
    )
    site.site_name, site.root_page = settings.WAGTAIL_SITE_NAME, home
    site.save()


def _sections(homes: dict[str, HomePage]) -> None:
    """Each section in each language, with its name from the catalogues."""
    for model, title in SECTIONS:
        made: list[Any] = list(model.objects.all())
        for code, home in homes.items():
            if any(section.locale_id == home.locale_id for section in made):
                continue
            with override(code):
                section = model(title=gettext(title), slug=model.section_slug, locale=home.locale, show_in_menus=True)
            if made:
                section.translation_key = made[0].translation_key
            home.add_child(instance=section)
            section.save_revision().publish()
            made.append(section)


def _permissions(homes: list[HomePage]) -> None:
    admin = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    translate = Permission.objects.get(content_type__app_label="simple_translation", codename="submit_translation")
    collection = Collection.get_first_root_node()
    for role in Role:
        group, _created = Group.objects.get_or_create(name=role)
        records = [
            _permission(model, action) for model, actions in RECORD_PERMISSIONS.get(role, []) for action in actions
        ]
        writes = [translate] if role in PAGE_PERMISSIONS else []
        group.permissions.set([admin, *writes, *records])
        _set(
            GroupPagePermission,
            group,
            [
                {"page_id": home.pk, "permission": _permission(BasePage, action)}
                for home in homes
                for action in PAGE_PERMISSIONS.get(role, [])
            ],
        )
        _set(
            GroupCollectionPermission,
            group,
            [
                {"collection": collection, "permission": _permission(model, action)}
                for model in (Image, Document)
                for action in FILE_PERMISSIONS.get(role, [])
            ],
        )


def _permission(model: type[Model], action: str) -> Permission:
    content_type = ContentType.objects.get_for_model(model)
    return Permission.objects.get(content_type=content_type, codename=f"{action}_{model._meta.model_name}")


def _set(through: type[Model], group: Group, wanted: list[dict[str, Any]]) -> None:
    """Make a group's rows exactly the wanted ones."""
    kept = [through._default_manager.get_or_create(group=group, **row)[0].pk for row in wanted]
    through._default_manager.filter(group=group).exclude(pk__in=kept).delete()


def _workflows(homes: list[HomePage]) -> None:
    """Pages and their facts are approved by a press officer; election dates by a second election officer."""
    pages = _workflow(gettext_noop("Approval by a press officer"), Role.PRESS_OFFICER)
    for home in homes:
        WorkflowPage.objects.get_or_create(page_id=home.pk, defaults={"workflow": pages})
    dates = _workflow(gettext_noop("Approval by a second election officer"), Role.ELECTION_OFFICER)
    workflows: list[tuple[type[Model], Workflow]] = [(Election, dates), *((model, pages) for model in PRESS_RECORDS)]
    for model, workflow in workflows:
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )
    # Wagtail's own has a step for a group that this portal doesn't have.
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()


def _workflow(name: str, role: Role) -> Workflow:
    """The workflow whose one step a group approves; made with a name in the commission's first language."""
    task = SecondPersonTask.objects.filter(groups__name=role).first()
    if task is not None and (known := task.workflows.first()):
        return known
    with override(settings.LANGUAGE_CODE):
        workflow = Workflow.objects.create(name=gettext(name))
        task = SecondPersonTask.objects.create(name=gettext(name))
    task.groups.set([Group.objects.get(name=role)])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
