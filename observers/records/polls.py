"""Polls and other studies of an election: the seven disclosures that the law asks for, and the figures.

Figures stand in these tables and on the poll's own page. No list, feed, search, preview or file name carries them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from content.records import PageRecord, RecordQuerySet, in_order
from observers import figures
from observers.enums import PollKind
from observers.records.organisations import PollingOrganisation
from portal import clock
from portal.accounts.four_eyes import FourEyesMixin, FourEyesQuerySetMixin
from portal.elections.models import Election
from portal.i18n.fields import TextsField

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from observers.pages import PollPage


class PollQuerySet(FourEyesQuerySetMixin, RecordQuerySet):
    """Polls in the field's words."""


class Poll(FourEyesMixin, PageRecord):
    """What was asked, of whom, by whom and for whom, and what was answered. Two people publish it.

    Article 28(9) of the Constitutional Law "On Elections in the Republic of Kazakhstan" asks for seven disclosures:
    who conducted it, who ordered and who paid for it, when, the method, the wording, the respondents, the error.
    """

    name = models.CharField(
        _("working name"), max_length=120, help_text=_("For the people who write; the public reads the pages' titles.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PollKind, default=PollKind.OPINION_POLL)
    election = models.ForeignKey(
        Election,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("election"),
        help_text=_("Its dates say when the poll is closed by law."),
    )
    organisation = models.ForeignKey(
        PollingOrganisation, on_delete=models.PROTECT, related_name="polls", verbose_name=_("conducted by")
    )
    ordered_by = TextsField(_("ordered by"), max_length=300)
    paid_by = TextsField(_("paid by"), max_length=300)
    fieldwork_from = models.DateField(_("first day of the fieldwork"))
    fieldwork_until = models.DateField(_("last day of the fieldwork"))
    method = TextsField(_("method of collecting information"), max_length=500, multiline=True)
    respondents = models.PositiveIntegerField(_("number of respondents"), validators=[MinValueValidator(1)])
    population = TextsField(
        _("who was asked"), max_length=300, blank=True, help_text=_("Such as: people over 18 in all regions.")
    )
    error = models.DecimalField(
        _("error, ± percentage points"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    confidence = models.DecimalField(
        _("at what confidence, %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(50)), MaxValueValidator(Decimal(100))],
    )
    is_weighted = models.BooleanField(
        _("weighted"), default=False, help_text=_("The percentages are not the plain shares of the people asked.")
    )
    note = TextsField(_("note"), max_length=200, blank=True, help_text=_("Shown beside the figures."))

    objects = PollQuerySet.as_manager()

    if TYPE_CHECKING:
        questions: RelatedManager[Question]
        pages: RelatedManager[PollPage]

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        ordering = ["-fieldwork_until", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> list[Question]:
        """The questions in the order in which they were asked."""
        return in_order(self.questions.all())

    def clean(self) -> None:
        """Raises ValidationError for days that contradict, or before which the organisation had not notified."""
        super().clean()
        if not (self.fieldwork_from and self.fieldwork_until):
            return
        if self.fieldwork_until < self.fieldwork_from:
            raise ValidationError({"fieldwork_until": _("The fieldwork ends before it begins.")})
        if self.fieldwork_until > clock.today():
            raise ValidationError({"fieldwork_until": _("The fieldwork is not over yet.")})
        if self.election_id and not self.election.live:
            raise ValidationError(
                {"election": _("This election has not been published: nobody could say when the law closes its polls.")}
            )
        if self.organisation_id and self.election_id and not self._was_notified():
            raise ValidationError(
                {
                    "organisation": _("On %(day)s it did not stand in the register of this election.")
                    % {"day": date_format(self.fieldwork_from)}
                }
            )

    def _was_notified(self) -> bool:
        return self.organisation.live and self.organisation.has_notified(self.election, self.fieldwork_from)

    def clean_parts(self) -> None:
        """Raises ValidationError for a poll without a question, a question without answers, figures that contradict."""
        questions = self.asked
        if not questions:
            raise ValidationError(_("A poll needs at least one question, in its exact wording."))
        for number, question in enumerate(questions, 1):
            try:
                question.check_figures(self)
            except ValidationError as error:
                raise ValidationError(
                    _("Question %(number)s. %(problem)s") % {"number": number, "problem": " ".join(error.messages)}
                ) from error


class Question(ClusterableModel, Orderable):
    """One question in the words in which it was put, and the answers to it."""

    poll = ParentalKey(Poll, on_delete=models.CASCADE, related_name="questions")
    wording = TextsField(
        _("exact wording"), max_length=1000, multiline=True, help_text=_("In each language in which it was asked.")
    )
    respondents = models.PositiveIntegerField(
        _("of how many people"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Only if fewer were asked than took part in the poll."),
    )
    several_answers = models.BooleanField(_("people could give several answers"), default=False)

    if TYPE_CHECKING:
        answers: RelatedManager[Answer]

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return str(self.wording)

    @property
    def given(self) -> list[Answer]:
        """The answers in order."""
        return in_order(self.answers.all())

    def people_asked(self, poll: Poll) -> int:
        return self.respondents or poll.respondents

    def check_figures(self, poll: Poll) -> None:
        """Raises ValidationError where it has no answers or their figures contradict one another."""
        if self.respondents and poll.respondents and self.respondents > poll.respondents:
            raise ValidationError(_("More people were asked than took part in the poll."))
        answers = self.given
        if not answers:
            raise ValidationError(_("It has no answers."))
        figures.check(
            [figures.Share(answer.percent, answer.people) for answer in answers],
            self.people_asked(poll),
            several_answers=self.several_answers,
            weighted=poll.is_weighted,
        )


class Answer(Orderable):
    """One answer and its figures."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="answers")
    text = TextsField(_("answer"), max_length=300)
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    is_other = models.BooleanField(
        _("no opinion"), default=False, help_text=_("Don't know, found it hard to answer, did not answer.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return str(self.text)


def polls_of(elections: Collection[int]) -> Iterable[UUID]:
    """The keys of the polls on some elections: the law closes them whether anybody marked them or not."""
    return Poll._base_manager.filter(election__in=elections).values_list("key", flat=True)
