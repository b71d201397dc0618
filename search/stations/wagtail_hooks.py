from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from search.stations.models import PrecinctNotice, PrecinctState
from search.stations.viewsets import StationsViewSetGroup


@hooks.register("register_admin_viewset")
def register_stations() -> StationsViewSetGroup:
    return StationsViewSetGroup()


@hooks.register("register_permissions")
def register_decisions() -> QuerySet[Permission]:
    """Decisions about stations have no lists of their own, and permissions that a group may be given."""
    models = [model._meta.model_name for model in (PrecinctState, PrecinctNotice)]
    return Permission.objects.filter(content_type__app_label="stations", content_type__model__in=models)
