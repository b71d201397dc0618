from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import AlertBanner


class AlertBannerViewSet(SnippetViewSet):
    model = AlertBanner
    icon = "warning"
    menu_label = _("Alert banners")
    menu_order = 170
    add_to_admin_menu = True
    list_display = ["text", "language", "severity", "starts_at", "ends_at"]
    list_filter = ["language", "severity"]
    inspect_view_enabled = True
