"""Every public address. Files and machine-read resources have no language; everything people read has one."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from content import views as content_views
from content.sitemaps import SECTIONS, PublicSitemap
from home import views as home_views
from portal import health
from portal.accounts.views import PageApprovalView
from portal.files import views as files_views

handler404 = "home.views.missing"
handler500 = "home.views.broken"

urlpatterns = [
    path("", home_views.choose_language, name="root"),
    path(
        # In the place of Wagtail's own, whose name and address it has.
        "admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        require_admin_access(PageApprovalView.as_view()),
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("livez", health.live, name="livez"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", home_views.robots, name="robots"),
    path("sitemap-index.xml", content_views.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SECTIONS}, name="sitemap_section"),
    path("sitemap.xml", sitemap, {"sitemaps": {"public": PublicSitemap}}, name="sitemap"),
    path("files/<path:name>", files_views.serve, name="file"),
    *i18n_patterns(
        path("", include("home.urls")),
        path("", include("announcements.urls")),
        path("", include("observers.urls")),
        path("", include("search.stations.urls")),
        path("", include("content.urls")),
        path("", include("search.site.urls")),
        path("", include(wagtail_urls)),
    ),
]
