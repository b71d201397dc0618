"""Meetings of the commission: agenda, decisions, instructions, documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import models
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from announcements.enums import InstructionState, MeetingDocumentKind
from announcements.records.appointments import Appointment
from announcements.records.events import Event
from announcements.records.resolutions import Resolution
from content.models import Person
from content.records import in_order
from portal import clock
from portal.files.models import Download
from portal.files.visibility import offered
from portal.i18n.fields import TextsField
from portal.i18n.texts import Texts
from portal.publication.visibility import is_visible

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


def meeting_parts(to_meeting: str = "") -> list[str]:
    """What a meeting's text shows besides its own fields, as lookups from a row that leads to it."""
    parts = (
        "chair__terms__office",
        "items__rapporteur__terms__office",
        "items__acts__resolution",
        "items__instructions",
        "documents__document",
    )
    return [to_meeting + part for part in parts]


class Meeting(Appointment):
    """A meeting of the commission. What is said about it in each language is a page."""

    number = models.CharField(_("number"), max_length=20, blank=True)
    convocation = models.PositiveSmallIntegerField(
        _("convocation"), null=True, blank=True, help_text=_("Of the commission, as a number such as 7.")
    )
    chair = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chaired by")
    )
    briefing = models.ForeignKey(
        Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings", verbose_name=_("briefing")
    )

    search_fields = [
        *Appointment.search_fields,
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
        index.FilterField("convocation"),
    ]

    if TYPE_CHECKING:
        items: RelatedManager[AgendaItem]
        documents: RelatedManager[MeetingDocument]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        day = formats.date_format(self.starts, "DATE_FORMAT") if self.starts_at else "…"
        return gettext("Meeting of %(day)s") % {"day": day} + (f", № {self.number}" if self.number else "")

    @property
    def search_text(self) -> str:
        titles = [title for item in self.items.all() for title in item.title.values()]
        return " ".join([self.number, str(self.day), *titles])

    @property
    def texts(self) -> Iterator[Texts]:
        """Everything that is said or named in it."""
        if self.chair:
            yield self.chair.name
        for item in self.agenda:
            yield from (item.title, item.text, item.decision)
            if item.rapporteur:
                yield item.rapporteur.name
            for task in item.tasks:
                yield from (task.addressee, task.task)

    @property
    def chair_office(self) -> Texts:
        """The chair's office on the day of the meeting."""
        return self.chair.office_on(self.day) if self.chair else Texts()

    @property
    def agenda(self) -> list[AgendaItem]:
        """The items in order, each knowing the meeting whose day decides its rapporteur's office."""
        return in_order(self.items.all())

    @property
    def files(self) -> list[MeetingDocument]:
        return in_order(offered(self.documents.all()))


class AgendaItem(Orderable, ClusterableModel):
    """One question of the agenda, with what was decided."""

    meeting = ParentalKey(Meeting, on_delete=models.CASCADE, related_name="items")
    title = TextsField(_("title"), max_length=1000, multiline=True, help_text=_("The full legal title."))
    rapporteur = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rapporteur")
    )
    text = TextsField(_("text"), max_length=4000, multiline=True, blank=True, help_text=_("What it is about."))
    decision = TextsField(_("decision"), max_length=1000, multiline=True, blank=True)

    if TYPE_CHECKING:
        acts: RelatedManager[AgendaResolution]
        instructions: RelatedManager[Instruction]

    class Meta(Orderable.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def rapporteur_office(self) -> Texts:
        """The rapporteur's office on the day of the meeting."""
        return self.rapporteur.office_on(self.meeting.day) if self.rapporteur else Texts()

    @property
    def public_resolutions(self) -> list[Resolution]:
        """The acts that can be read now; one that isn't published yet is not mentioned."""
        return [row.resolution for row in in_order(self.acts.all()) if is_visible(row.resolution)]

    @property
    def tasks(self) -> list[Instruction]:
        return in_order(self.instructions.all())


class AgendaResolution(Orderable):
    """An act that an item adopted or dealt with."""

    item = ParentalKey(AgendaItem, on_delete=models.CASCADE, related_name="acts")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, related_name="agenda_items", verbose_name=_("resolution")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")

    def __str__(self) -> str:
        return str(self.resolution)


class Instruction(Orderable):
    """What a meeting asked somebody to do, by a civil date."""

    item = ParentalKey(AgendaItem, on_delete=models.CASCADE, related_name="instructions")
    addressee = TextsField(_("to whom"), max_length=300)
    task = TextsField(_("what"), max_length=1000, multiline=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=InstructionState, default=InstructionState.OPEN)

    class Meta(Orderable.Meta):
        verbose_name = _("instruction")
        verbose_name_plural = _("instructions")

    def __str__(self) -> str:
        return f"{self.addressee}: {self.task}"

    @property
    def is_overdue(self) -> bool:
        return self.state == InstructionState.OPEN and self.due_on is not None and self.due_on < clock.today()


class MeetingDocument(Orderable):
    """A file of a meeting. The same document in three languages is three rows."""

    meeting = ParentalKey(Meeting, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingDocumentKind, default=MeetingDocumentKind.OTHER)
    document = models.ForeignKey(Download, on_delete=models.PROTECT, related_name="+", verbose_name=_("document"))

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return str(self.document)
