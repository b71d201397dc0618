from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

from portal.accounts.four_eyes import Approval, SecondPersonTask

__all__ = ["Approval", "SecondPersonTask", "User"]


class User(AbstractUser):
    """Somebody who writes, approves or audits. Voters have no accounts."""

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined, misc]
        verbose_name = _("user")
        verbose_name_plural = _("users")
