from django.urls import path

from search.stations import special, views

urlpatterns = [
    path("stations/", views.finder, name="stations"),
    path("stations/suggest/", views.suggest, name="stations_suggest"),
    path("stations/places/", views.places, name="stations_places"),
    path("stations/places/<str:code>/", views.place, name="stations_place"),
    path("stations/places/<str:code>/streets/", views.streets, name="stations_streets"),
    path("stations/abroad/", views.special_list, {"special": special.ABROAD}, name="stations_abroad"),
    path("stations/institutions/", views.special_list, {"special": special.INSTITUTIONS}, name="stations_institutions"),
    path(
        "stations/without-residence/",
        views.special_list,
        {"special": special.WITHOUT_RESIDENCE},
        name="stations_without_residence",
    ),
    path("stations/call-centres/", views.call_centre_list, name="stations_call_centres"),
    path("stations/<str:uid>/", views.station, name="station"),
    path("stations/<str:uid>/calendar.ics", views.station_calendar, name="station_calendar"),
    path("stations/<str:uid>/problem/", views.station_problem, name="station_problem"),
]
