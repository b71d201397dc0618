"""What editors type about stations: a reason, a notice, a call centre."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal import clock
from portal.i18n.fields import TextsFormField
from portal.i18n.formatting import utc_offset
from search.stations.editing.listing import regions
from search.stations.models import CallCentre, PrecinctNotice, PrecinctState

REASON = PrecinctState._meta.get_field("reason")
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,24}\Z")


class ReasonForm(forms.Form):
    """Why a station isn't open. It says how much of the station's history its writer had seen."""

    reason = TextsFormField(label=_("Reason"), max_length=REASON.text_max_length, help_text=_("The public reads it."))
    seen = forms.IntegerField(widget=forms.HiddenInput)


class NoticeForm(WagtailAdminModelForm):
    class Meta:
        model = PrecinctNotice
        fields = ["kind", "text", "starts_at", "ends_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime(clock.now())
        self.fields["text"].help_text = _("The public reads it.")
        zone = {"zone": timezone.get_current_timezone_name(), "offset": utc_offset(now)}
        self.fields["starts_at"].help_text = gettext("By the clocks of %(zone)s (%(offset)s).") % zone
        self.fields["ends_at"].help_text = gettext("Empty: until somebody ends it.")
        self.initial["starts_at"] = now.replace(second=0, microsecond=0)


class CallCentreForm(WagtailAdminModelForm):
    """The region is chosen by name from the published version; one that it no longer has stays as it is."""

    region_code = forms.ChoiceField(label=_("Region"), required=False)

    class Meta:
        model = CallCentre
        fields = ["region_code", "name", "phones", "hours", "languages"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {unit.code: str(unit.name) for unit in regions()}
        own = self.instance.region_code
        if own:
            known.setdefault(own, own)
        self.fields["region_code"].choices = [("", _("the whole country")), *known.items()]

    def clean_phones(self) -> str:
        numbers = [number.strip() for number in self.cleaned_data["phones"].split(",") if number.strip()]
        if not numbers or not all(PHONE.match(number) for number in numbers):
            raise ValidationError(_("Write telephone numbers in digits, with commas between them."))
        return ", ".join(numbers)


def region_of(centre: CallCentre) -> str:
    """A call centre's region in words, as the published version has it."""
    if not centre.region_code:
        return gettext("the whole country")
    unit = regions().filter(code=centre.region_code).first()
    return str(unit.name) if unit is not None else centre.region_code
