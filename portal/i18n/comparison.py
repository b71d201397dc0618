"""How two revisions' texts stand beside each other: in every language, or an approver would not see what changed."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from wagtail.admin.compare import FieldComparison, diff_text, register_comparison_class

from portal.i18n.fields import TextsField
from portal.i18n.texts import Texts


class TextsComparison(FieldComparison):
    def htmldiff(self) -> SafeString:
        return diff_text(_written(self.val_a), _written(self.val_b)).to_html()


def _written(texts: Texts | None) -> str:
    return "; ".join(f"{code}: {text}" for code, text in (texts or {}).items())


def connect() -> None:
    register: Any = register_comparison_class
    register(TextsField, comparison_class=TextsComparison)
