from django.urls import path

from observers import views

urlpatterns = [
    path("polling-organisations/", views.polling_organisations, name="polling_organisations"),
    path("polling-organisations/register.csv", views.register_csv, name="polling_organisations_csv"),
    path("polling-organisations/register.json", views.register_json, name="polling_organisations_json"),
    path("polling-organisations/<slug:slug>/", views.polling_organisation, name="polling_organisation"),
]
