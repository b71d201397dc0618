from django.urls import path, re_path

from announcements import views

ACT = r"^resolutions/(?P<year>[0-9]{4})/(?P<slug>[-a-z0-9]{1,80})/"

urlpatterns = [
    path("resolutions/", views.resolutions, name="resolutions"),
    path("resolutions/feed/", views.resolutions_feed, name="resolutions_feed"),
    re_path(rf"{ACT}$", views.resolution, name="resolution"),
    re_path(rf"{ACT}text/$", views.resolution_text, name="resolution_text"),
]
