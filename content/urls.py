from django.urls import path, re_path
from wagtail.views import serve

from content import views

urlpatterns = [
    path("share/<uuid:key>.png", views.share_picture, name="share_picture"),
    # A page's sub-route that is a file has no slash at its end, so Wagtail's own pattern doesn't lead to it.
    re_path(r"^((?:[\w-]+/)+[\w-]+\.(?:csv|ics|json|zip))$", serve, name="file_of_a_page"),
]
