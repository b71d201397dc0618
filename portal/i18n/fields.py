"""A model field for the texts of a record: one JSON column, one input per language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.i18n.texts import Texts, can_be_seen, languages


class TextsWidget(forms.MultiWidget):
    """One labelled input per language."""

    template_name = "i18n/texts_widget.html"

    def __init__(self, multiline: bool = False, attrs: dict[str, Any] | None = None) -> None:
        widget = forms.Textarea(attrs={"rows": 3}) if multiline else forms.TextInput()
        super().__init__(dict.fromkeys(languages(), widget), attrs)

    def decompress(self, value: Texts | None) -> list[str]:
        return [(value or Texts()).get(language, "") for language in languages()]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        names = dict(settings.LANGUAGES)
        for language, subwidget in zip(languages(), context["widget"]["subwidgets"], strict=True):
            subwidget["attrs"] |= {"lang": language, "aria-label": names[language]}
            subwidget["language_name"] = names[language]
        return context


class TextsFormField(forms.MultiValueField):
    """Takes a text per language; required means that at least one language has a text."""

    def __init__(self, *, multiline: bool = False, max_length: int | None = None, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        fields = [forms.CharField(required=False, max_length=max_length) for _language in languages()]
        super().__init__(fields, require_all_fields=False, widget=TextsWidget(multiline), **kwargs)

    def compress(self, data_list: Sequence[str] | None) -> Texts:
        return Texts({code: text for code, text in zip(languages(), data_list or [], strict=False) if text})


class TextsField(models.JSONField):
    """`{language: text}` as `Texts`. `max_length` holds for each language on its own."""

    def __init__(self, *args: Any, multiline: bool = False, max_length: int | None = None, **kwargs: Any) -> None:
        self.multiline = multiline
        kwargs.setdefault("default", Texts)
        super().__init__(*args, **kwargs)
        self.text_max_length = max_length

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.multiline:
            kwargs["multiline"] = True
        if self.text_max_length is not None:
            kwargs["max_length"] = self.text_max_length
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Texts:
        return Texts(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Texts:
        return Texts(super().to_python(value) or {})

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if any(not can_be_seen(text) for text in (value or {}).values()):
            raise ValidationError(_("This text can't be seen: it has no letter, digit or sign."))
        for language, text in (value or {}).items():
            if language not in languages():
                raise ValidationError(_("%(code)s is not a language of this portal."), params={"code": language})
            if self.text_max_length and len(text) > self.text_max_length:
                raise ValidationError(
                    _("A text may have at most %(limit)s characters; the one in %(language)s has %(length)s."),
                    params={
                        "limit": self.text_max_length,
                        "language": dict(settings.LANGUAGES)[language],
                        "length": len(text),
                    },
                )

    def formfield(self, **kwargs: Any) -> Any:
        options: dict[str, Any] = {"multiline": self.multiline, "max_length": self.text_max_length}
        return super().formfield(**{"form_class": TextsFormField, **options, **kwargs})
