"""Makes a portal in an empty database and folder, with canaries in it; says at which doors they could be seen.

A process of its own, with production's settings: `python plant.py DOORS.json`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.translation import override  # noqa: E402

from announcements.models import AnnouncementPage  # noqa: E402
from home.sweep import planting  # noqa: E402
from home.sweep.doors import doors  # noqa: E402
from portal import clock  # noqa: E402
from portal.i18n.texts import languages  # noqa: E402


def main(target: str) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("prepare_site", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    with clock.as_on(clock.now() - planting.BEFORE):
        by = planting.users()
        planted = planting.plant(planting.election_on(clock.today(), by), by)
    found = {"doors": doors(planted, languages()), "open_pictures": open_pictures()}
    Path(target).write_text(json.dumps(found), "utf-8")


def open_pictures() -> list[str]:
    """The pictures for link previews of a page that no law closes: they are kept in Django's cache."""
    found = []
    for page in AnnouncementPage.objects.filter(slug="planted-page").select_related("locale"):
        with override(page.locale.language_code):
            found.append(reverse("share_picture", args=[page.translation_key]))
    return found


main(sys.argv[1])
