"""What an act is made of: changes of other acts, wordings, files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from announcements.enums import ChangeKind
from portal.files.models import Download
from portal.i18n.fields import TextsField
from portal.i18n.texts import language_choices


class ResolutionChange(Orderable):
    """That one act amends or repeals another, from a civil date."""

    resolution = ParentalKey("announcements.Resolution", on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(_("what it does"), max_length=20, choices=ChangeKind, default=ChangeKind.AMENDS)
    target = models.ForeignKey(
        "announcements.Resolution", on_delete=models.PROTECT, related_name="changed_by", verbose_name=_("to which act")
    )
    effective_on = models.DateField(_("since"))
    points = TextsField(_("what changes"), max_length=400, multiline=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("change of another act")
        verbose_name_plural = _("changes of other acts")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"


class Wording(Orderable):
    """The text of an act in one language, as it reads from a civil date on."""

    resolution = ParentalKey("announcements.Resolution", on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    effective_on = models.DateField(_("since"))
    by = models.ForeignKey(
        "announcements.Resolution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("amending act"),
        help_text=_("Empty for the text as adopted."),
    )
    text = RichTextField(_("text"), features=["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"])

    class Meta(Orderable.Meta):
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")

    def __str__(self) -> str:
        return f"{self.language}, {self.effective_on}"


class ResolutionFile(Orderable):
    """The act as a file, signed or scanned, in one language."""

    resolution = ParentalKey("announcements.Resolution", on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(Download, on_delete=models.PROTECT, related_name="+", verbose_name=_("document"))

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return str(self.document)
