from django.urls import path

from home import views

urlpatterns = [
    path("feed/", views.feed_of_everything, name="feed_of_everything"),
    path("feeds/", views.feeds, name="feeds"),
    path("blackout/", views.blackout, name="blackout"),
    path("elections.ics", views.elections_calendar, name="elections_calendar"),
    path("elections/<slug:slug>/", views.election, name="election"),
    path("elections/<slug:slug>/blackout.json", views.election_blackout, name="election_blackout"),
    path("elections/<slug:slug>/calendar.ics", views.election_calendar, name="election_calendar"),
    path("view/", views.low_vision, name="low_vision"),
]
