"""People with accounts, and people whom texts name."""

from __future__ import annotations

from datetime import date
from itertools import count

_number = count(1)


def user(*roles, superuser=False, **fields):
    """Somebody in these groups, with what `prepare_site` lets the groups do."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    person = get_user_model().objects.create_user(
        f"person-{next(_number)}", is_superuser=superuser, is_staff=superuser, **fields
    )
    for role in roles:
        person.groups.add(Group.objects.get(name=role))
    return person


def speaks(person, language):
    """The admin answers this person in a language."""
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language})


def speaks_english(person):
    speaks(person, "en")


def person(name="A Speaker", office="Spokesperson", **term):
    """A person of public life with one term of office."""
    from content.models import Office, Person, Term

    texts = {language: f"{name} {language}" for language in ("kk", "ru", "en")}
    made = Person(name=texts)
    title = {language: f"{office} {language}" for language in ("kk", "ru", "en")}
    held = Office.objects.create(title=title)
    made.terms = [Term(office=held, **{"since": date(2020, 1, 1), **term})]
    made.save()
    return made
