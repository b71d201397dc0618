from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContestKind(TextChoices):
    """What people vote on."""

    PRESIDENT = "president", _("President")
    PARLIAMENT = "parliament", _("Parliament")
    LOCAL = "local", _("Local councils")
    REFERENDUM = "referendum", _("Referendum")
