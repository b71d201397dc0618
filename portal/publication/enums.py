from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EvidenceKind(TextChoices):
    """What the log of the blackout tells."""

    CLOSED = "closed", _("closed by law")
    OPENED = "opened", _("opened again")
    SET = "set", _("dates set")
    MOVED = "moved", _("dates moved")
    WIDENED = "widened", _("closed longer by decision")
    NARROWED = "narrowed", _("decision to close longer changed or withdrawn")
    CANCELLED = "cancelled", _("election cancelled")
    REINSTATED = "reinstated", _("election no longer cancelled")


# What says that other windows hold from then on.
DATES = tuple(set(EvidenceKind) - {EvidenceKind.CLOSED, EvidenceKind.OPENED})
