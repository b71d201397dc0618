from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AnnouncementKind(TextChoices):
    """To whom an announcement is addressed."""

    VOTERS = "voters", _("To voters")
    PRESS = "press", _("To the press")
    OBSERVERS = "observers", _("To observers")


class AppointmentState(TextChoices):
    """Where a meeting or event stands. A moved one has a new time; a cancelled one stays in calendars as cancelled."""

    ANNOUNCED = "announced", _("announced")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")


AHEAD = {AppointmentState.ANNOUNCED, AppointmentState.MOVED}


class EventKind(TextChoices):
    """What press and observers are invited to."""

    BRIEFING = "briefing", _("Briefing")
    ACCREDITATION = "accreditation", _("Accreditation")
    TRAINING = "training", _("Training")
    VISIT = "visit", _("Visit")
    OTHER = "other", _("Other")


class InstructionState(TextChoices):
    """Whether what a meeting asked for has been done."""

    OPEN = "open", _("to be done")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class MeetingDocumentKind(TextChoices):
    AGENDA = "agenda", _("Agenda")
    MINUTES = "minutes", _("Minutes")
    TRANSCRIPT = "transcript", _("Transcript of the briefing")
    OTHER = "other", _("Other document")


class ResolutionKind(TextChoices):
    RESOLUTION = "resolution", _("Resolution")
    JOINT_ACT = "joint_act", _("Joint act")
    RULES = "rules", _("Rules")
    CLARIFICATION = "clarification", _("Clarification")


class Stage(TextChoices):
    """Where an act stands on a day. It follows from its dates and from what repeals it; nobody types it in."""

    DRAFT = "draft", pgettext_lazy("state of an act", "draft")
    AHEAD = "ahead", pgettext_lazy("state of an act", "not yet adopted")
    ADOPTED = "adopted", pgettext_lazy("state of an act", "adopted")
    IN_FORCE = "in_force", pgettext_lazy("state of an act", "in force")
    LOST_FORCE = "lost_force", pgettext_lazy("state of an act", "no longer in force")


class ChangeKind(TextChoices):
    """What one act does to another."""

    AMENDS = "amends", _("amends")
    REPEALS = "repeals", _("repeals")


class PosterFormat(TextChoices):
    """What a poster's file is for, in the order of a table of files."""

    PRINT_A3 = "a3", _("For print, A3")
    PRINT_A4 = "a4", _("For print, A4")
    PRINT = "print", _("For print")
    SQUARE = "square", _("Square")
    STORY = "story", _("Story")
    VIDEO = "video", _("Video")
    VIDEO_SCRIPT = "video_script", _("Text for video")
    RADIO_SCRIPT = "radio_script", _("Text for radio")
