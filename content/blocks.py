"""The blocks that the texts of all pages are made of. A page is one language, so are its blocks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.documents.blocks import DocumentChooserBlock as WagtailDocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock as WagtailImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock as WagtailSnippetChooserBlock

from portal.basepage import preload
from portal.files.models import Download, Picture
from portal.files.visibility import is_offered

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
SMALL_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class PreloadedChooserMixin:
    """A chooser that takes what `preload` has at hand, so that many texts cost no query each."""

    def bulk_to_python(self, values: list[Any]) -> list[Model | None]:
        pks = [value for value in values if value is not None]
        at_hand = preload.find(self.model_class, pks)  # type: ignore[attr-defined]
        if at_hand is None:
            return super().bulk_to_python(values)  # type: ignore[misc]
        return [at_hand.get(value) for value in values]


class ImageChooserBlock(PreloadedChooserMixin, WagtailImageChooserBlock):
    pass


class DocumentChooserBlock(PreloadedChooserMixin, WagtailDocumentChooserBlock):
    pass


class SnippetChooserBlock(PreloadedChooserMixin, WagtailSnippetChooserBlock):
    pass


class PageChooserBlock(PreloadedChooserMixin, blocks.PageChooserBlock):
    pass


class QuoteBlock(blocks.StructBlock):
    """Words of a person, with the office they held that day."""

    text = blocks.TextBlock(label=_("words"))
    speaker = SnippetChooserBlock("content.Person", label=_("speaker"))
    said_on = blocks.DateBlock(
        required=False,
        label=_("said on"),
        help_text=_("The title shown is that of the office held this day."),
    )
    occasion = blocks.CharBlock(required=False, max_length=200, label=_("occasion"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "content/blocks/quote.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        if value["speaker"]:
            context["office"] = value["speaker"].office_on(value["said_on"])
        return context


class FigureBlock(blocks.StructBlock):
    """A number that says as of when, and by whom. The words round it are the language's business."""

    before = blocks.CharBlock(
        required=False, max_length=40, label=_("before the number"), help_text=_("Such as: almost")
    )
    value = blocks.IntegerBlock(label=_("figure"))
    after = blocks.CharBlock(required=False, max_length=40, label=_("after the number"))
    label = blocks.CharBlock(max_length=255, label=_("what it counts"))
    as_of = blocks.DateBlock(label=_("as of"))
    source = blocks.CharBlock(required=False, max_length=255, label=_("reported by"))
    provisional = blocks.BooleanBlock(required=False, label=_("provisional"))

    def get_searchable_content(self, value: Any) -> list[str]:
        """The number with its words: without it, they say nothing in a search result."""
        number = "" if value["value"] is None else str(value["value"])
        words = f"{value['before'] or ''} {number}{value['after'] or ''} {value['label'] or ''}"
        return [" ".join(words.split())]


class FiguresBlock(blocks.StructBlock):
    items = blocks.ListBlock(FigureBlock(), label=_("figures"))

    class Meta:
        icon = "order"
        label = _("Key figures")
        template = "content/blocks/figures.html"


class TableBlock(WagtailTableBlock):
    """Wagtail's table; a caption is its heading for those who can't see it."""

    class Meta:
        icon = "table"
        label = _("Table")
        template = "content/blocks/table.html"

    def get_searchable_content(self, value: Any) -> list[str]:
        return [*super().get_searchable_content(value), *filter(None, [(value or {}).get("table_caption")])]

    def clean(self, value: Any) -> Any:
        """Raises ValidationError for a table without a caption."""
        value = super().clean(value)
        if value and any(cell for row in value.get("data", []) for cell in row) and not value.get("table_caption"):
            raise ValidationError(_("Give the table a caption."))
        return value


class ShownPicture(blocks.StructValue):
    @property
    def offered(self) -> Picture | None:
        """The picture, if it still exists and no restriction closes it: what it shows stands in its words, too."""
        picture: Any = self["image"]
        return picture if picture and is_offered(picture) else None


class PictureBlock(blocks.StructBlock):
    """A picture of the library; its credit comes along from there."""

    image = ImageChooserBlock(label=_("picture"))
    alt = blocks.CharBlock(
        max_length=255,
        label=_("text in place of the picture"),
        help_text=_("What somebody who can't see it must know."),
    )
    caption = blocks.CharBlock(required=False, max_length=255, label=_("caption"))

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing: an index knows of no window, and the words of a closed picture are closed with it."""
        return []

    class Meta:
        value_class = ShownPicture
        icon = "image"
        label = _("Picture")
        template = "content/blocks/picture.html"


class Documents(blocks.StructValue):
    @property
    def offered(self) -> list[Download]:
        """Those that still exist and that no restriction of their own closes."""
        return [document for document in self["documents"] if document and is_offered(document)]


class DocumentsBlock(blocks.StructBlock):
    documents = blocks.ListBlock(DocumentChooserBlock(), label=_("documents"))

    class Meta:
        value_class = Documents
        icon = "doc-full"
        label = _("Documents")
        template = "content/blocks/documents.html"


class CallToActionBlock(blocks.StructBlock):
    """The one thing to do next: another page, an address or a telephone."""

    label = blocks.CharBlock(max_length=120, label=_("words on the button"))
    page = PageChooserBlock(required=False, label=_("page"))
    url = blocks.URLBlock(required=False, label=_("or an address"))
    phone = blocks.RegexBlock(
        regex=r"^\+?[0-9]{3,15}\Z",
        required=False,
        label=_("or a telephone"),
        error_messages={"invalid": _("Write the number in digits only, such as 1414.")},
    )

    class Meta:
        icon = "link"
        label = _("Call to action")
        template = "content/blocks/call_to_action.html"

    def clean(self, value: Any) -> Any:
        """Raises StructBlockValidationError unless exactly one target is given."""
        cleaned = super().clean(value)
        if sum(bool(cleaned[name]) for name in ("page", "url", "phone")) != 1:
            raise StructBlockValidationError(
                block_errors={"page": ValidationError(_("Give one target: a page, an address or a telephone."))}
            )
        return cleaned


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=255, label=_("question"))
    answer = blocks.RichTextBlock(features=SMALL_TEXT_FEATURES, label=_("answer"))
    answered_on = blocks.DateBlock(label=_("answered on"))


class QuestionsBlock(blocks.StructBlock):
    items = blocks.ListBlock(QuestionBlock(), label=_("questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "content/blocks/questions.html"


class NoticeKind(TextChoices):
    NOTE = "note", _("Note")
    CORRECTION = "correction", _("Correction")
    INVENTED = "invented", _("Invented for demonstration")


class NoticeBlock(blocks.StructBlock):
    """A word about the text itself: a correction is never silent, an invented fact never unlabelled."""

    kind = blocks.ChoiceBlock(choices=NoticeKind.choices, default=NoticeKind.NOTE, label=_("kind"), search_index=False)
    text = blocks.RichTextBlock(features=SMALL_TEXT_FEATURES, label=_("text"))

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "content/blocks/notice.html"


class BodyBlock(blocks.StreamBlock):
    """A page's text."""

    rich_text = blocks.RichTextBlock(
        features=TEXT_FEATURES, icon="pilcrow", label=_("Text"), template="content/blocks/rich_text.html"
    )
    quote = QuoteBlock()
    figures = FiguresBlock()
    table = TableBlock()
    picture = PictureBlock()
    documents = DocumentsBlock()
    call_to_action = CallToActionBlock()
    questions = QuestionsBlock()
    notice = NoticeBlock()
