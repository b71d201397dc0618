from __future__ import annotations

from typing import Any, ClassVar

from wagtail.admin.forms.pages import CopyForm as WagtailCopyForm
from wagtail.admin.forms.pages import WagtailAdminPageForm

from portal.publication.marking import MarkedFormMixin


class BasePageForm(MarkedFormMixin, WagtailAdminPageForm):
    pass


class CopyForm(WagtailCopyForm):
    """Wagtail's, without what this portal refuses: the alias of a scheduled page goes live at once (Wagtail 8.0).

    So does a published copy, before anybody could say of it that it is about polls.
    """

    not_offered: ClassVar[set[str]] = {"alias", "publish_copies"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.not_offered & self.fields.keys():
            del self.fields[name]
