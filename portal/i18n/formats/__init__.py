"""How dates, times and numbers are written, per language; Django finds it by FORMAT_MODULE_PATH.

The formats keep plain spaces: which of them may not break is `portal.i18n.typography`'s business.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Django's Kazakh catalogue writes months in a date with a capital, misspells Friday, and abbreviates weekdays
# otherwise than Kazakh calendars do. A name listed here is extracted, so that our catalogues, which Django
# reads after its own, say it right.
NAMES = (
    pgettext_lazy("alt. month", "January"),
    pgettext_lazy("alt. month", "February"),
    pgettext_lazy("alt. month", "March"),
    pgettext_lazy("alt. month", "April"),
    pgettext_lazy("alt. month", "May"),
    pgettext_lazy("alt. month", "June"),
    pgettext_lazy("alt. month", "July"),
    pgettext_lazy("alt. month", "August"),
    pgettext_lazy("alt. month", "September"),
    pgettext_lazy("alt. month", "October"),
    pgettext_lazy("alt. month", "November"),
    pgettext_lazy("alt. month", "December"),
    _("Friday"),
    _("Mon"),
    _("Tue"),
    _("Wed"),
    _("Thu"),
    _("Fri"),
    _("Sat"),
    _("Sun"),
)
