from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PollKind(TextChoices):
    """What kind of study of an election it is. The law treats them alike."""

    OPINION_POLL = "opinion_poll", _("Opinion poll")
    EXIT_POLL = "exit_poll", _("Exit poll")
    FORECAST = "forecast", _("Forecast")
    ONLINE_VOTE = "online_vote", _("Online vote")
    OTHER = "other", _("Other study")


class NoticeEnd(TextChoices):
    """Why an organisation no longer stands in the register of an election."""

    REMOVED = "removed", _("removed by the commission")
    WITHDRAWN = "withdrawn", _("withdrawn by the organisation")
