"""The groups of people who write. A migration makes them; `prepare_site` gives them their permissions."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A group's name in the database, and what the admin calls it."""

    PRESS_EDITOR = "press_editor", _("Press editor")
    PRESS_OFFICER = "press_officer", _("Press officer")
    REGISTRAR = "registrar", _("Registrar")
    ELECTION_OFFICER = "election_officer", _("Election officer")
    AUDITOR = "auditor", _("Auditor")
