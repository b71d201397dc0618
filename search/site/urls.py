from django.urls import path

from search.site.views import search

urlpatterns = [path("search/", search, name="search")]
