from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EvidenceKind(TextChoices):
    """What the log of the blackout tells."""

    CLOSED = "closed", _("closed by law")
    OPENED = "opened", _("opened again")
    SET = "set", _("dates set")
    MOVED = "moved", _("dates moved")
    WIDENED = "widened", _("closed longer by decision")


DATES = (EvidenceKind.SET, EvidenceKind.MOVED, EvidenceKind.WIDENED)
