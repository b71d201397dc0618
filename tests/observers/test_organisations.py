"""The register of polling organisations: who had notified the commission, on which day, for which election."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import TaskState

from observers.enums import NoticeEnd
from observers.models import PollingOrganisation
from portal.accounts.roles import Role
from tests.factories import files, polls
from tests.factories.records import texts
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 11, 14, 7, 0, tzinfo=UTC)
REGISTER = "/en/polling-organisations/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def election():
    return polls.election(slug="president", short_title=texts("Zqelection"))


def names(response):
    return [notice.organisation.name["en"] for notice in response.context["register"].in_force]


def seven(election):
    """The counts that the press printed in 2022: 2 on 7 October, 6 on 5 November, 7 on 14 November."""
    days = [date(2022, 10, 7)] * 2 + [date(2022, 11, 5)] * 4 + [date(2022, 11, 14)]
    return [polls.organisation(polls.notice(election, notified_on=None, as_of=day)) for day in days]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2022-10-06", 0), ("2022-10-07", 2), ("2022-11-04", 2), ("2022-11-05", 6), ("2022-11-13", 6), ("2022-11-14", 7)],
)
def test_it_is_shown_as_on_a_day(visitor, election, day, expected):
    seven(election)
    response = visitor.get(f"{REGISTER}?day={day}")
    assert len(names(response)) == expected
    rows = list(
        csv.DictReader(io.StringIO(visitor.get(f"{REGISTER}register.csv?day={day}").content.decode("utf-8-sig")))
    )
    assert len(rows) == expected
    data = json.loads(visitor.get(f"{REGISTER}register.json?day={day}").content)
    assert (data["as_on"], len(data["organisations"])) == (day, expected)


def test_without_a_day_it_is_todays_and_tells_how_it_changed(visitor, election):
    seven(election)
    register = visitor.get(REGISTER).context["register"]
    assert [(change.day, change.in_force) for change in register.history] == [
        (date(2022, 11, 14), 7),
        (date(2022, 11, 5), 6),
        (date(2022, 10, 7), 2),
    ]


@pytest.mark.parametrize("end", NoticeEnd)
def test_who_left_is_named_with_the_reason_from_that_day_on(visitor, election, end):
    left = polls.notice(election, ended_on=date(2022, 11, 10), end=end, reason=texts("Zqreason"))
    polls.organisation(left, name=texts("Zqgone"))
    polls.organisation(polls.notice(election), name=texts("Zqstays"))
    before, after = (visitor.get(f"{REGISTER}?day=2022-11-{day}") for day in ("09", "10"))
    assert names(before) == ["Zqgone en", "Zqstays en"]
    assert "Zqreason" not in before.content.decode()
    assert names(after) == ["Zqstays en"]
    assert "Zqreason en" in after.content.decode()
    (row, _other) = json.loads(visitor.get(f"{REGISTER}register.json").content)["organisations"]
    assert (row["in_force"], row["ended_on"], row["end"]) == (False, "2022-11-10", end)
    assert json.loads(visitor.get(f"{REGISTER}register.json?day=2022-11-09").content)["organisations"][0]["end"] == ""


def test_each_election_has_a_register_of_its_own_and_the_latest_comes_first(visitor, election):
    earlier = polls.election(slug="earlier", called_on=date(2020, 1, 1), days=[date(2020, 3, 1)])
    polls.organisation(polls.notice(election), name=texts("Zqnew"))
    polls.organisation(polls.notice(earlier, notified_on=date(2020, 2, 1), as_of=date(2020, 2, 1)), name=texts("Zqold"))
    assert names(visitor.get(REGISTER)) == ["Zqnew en"]
    assert names(visitor.get(f"{REGISTER}?election=earlier")) == ["Zqold en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_in_every_language(visitor, election, language):
    made = polls.organisation(
        polls.notice(election, methods=texts("CATI"), regions=texts("All regions"), years_of_experience=7),
        name={"ru": "Институт"},
        aliases="Zqalias\n\n Zqother ",
        registration=texts("BIN 1"),
    )
    for path in ("", f"{made.slug}/"):
        text = visitor.get(f"/{language}/polling-organisations/{path}").content.decode()
        assert "Институт" in text
        assert ('<span lang="ru">Институт</span>' in text) == (language != "ru")
    assert "Zqalias<br>Zqother" in text
    assert f"CATI {language}" in text


def test_a_name_in_the_press_finds_it(visitor, election):
    polls.organisation(polls.notice(election), name=texts("Zqproper"), aliases="Kogamdyk pikir", slug="zqslug")
    for word in ("Zqproper", "Kogamdyk", "pikir"):
        assert "/en/polling-organisations/zqslug/" in visitor.get(f"/en/search/?q={word}").content.decode(), word


def test_its_documents_are_offered_and_can_be_had(visitor, election):
    paper = files.document("charter.txt")
    made = polls.organisation(polls.notice(election), documents=[paper])
    assert paper.url in visitor.get(f"{REGISTER}{made.slug}/").content.decode()
    assert visitor.get(paper.url).status_code == 200


HIDDEN = ["draft", "closed", "expired"]


@pytest.mark.parametrize("how", HIDDEN)
def test_what_is_not_public_stands_nowhere(visitor, election, restricted, how):
    made = polls.organisation(
        polls.notice(election),
        name=texts("Zqhidden"),
        slug="zqslug",
        live=how != "draft",
        documents=[files.document("d.txt")],
    )
    if how == "closed":
        restricted.closed.add(made.key)
    elif how == "expired":
        PollingOrganisation.objects.filter(pk=made.pk).update(expire_at=NOW)
    for path in ("", "register.csv", "register.json"):
        assert "zqhidden" not in visitor.get(REGISTER + path).content.decode().lower()
    assert visitor.get(f"{REGISTER}zqslug/").status_code == 404
    assert "zqslug" not in visitor.get("/en/search/?q=Zqhidden").content.decode()
    assert "zqslug" not in visitor.get("/sitemap.xml").content.decode()
    assert visitor.get(made.documents.get().document.url).status_code == 404


def test_an_election_that_is_not_public_is_not_told(visitor, election):
    secret = polls.election(slug="zqsecret", short_title=texts("Zqsecret"), called_on=date(2022, 12, 1))
    made = polls.organisation(polls.notice(secret), polls.notice(election))
    for path in ("", "register.csv", "register.json", f"{made.slug}/"):
        assert "zqsecret" not in visitor.get(REGISTER + path).content.decode().lower(), path
    assert visitor.get(f"{REGISTER}?election=zqsecret").status_code == 404


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("election=", 200, ""),
        ("election=nowhere", 404, ""),
        ("election=%00", 404, ""),
        ("day=2022-11-31", 200, "Write the date as year, month and day"),
        ("day=tomorrow", 200, "Write the date as year, month and day"),
        ("day=2022-11-15", 200, "Nobody knows the register of a day ahead."),
        ("day=14.11.2022", 200, ""),
        ("day=" + "9" * 10_000, 200, "Write the date as year, month and day"),
        ("day=0001-01-01", 200, ""),
    ],
)
def test_whatever_is_asked_is_answered(visitor, election, query, status, said):
    seven(election)
    for path in ("", "register.csv", "register.json"):
        assert visitor.get(f"{REGISTER}{path}?{query}").status_code == status
    if status == 200:
        assert said in visitor.get(f"{REGISTER}?{query}").content.decode()


def test_an_election_of_which_nobody_notified_has_an_empty_register(visitor, election):
    polls.organisation(polls.notice(election))
    polls.election(slug="quiet", called_on=date(2022, 10, 1), days=[date(2023, 3, 19)])
    response = visitor.get(f"{REGISTER}?election=quiet")
    assert names(response) == []
    assert "Nobody had notified the commission" in response.content.decode()
    assert len(names(visitor.get(REGISTER))) == 1


def test_without_any_notice_it_says_so(visitor):
    assert "No organisation has notified" in visitor.get(REGISTER).content.decode()
    assert visitor.get(f"{REGISTER}register.csv").status_code == 200


def test_a_spreadsheet_takes_no_name_for_a_formula(visitor, election):
    polls.organisation(polls.notice(election), name={"en": "=HYPERLINK(1)"})
    (row,) = csv.DictReader(io.StringIO(visitor.get(f"{REGISTER}register.csv").content.decode("utf-8-sig")))
    assert row["name_en"] == "'=HYPERLINK(1)"


BAD = {
    "an end without its reason": {"ended_on": date(2022, 11, 1), "end": "removed"},
    "a reason without an end": {"reason": {"en": "Because."}},
    "an end before the beginning": {"ended_on": date(2022, 10, 1), "end": "removed", "reason": {"en": "Because."}},
    "counted before it notified": {"as_of": date(2022, 10, 1)},
    "less experience than the law asks for": {"years_of_experience": 4},
}


@pytest.mark.parametrize("case", BAD)
def test_a_notice_that_contradicts_itself_is_not_published(election, case):
    with pytest.raises((ValidationError, PermissionDenied)):
        polls.organisation(polls.notice(election, **BAD[case]))
    assert not PollingOrganisation.objects.filter(live=True).exists()


def test_the_experience_is_that_of_the_country_s_law(election, settings):
    settings.ELECTION_LAW = "fr"
    assert polls.organisation(polls.notice(election, years_of_experience=1)).live


def test_two_notices_for_one_election_follow_one_another(election):
    ended = {"ended_on": date(2022, 10, 20), "end": "withdrawn", "reason": {"en": "Because."}}
    again = polls.notice(election, notified_on=date(2022, 10, 20), as_of=date(2022, 10, 20))
    assert polls.organisation(polls.notice(election, **ended), again).live
    with pytest.raises(PermissionDenied, match="hold at the same time"):
        polls.organisation(polls.notice(election), polls.notice(election))


def test_an_address_that_was_public_stays(election):
    made = polls.organisation(polls.notice(election))
    made.slug = "another"
    with pytest.raises(ValidationError, match="this address stays"):
        made.full_clean()


def test_the_queries_do_not_grow_with_the_register(visitor, election, django_assert_max_num_queries):
    for _ in range(12):
        polls.organisation(polls.notice(election))
    visitor.get(REGISTER)
    with django_assert_max_num_queries(15):
        visitor.get(REGISTER)


def test_a_registrar_writes_and_an_officer_approves(login, election):
    from tests.announcements import admin

    registrar, officer = login(Role.REGISTRAR), login(Role.PRESS_OFFICER)
    address = admin.address(PollingOrganisation, "add")
    sent = admin.inputs(registrar, address) | {
        **admin.spoken("name", "Zqinstitute"),
        "slug": "zqinstitute",
        "notices-TOTAL_FORMS": "1",
        "notices-0-election": str(election.pk),
        "notices-0-as_of": "2022-11-05",
        "notices-0-ORDER": "1",
    }
    for language in LANGUAGES:
        for name in ("regions", "methods", "reason"):
            sent[f"notices-0-{name}_{language}"] = ""
    admin.taken(admin.send(registrar, address, sent, "submit"))
    made = PollingOrganisation.objects.get()
    assert not made.live
    task = TaskState.objects.get(status="in_progress")
    officer.post(admin.address(PollingOrganisation, "workflow_action", made.pk, "approve", task.pk), {"comment": ""})
    made.refresh_from_db()
    assert made.live
    assert made.notices.get().as_of == date(2022, 11, 5)
