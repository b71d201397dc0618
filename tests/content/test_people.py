"""Who is quoted, with the office of the day."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from content.models import Office, Person, Term
from portal.i18n.texts import Texts
from tests.content import bodies
from tests.factories import announcements

pytestmark = pytest.mark.django_db

LANGUAGES = ("kk", "ru", "en")


def office(words):
    return Office.objects.create(title={language: f"{words} {language}" for language in LANGUAGES})


def person(*terms, name=None):
    made = Person(name=name or {language: f"Name {language}" for language in LANGUAGES})
    made.terms = [Term(office=office(words), since=since, until=until) for words, since, until in terms]
    made.save()
    return Person.objects.get(pk=made.pk)


D = date(2022, 6, 1)
CLERK = ("Clerk", date(2020, 1, 1), D)
CHAIR = ("Chair", D, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("terms", "day", "expected"),
    [
        ([CLERK, CHAIR], date(2019, 12, 31), ""),
        ([CLERK, CHAIR], date(2020, 1, 1), "Clerk"),
        ([CLERK, CHAIR], date(2022, 5, 31), "Clerk"),
        ([CLERK, CHAIR], D, "Chair"),
        ([CHAIR, CLERK], D, "Chair"),
        ([CLERK, CHAIR], date(2023, 12, 31), "Chair"),
        ([CLERK, CHAIR], date(2024, 1, 1), ""),
        ([("Clerk", None, D), ("Chair", D, None)], date(1991, 1, 1), "Clerk"),
        ([("Clerk", None, D), ("Chair", D, None)], date(2100, 1, 1), "Chair"),
        ([("Always", None, None)], D, "Always"),
        ([], D, ""),
        # Without a day it is the latest term, whether or not it has ended.
        ([CHAIR, CLERK], None, "Chair"),
        ([("Clerk", None, D), ("Chair", D, None)], None, "Chair"),
        ([], None, ""),
        # Two at once: the one that began later.
        ([("Member", date(2020, 1, 1), None), CHAIR], D, "Chair"),
    ],
)
def test_the_office_of_a_day(terms, day, expected):
    title = person(*terms).office_on(day)
    assert title.text("en") == (f"{expected} en" if expected else "")


@pytest.mark.parametrize(
    ("since", "until", "valid"),
    [(D, D, False), (D, date(2022, 5, 31), False), (D, date(2022, 6, 2), True), (None, D, True), (D, None, True)],
)
def test_a_term_ends_after_it_begins(since, until, valid):
    term = Term(person=person(), office=office("Clerk"), since=since, until=until)
    if valid:
        term.full_clean()
        return
    with pytest.raises(ValidationError) as error:
        term.full_clean()
    assert set(error.value.message_dict) == {"until"}


def footer(visitor, speaker, language, **fields):
    page = announcements.announcement(language, body=[bodies.quote(speaker, **fields)])
    response = visitor.get(page.url)
    return BeautifulSoup(response.content, "html.parser").select_one(".quote footer")


def test_a_quote_names_the_office_held_when_the_words_were_said(visitor):
    speaker = person(CLERK, CHAIR)
    for day, title in [(date(2022, 5, 31), "Clerk"), (D, "Chair")]:
        said = footer(visitor, speaker, "en", said_on=day)
        assert f"{title} en" in said.get_text()
        assert said.time["datetime"] == day.isoformat()
    assert footer(visitor, speaker, "en", said_on=date(2025, 1, 1)).span is None


def test_a_name_without_a_translation_says_its_language(visitor):
    speaker = person(name={"ru": "Имя"})
    term = Term(person=speaker, office=Office.objects.create(title={"kk": "Төраға", "ru": "Председатель"}))
    term.save()
    english, russian = (footer(visitor, speaker, language) for language in ("en", "ru"))
    assert (english.b["lang"], english.b.get_text()) == ("ru", "Имя")
    # The first language of the commission that has a text.
    assert (english.span["lang"], english.span.get_text()) == ("kk", "Төраға")
    assert russian.b.get("lang") is None
    assert russian.span.get("lang") is None


def test_a_quote_without_office_or_day_has_no_empty_pieces(visitor):
    said = footer(visitor, person(), "en", said_on=None)
    assert said.get_text(strip=True) == "Name en"


def test_who_holds_an_office_keeps_it_from_being_deleted():
    from django.db.models import ProtectedError

    person(CHAIR)
    with pytest.raises(ProtectedError):
        Office.objects.all().delete()


def test_an_office_without_any_text_is_empty():
    assert Texts().text("en") == ""
    assert person(("", None, None)).office_on(D).text("en").strip() == "en"
