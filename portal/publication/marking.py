"""How an editor marks something as about polls, and what they read while the law closes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.locks import BaseLock

from portal import clock
from portal.elections.models import Election
from portal.i18n.formatting import moment, utc_offset
from portal.publication.blackout import ElectionWindow, open_windows
from portal.publication.models import Restriction
from portal.publication.restrictions import closed_keys
from portal.publication.visibility import key_of

if TYPE_CHECKING:
    _Form = forms.ModelForm[Any]
else:
    # Of another base its fields would not be collected.
    _Form = forms.Form


class MarkedFormMixin(_Form):
    """Two fields of a page's, record's or file's form: whether it is about polls, and of which elections.

    The mark holds at once, for all languages, whatever becomes of the rest of the form's draft. A form that was opened
    before somebody else marked the page sends what it showed, and so changes nothing.
    """

    about_polls = forms.BooleanField(
        required=False,
        label=_("About opinion polls or other studies of an election"),
        help_text=_("The law closes it in the days before a vote and on voting day, in every language, by itself."),
    )
    polls_of: forms.ModelMultipleChoiceField[Election] = forms.ModelMultipleChoiceField(
        Election.objects.none(),
        required=False,
        label=_("Of which elections"),
        help_text=_("None: of every election."),
        widget=forms.CheckboxSelectMultiple,
    )

    mark_shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark = Restriction.objects.filter(key=key_of(self.instance)).first()
        # A form may show a part of the fields only.
        if "polls_of" in self.fields:
            self.fields["polls_of"].queryset = Election.objects.all()  # type: ignore[attr-defined]
            self.initial["polls_of"] = list(self.mark.elections.all()) if self.mark else []
        self.initial["about_polls"] = self.mark is not None
        self.initial["mark_shown"] = "yes" if self.mark is not None else ""

    def clean(self) -> Any:
        """Refuses to take a mark off, or to narrow it, while the law closes it, and to who can't publish it."""
        cleaned = super().clean() or self.cleaned_data
        if self.mark is not None and self._is_narrowed(cleaned):
            if key_of(self.instance) in closed_keys(clock.now()):
                self.add_error("about_polls", ValidationError(gettext("The mark stays. %s") % why_closed()))
            elif not self._may_open():
                self.add_error("about_polls", ValidationError(_("Only who may publish this may take its mark off.")))
        return cleaned

    def _may_open(self) -> bool:
        """Without the mark it may stay open through the next window: that is an act of publishing."""
        user = getattr(self, "for_user", None)
        if user is None or not getattr(self.instance, "live", False):
            return True
        if hasattr(self.instance, "permissions_for_user"):
            return bool(self.instance.permissions_for_user(user).can_publish())
        return bool(user.has_perm(f"{self.instance._meta.app_label}.publish_{self.instance._meta.model_name}"))

    def _is_narrowed(self, cleaned: dict[str, Any]) -> bool:
        if not cleaned.get("about_polls"):
            return bool(cleaned.get("mark_shown"))
        before = {election.pk for election in self.initial["polls_of"]}
        after = {election.pk for election in cleaned.get("polls_of", ())}
        return bool(after) and (not before or not before <= after)

    def save(self, commit: bool = True) -> Any:
        instance = super().save(commit)
        if isinstance(instance, LockedByLawMixin):
            instance.write_mark = self._write_mark
        else:
            self._write_mark()
        return instance

    def _write_mark(self) -> None:
        if self.cleaned_data["about_polls"]:
            mark, _made = Restriction.objects.get_or_create(key=key_of(self.instance))
            mark.elections.set(self.cleaned_data["polls_of"])
        elif self.cleaned_data["mark_shown"]:
            Restriction.objects.filter(key=key_of(self.instance)).delete()


MARK_PANEL = MultiFieldPanel(
    [FieldPanel("about_polls"), FieldPanel("polls_of"), FieldPanel("mark_shown")], heading=_("Opinion polls")
)


def why_closed() -> str:
    """By which law, and until when, what is marked is closed now."""
    return " ".join(_said(one) for one in open_windows(clock.now()))


def _said(one: ElectionWindow) -> str:
    if one.window is None or one.ends is None:
        return gettext("Nobody can say until when: the dates of the election “%(election)s” contradict the law.") % {
            "election": one.election
        }
    return gettext("Closed by law until %(moment)s (%(zone)s): %(act)s, %(article)s.") % {
        "moment": moment(one.ends),
        "zone": utc_offset(one.ends),
        "act": one.window.rule.legal_basis.act,
        "article": one.window.rule.legal_basis.article,
    }


class LawLock(BaseLock):
    """While the law closes it, nobody changes it: what was published before the window must stay what it was."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return why_closed()

    def get_locked_by(self, user: Any) -> str:
        return gettext("Closed by law")

    def get_description(self, user: Any) -> str:
        return gettext("It can be changed again once it is open.")


class LockedByLawMixin:
    """For pages and records: the lock that explains itself. Put it before Wagtail's classes.

    A lock stands in forms. The rule stands in the acts themselves: no approval, schedule, bulk action or command
    changes or deletes what the law closes.
    """

    write_mark: Callable[[], None] | None = None

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule a revision. Raises PermissionDenied, saying why, for what was public and is closed."""
        self.check_open()
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises PermissionDenied, saying why, for what was public and is closed."""
        self.check_open()
        return super().delete(*args, **kwargs)  # type: ignore[misc]

    def check_open(self) -> None:
        """Raises PermissionDenied, saying why, where this has ever been public and the law closes it now."""
        published = type(self)._base_manager.filter(pk=self.pk, first_published_at__isnull=False)  # type: ignore[attr-defined]
        if key_of(self) in closed_keys(clock.now()) and published.exists():
            raise PermissionDenied(why_closed())

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """With the mark that a form set: a form is also read to show a preview, and that must change nothing."""
        revision = super().save_revision(*args, **kwargs)  # type: ignore[misc]
        if self.write_mark is not None:
            self.write_mark()
            self.write_mark = None
        return revision

    def get_lock(self) -> Any:
        if key_of(self) in closed_keys(clock.now()):
            return LawLock(self)
        return super().get_lock()  # type: ignore[misc]
