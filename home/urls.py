from django.urls import path

from home import views

urlpatterns = [
    path("feed/", views.feed_of_everything, name="feed_of_everything"),
    path("feeds/", views.feeds, name="feeds"),
    path("elections/<slug:slug>/calendar.ics", views.election_calendar, name="election_calendar"),
    path("view/", views.low_vision, name="low_vision"),
]
