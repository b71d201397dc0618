from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from portal.accounts.four_eyes import Approval, SecondPersonTask

__all__ = ["Approval", "SecondPersonTask", "User"]


class User(AbstractUser):
    """Somebody who writes, approves or audits. Voters have no accounts."""


def keep_authors(instance: User, **_signal: Any) -> None:
    """Raises PermissionDenied before somebody who wrote for the portal is deleted: who wrote what must stay known."""
    if Revision.objects.filter(user=instance).exists():
        raise PermissionDenied(_("This user has written for the portal. Make the account inactive instead."))
