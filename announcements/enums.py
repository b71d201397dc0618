from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AnnouncementKind(TextChoices):
    """To whom an announcement is addressed."""

    VOTERS = "voters", _("To voters")
    PRESS = "press", _("To the press")
    OBSERVERS = "observers", _("To observers")
