from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    """How much a banner matters; the most severe one that runs is shown."""

    NOTE = "1-note", _("Note")
    IMPORTANT = "2-important", _("Important")
    URGENT = "3-urgent", _("Urgent")
