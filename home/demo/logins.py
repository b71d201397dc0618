"""A login for each role of the demonstration. They exist only where the settings say that it is one."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.models import Group

from portal.accounts.models import User
from portal.accounts.roles import Role

PASSWORD = "demonstration-only"  # noqa: S105 (printed by `make serve` on purpose)


class Login(NamedTuple):
    username: str
    role: Role | None


# Two election officers: nobody publishes dates alone.
LOGINS = [
    Login("press-editor", Role.PRESS_EDITOR),
    Login("press-officer", Role.PRESS_OFFICER),
    Login("registrar", Role.REGISTRAR),
    Login("election-officer", Role.ELECTION_OFFICER),
    Login("election-officer-2", Role.ELECTION_OFFICER),
    Login("auditor", Role.AUDITOR),
    Login("admin", None),
]


def create_logins() -> dict[str, User]:
    """The demonstration's users by name. A password somebody changed stays changed."""
    users = {}
    for login in LOGINS:
        user, created = User.objects.get_or_create(username=login.username)
        if created:
            user.set_password(PASSWORD)
            user.is_superuser = login.role is None
            user.save()
            if login.role is not None:
                user.groups.add(Group.objects.get(name=login.role))
        users[login.username] = user
    return users
