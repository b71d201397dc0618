"""Polls: all seven disclosures of article 28(9), two people, and figures on the poll's own page alone."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import TaskState

from observers.enums import PollKind
from observers.models import Poll, PollPage
from portal.accounts.four_eyes import SecondPersonNeeded
from portal.accounts.roles import Role
from tests.announcements import admin
from tests.announcements.reading import soup, words
from tests.factories import polls, records
from tests.factories.people import user
from tests.factories.sites import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before")]

PAGE = "/en/polls/zqpoll/"
# What stands on the poll's page, in its data, and nowhere else: a percentage and a number of people.
FIGURES = ("46.2", "739")


@pytest.fixture
def poll():
    return polls.poll(election=polls.election(slug="president"))


@pytest.fixture
def page(poll):
    return records.page(poll, slug="zqpoll", title="Zqtitle")


# --- The law ---


@pytest.mark.parametrize(
    "missing",
    ["organisation", "ordered_by", "paid_by", "fieldwork_from", "fieldwork_until", "method", "respondents", "error"],
)
def test_none_of_the_seven_may_be_missing(poll, missing):
    setattr(poll, missing, {} if missing in {"ordered_by", "paid_by", "method"} else None)
    with pytest.raises((PermissionDenied, ValidationError)):
        poll.save_revision(user=user(), clean=False).publish(user=user(Role.PRESS_OFFICER))


def test_the_wording_may_not_be_missing():
    with pytest.raises(PermissionDenied, match="It has no answers"):
        polls.poll(questions=[polls.question(answers=())])
    silent = polls.question()
    silent.wording = {}
    with pytest.raises(PermissionDenied, match="Exact wording"):
        polls.poll(questions=[silent])


def test_a_poll_asks_something(poll):
    poll.questions = []
    with pytest.raises(PermissionDenied, match="at least one question"):
        poll.save_revision(user=user()).publish(user=user(Role.PRESS_OFFICER))


NOTICES = {
    "notified before": ({}, True),
    "notified on the first day of the fieldwork": (
        {"notified_on": date(2022, 11, 1), "as_of": date(2022, 11, 1)},
        True,
    ),
    "notified after": ({"notified_on": date(2022, 11, 2), "as_of": date(2022, 11, 2)}, False),
    "removed before": ({"ended_on": date(2022, 11, 1), "end": "removed", "reason": {"en": "Because."}}, False),
    "removed later": ({"ended_on": date(2022, 11, 9), "end": "removed", "reason": {"en": "Because."}}, True),
}


@pytest.mark.parametrize("case", NOTICES)
def test_the_organisation_had_notified_for_that_election(case):
    notice, allowed = NOTICES[case]
    election = polls.election()
    organisation = polls.organisation(polls.notice(election, **notice))
    if allowed:
        assert polls.poll(election=election, organisation=organisation).live
    else:
        with pytest.raises(ValidationError, match="did not stand in the register"):
            polls.poll(election=election, organisation=organisation)


@pytest.mark.parametrize("how", ["another election", "not published"])
def test_a_notice_counts_only_if_it_is_public_and_of_this_election(how):
    election = polls.election()
    of = polls.election() if how == "another election" else election
    organisation = polls.organisation(polls.notice(of), live=how != "not published")
    with pytest.raises(ValidationError, match="did not stand in the register"):
        polls.poll(election=election, organisation=organisation)


def test_the_election_s_dates_are_public_before_its_polls():
    election = polls.election(live=False)
    organisation = polls.organisation(polls.notice(election))
    with pytest.raises(ValidationError, match="has not been published"):
        polls.poll(election=election, organisation=organisation)


DAYS = {
    "ends before it begins": (date(2022, 11, 8), date(2022, 11, 7), "ends before it begins"),
    "is not over": (date(2022, 11, 8), date(2022, 11, 15), "not over yet"),
}


@pytest.mark.parametrize("case", DAYS)
def test_the_fieldwork(case):
    first, last, said = DAYS[case]
    with pytest.raises(ValidationError, match=said):
        polls.poll(fieldwork_from=first, fieldwork_until=last)


def test_figures_that_contradict_name_their_question():
    answers = (("Yes", "60", None, False), ("No", "60", None, False))
    with pytest.raises(PermissionDenied, match=r"Question 2\. The answers add up to 120 %"):
        polls.poll(questions=[polls.question(), polls.question(answers=answers)])


# --- Two people ---


def test_nobody_publishes_a_poll_alone():
    author = user(Role.PRESS_OFFICER)
    poll = polls.poll(live=False)
    poll.name = "Changed"
    with pytest.raises(SecondPersonNeeded):
        poll.save_revision(user=author).publish(user=author)
    assert not Poll.objects.get().live


def test_nobody_publishes_a_page_on_a_poll_alone(poll):
    author = user(Role.PRESS_OFFICER)
    page = records.page(poll, live=False)
    page.title = "Changed"
    with pytest.raises(SecondPersonNeeded):
        page.save_revision(user=author).publish(user=author)
    assert not PollPage.objects.get().live


@pytest.mark.parametrize("form", ["a new page", "an old page"])
def test_a_publish_from_the_form_saves_a_draft(login, poll, form):
    officer = login(Role.PRESS_OFFICER)
    page = records.page(poll, live=False, slug="zqpoll")
    data = admin.page_data(poll, slug="another" if form == "a new page" else "zqpoll", title="Zqtyped")
    if form == "a new page":
        page.delete()
        path = reverse("wagtailadmin_pages:add", args=("observers", "pollpage", page.get_parent().pk))
    else:
        path = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert b"action-publish" not in officer.get(path).content
    admin.send(officer, path, data, "publish")
    made = PollPage.objects.get()
    assert (made.live, made.get_latest_revision_as_object().title) == (False, "Zqtyped")


def test_an_officer_approves_what_an_editor_wrote(login, visitor, poll):
    editor, officer = login(Role.PRESS_EDITOR), login(Role.PRESS_OFFICER)
    section = records.page(poll, live=False).get_parent()
    PollPage.objects.get().delete()
    path = reverse("wagtailadmin_pages:add", args=("observers", "pollpage", section.pk))
    admin.send(editor, path, admin.page_data(poll, slug="zqpoll"), "submit")
    page = PollPage.objects.get()
    assert visitor.get(PAGE).status_code == 404
    task = TaskState.objects.get(status="in_progress")
    officer.post(reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", task.pk)), {"comment": ""})
    assert visitor.get(PAGE).status_code == 200


# --- Where the figures are ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_everything_in_every_language(visitor, poll, language):
    records.page(poll, language, slug="zqpoll")
    page = soup(visitor, f"/{language}/polls/zqpoll/")
    text = words(page.find("main"))
    said = [f"Are you going to vote? {language}", f"Don't know {language}", f"The foundation {language}"]
    said += [f"Telephone, random sample {language}", poll.organisation.name[language]]
    assert [one for one in said if one not in text] == []
    assert [bar["width"] for bar in page.select("svg rect.bar")] == ["46.20%", "41.40%", "12.40%"]
    assert ("46.2" if language == "en" else "46,2") in text


def test_the_data_carry_the_disclosures_and_every_figure(visitor, page):
    data = json.loads(visitor.get(f"{PAGE}data.json").content)
    assert (data["respondents"], data["error"], data["fieldwork"]) == (1600, "2.5", ["2022-11-01", "2022-11-08"])
    (question,) = data["questions"]
    assert [(one["percent"], one["people"]) for one in question["answers"]] == [
        ("46.2", 739),
        ("41.4", 663),
        ("12.4", 198),
    ]
    rows = list(csv.DictReader(io.StringIO(visitor.get(f"{PAGE}data.csv").content.decode("utf-8-sig"))))
    assert [row["percent"] for row in rows] == ["46.2", "41.4", "12.4"]
    assert [row["no_opinion"] for row in rows] == ["0", "0", "1"]


def test_figures_leave_the_page_by_no_other_way(visitor, page):
    page.body = [("rich_text", "<p>Zqbody: 46.2 of a hundred, 739 people.</p>")]
    page.save_revision(user=user()).publish(user=user(Role.PRESS_OFFICER))
    for path in ("/en/", "/en/polls/", "/en/polls/feed/", "/en/feed/", "/en/search/?q=Zqtitle", "/sitemap.xml"):
        text = visitor.get(path).content.decode()
        assert [figure for figure in FIGURES if figure in text] == [], path
    head = visitor.get(PAGE).content.decode().partition("<main")[0]
    assert [figure for figure in FIGURES if figure in head] == []
    assert "zqpoll" not in visitor.get("/en/search/?q=Zqbody").content.decode()


@pytest.mark.parametrize("field", PollPage.repeated)
@pytest.mark.parametrize(
    "said",
    [
        "70%",
        "70 percent",
        "70-percent",
        "70 процентов",
        "70 пайыз",
        "46,2％",
        "% 46",
        "46\u200b%",
        "46 п.п.",
        "739 of 1600",
    ],
)
def test_what_others_repeat_tells_no_percentage(poll, field, said):
    with pytest.raises(ValidationError, match="No percentages here"):
        records.page(poll, **{field: said})


def test_a_title_may_tell_the_days(poll):
    assert records.page(poll, title="Are you going to vote on 20 November?", lead="1,600 people were asked.").live


# --- Lists ---


def test_the_section_filters_by_kind_and_election(visitor, poll, page):
    other = polls.poll(kind=PollKind.FORECAST, election=polls.election(slug="other"))
    records.page(other, slug="zqforecast")
    for query, expected in (
        ("", {"zqpoll", "zqforecast"}),
        ("?type=forecast", {"zqforecast"}),
        ("?election=president", {"zqpoll"}),
        ("?q=Zqtitle", {"zqpoll"}),
    ):
        text = visitor.get(f"/en/polls/{query}").content.decode()
        assert {slug for slug in ("zqpoll", "zqforecast") if f"/{slug}/" in text} == expected, query


def test_an_organisation_s_page_names_its_polls(visitor, poll, page):
    assert PAGE in visitor.get(f"/en/polling-organisations/{poll.organisation.slug}/").content.decode()


def test_several_questions_cost_no_further_queries(visitor, django_assert_max_num_queries):
    records.page(polls.poll(questions=[polls.question() for _ in range(20)]), slug="zqpoll")
    visitor.get(PAGE)
    with django_assert_max_num_queries(19):
        assert visitor.get(PAGE).status_code == 200


def test_several_answers_have_no_sum_and_people_may_be_unknown(visitor):
    answers = (("Yes", "80", None, False), ("No", "70.5", None, False))
    records.page(polls.poll(questions=[polls.question(answers=answers, several_answers=True)]), slug="zqpoll")
    text = visitor.get(PAGE).content.decode()
    assert "150.5" not in text
    assert "several answers were possible" in text
