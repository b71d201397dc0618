from __future__ import annotations

from django.contrib.auth.models import AbstractUser

from portal.accounts.four_eyes import Approval, SecondPersonTask

__all__ = ["Approval", "SecondPersonTask", "User"]


class User(AbstractUser):
    """Somebody who writes, approves or audits. Voters have no accounts."""
