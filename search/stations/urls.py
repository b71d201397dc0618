from django.urls import path

from search.stations import views

urlpatterns = [
    path("stations/", views.finder, name="stations"),
    path("stations/<slug:uid>/", views.station, name="station"),
]
