"""The windows of real elections: what each law gave on its day, to the second, in UTC."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from portal.elections.law.enums import RESEARCH, Anchor, Scope, Unit, ZonePolicy
from portal.elections.law.rules import COUNTRIES, Moment, read_law
from portal.elections.law.windows import EmptyWindowError, windows
from portal.elections.models import Area, Election, VotingRound
from portal.elections.widenings import Widening


def voting(zone, *rounds, areas=(), kind="president", called_on=date(2000, 1, 1)):
    """An election that no database knows. A round: a day or (first, last). An area: (zone, opens, closes[, abroad])."""
    made = Election(kind=kind, zone=zone, called_on=called_on)
    spans = [days if isinstance(days, tuple) else (days, None) for days in rounds]
    made.rounds = [
        VotingRound(number=number, first_day=first, last_day=last) for number, (first, last) in enumerate(spans, 1)
    ]
    made.areas = [
        Area(zone=name, opens=time(opens), closes=time(closes), is_abroad=bool(abroad))
        for name, opens, closes, *abroad in areas
    ]
    return made


def rules(country):
    return read_law(COUNTRIES / f"{country}.toml").blackouts


def rule(country, code="polls"):
    return next(rule for rule in rules(country) if rule.code == code)


def spans(found):
    return [tuple(f"{instant:%Y-%m-%dT%H:%M:%SZ}" for instant in (window.start, window.end)) for window in found]


ALMATY = [("Asia/Almaty", 7, 20), ("Asia/Aqtobe", 7, 20), ("America/Los_Angeles", 7, 20, "abroad")]
# The hours of polling are those that the sources of the rule give; where they give none, the vector assumes "assumed".
VECTORS = [
    # Country, rule, zone, rounds, areas, expected.
    ("kz", "polls", "Asia/Almaty", [date(2022, 11, 20)], ALMATY, [("2022-11-14T18:00:00Z", "2022-11-20T18:00:00Z")]),
    ("kz", "polls", "Asia/Almaty", [date(2023, 3, 19)], ALMATY, [("2023-03-13T18:00:00Z", "2023-03-19T18:00:00Z")]),
    ("kz", "polls", "Asia/Almaty", [date(2026, 3, 15)], ALMATY, [("2026-03-09T19:00:00Z", "2026-03-15T19:00:00Z")]),
    # Over 1 March 2024, when the clocks of Almaty went back: six days and an hour.
    ("kz", "polls", "Asia/Almaty", [date(2024, 3, 3)], ALMATY, [("2024-02-26T18:00:00Z", "2024-03-03T19:00:00Z")]),
    ("kz", "silence", "Asia/Almaty", [date(2022, 11, 20)], ALMATY[:2],
     [("2022-11-18T18:00:00Z", "2022-11-20T19:00:00Z")]),
    # Assumed: 8 to 20.
    ("ru", "polls", "Europe/Moscow", [(date(2024, 3, 15), date(2024, 3, 17))],
     [("Europe/Moscow", 8, 20), ("Asia/Kamchatka", 8, 20), ("Europe/Kaliningrad", 8, 20)],
     [("2024-03-11T12:00:00Z", "2024-03-17T18:00:00Z")]),
    ("uz", "polls", "Asia/Tashkent", [date(2024, 10, 27)], [], [("2024-10-25T19:00:00Z", "2024-10-27T19:00:00Z")]),
    ("md", "polls", "Europe/Chisinau", [date(2025, 9, 28)], [("Europe/Chisinau", 7, 21)],
     [("2025-09-25T21:00:00Z", "2025-09-28T18:00:00Z")]),
    ("mk", "polls", "Europe/Skopje", [date(2013, 3, 24)], [("Europe/Skopje", 7, 19)],
     [("2013-03-18T23:00:00Z", "2013-03-24T18:00:00Z")]),
    # Assumed: until 20. A round is a window of its own, and the rooms overseas don't lengthen it.
    ("fr", "polls", "Europe/Paris", [date(2022, 4, 10), date(2022, 4, 24)],
     [("Europe/Paris", 8, 20), ("America/Guadeloupe", 8, 18, "abroad")],
     [("2022-04-08T22:00:00Z", "2022-04-10T18:00:00Z"), ("2022-04-22T22:00:00Z", "2022-04-24T18:00:00Z")]),
    # Assumed: until 23.
    ("it", "polls", "Europe/Rome", [date(2022, 9, 25)], [("Europe/Rome", 7, 23)],
     [("2022-09-09T22:00:00Z", "2022-09-25T21:00:00Z")]),
    # Assumed: until 20, on the Canary Islands an hour later.
    ("es", "polls", "Europe/Madrid", [date(2023, 7, 23)], [("Europe/Madrid", 9, 20), ("Atlantic/Canary", 9, 20)],
     [("2023-07-17T22:00:00Z", "2023-07-23T19:00:00Z")]),
    # Assumed: until 22.
    ("sk", "polls", "Europe/Bratislava", [date(2023, 9, 30)], [("Europe/Bratislava", 7, 22)],
     [("2023-09-27T22:00:00Z", "2023-09-30T20:00:00Z")]),
    # Assumed: 14 to 22 on both days; an area has the same hours on each day of a round.
    ("cz", "polls", "Europe/Prague", [(date(2021, 10, 8), date(2021, 10, 9))], [("Europe/Prague", 14, 22)],
     [("2021-10-05T12:00:00Z", "2021-10-09T20:00:00Z")]),
    # Assumed: until 21.
    ("pl", "polls", "Europe/Warsaw", [date(2023, 10, 15)], [("Europe/Warsaw", 7, 21)],
     [("2023-10-13T22:00:00Z", "2023-10-15T19:00:00Z")]),
    # Assumed: until 19 in the west.
    ("ca", "polls", "America/Toronto", [date(2021, 9, 20)],
     [("America/Toronto", 9, 21), ("America/St_Johns", 8, 20), ("America/Vancouver", 7, 19)],
     [("2021-09-20T02:30:00Z", "2021-09-21T02:00:00Z")]),
    # Assumed: until 22.
    ("gb", "exit_polls", "Europe/London", [date(2024, 7, 4)], [("Europe/London", 7, 22)],
     [("2024-07-03T23:00:00Z", "2024-07-04T21:00:00Z")]),
    ("de", "exit_polls", "Europe/Berlin", [date(2025, 2, 23)], [("Europe/Berlin", 8, 18)],
     [("2025-02-22T23:00:00Z", "2025-02-23T17:00:00Z")]),
    ("mx", "polls", "America/Mexico_City", [date(2018, 7, 1)],
     [("America/Mexico_City", 8, 18), ("America/Tijuana", 8, 18)],
     [("2018-06-28T05:00:00Z", "2018-07-02T01:00:00Z")]),
    # Assumed: until 18.
    ("ar", "polls", "America/Argentina/Buenos_Aires", [date(2019, 8, 11)],
     [("America/Argentina/Buenos_Aires", 8, 18)], [("2019-08-03T03:00:00Z", "2019-08-12T00:00:00Z")]),
    ("kr", "polls", "Asia/Seoul", [date(2024, 4, 10)], [("Asia/Seoul", 6, 18)],
     [("2024-04-03T15:00:00Z", "2024-04-10T09:00:00Z")]),
    ("tw", "polls", "Asia/Taipei", [date(2024, 1, 13)], [("Asia/Taipei", 8, 16)],
     [("2024-01-02T16:00:00Z", "2024-01-13T08:00:00Z")]),
    # Assumed: 7 to 18. Each phase ends its own 48 hours; exit polls wait for the last.
    ("in", "polls", "Asia/Kolkata", [date(2024, 4, 19), date(2024, 6, 1)], [("Asia/Kolkata", 7, 18)],
     [("2024-04-17T12:30:00Z", "2024-04-19T12:30:00Z"), ("2024-05-30T12:30:00Z", "2024-06-01T12:30:00Z")]),
    ("in", "exit_polls", "Asia/Kolkata", [date(2024, 4, 19), date(2024, 6, 1)], [("Asia/Kolkata", 7, 18)],
     [("2024-04-19T01:30:00Z", "2024-06-01T13:00:00Z")]),
    # Assumed: until 20. From the day of the writ, 15 April.
    ("sg", "polls", "Asia/Singapore", [date(2025, 5, 3)], [("Asia/Singapore", 8, 20)],
     [("2025-04-14T16:00:00Z", "2025-05-03T12:00:00Z")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "code", "zone", "rounds", "areas", "expected"),
    VECTORS,
    ids=[f"{row[0]}-{row[1]}-{row[3][0]}" for row in VECTORS],
)
def test_what_the_law_gave(country, code, zone, rounds, areas, expected):
    called_on = date(2025, 4, 15) if country == "sg" else date(2000, 1, 1)
    election = voting(zone, *rounds, areas=areas, called_on=called_on)
    assert spans(windows(election, rules=[rule(country, code)])) == expected


def test_every_shipped_rule_has_a_vector():
    shipped = {(path.stem, rule.code) for path in COUNTRIES.glob("*.toml") for rule in read_law(path).blackouts}
    assert shipped == {(row[0], row[1]) for row in VECTORS}


@pytest.mark.parametrize(
    ("change", "area", "expected"),
    [
        # Each area's own clocks, for one of them and for everybody.
        ({"zone_policy": ZonePolicy.AREA}, 1, ("2022-11-14T19:00:00Z", "2022-11-20T19:00:00Z")),
        ({"zone_policy": ZonePolicy.AREA}, None, ("2022-11-14T18:00:00Z", "2022-11-21T08:00:00Z")),
        ({"zone_policy": ZonePolicy.WIDEST}, 1, ("2022-11-14T18:00:00Z", "2022-11-21T08:00:00Z")),
        # "Last station anywhere": San Francisco at 20:00.
        ({"end": Moment(anchor=Anchor.POLLS_CLOSE_LAST_ANYWHERE)}, None,
         ("2022-11-14T18:00:00Z", "2022-11-21T04:00:00Z")),
        ({"end": Moment(anchor=Anchor.POLLS_CLOSE_LAST_DOMESTIC)}, None,
         ("2022-11-14T18:00:00Z", "2022-11-20T15:00:00Z")),
        ({"end": Moment(anchor=Anchor.POLLS_CLOSE_LOCAL, offset=30, unit=Unit.MINUTE)}, None,
         ("2022-11-14T18:00:00Z", "2022-11-20T14:30:00Z")),
        ({"start": Moment(anchor=Anchor.INSTANT, at=datetime(2022, 11, 14, 18, 0, 30, tzinfo=UTC))}, None,
         ("2022-11-14T18:00:30Z", "2022-11-20T18:00:00Z")),
    ],
)  # fmt: skip
def test_the_same_election_under_another_reading_of_the_law(change, area, expected):
    election = voting("Asia/Almaty", date(2022, 11, 20), areas=ALMATY)
    one = None if area is None else election.areas.all()[area]
    assert spans(windows(election, one, [replace(rule("kz"), **change)])) == [expected]


def test_whatever_nobody_has_said_lengthens_a_window():
    """Without an area, nobody knows when the polls close: then the whole voting day counts."""
    assert spans(windows(voting("Europe/Rome", date(2022, 9, 25)), rules=rules("it"))) == [
        ("2022-09-09T22:00:00Z", "2022-09-25T22:00:00Z")
    ]


def test_an_election_without_a_voting_day_has_no_window():
    assert windows(voting("Asia/Almaty"), rules=rules("kz")) == []


def test_dates_that_contradict_a_rule_are_an_error_and_not_an_open_door():
    election = voting("Asia/Singapore", date(2025, 5, 3), called_on=date(2025, 6, 3))
    with pytest.raises(EmptyWindowError):
        windows(election, rules=rules("sg"))


@pytest.mark.parametrize(("day", "expected"), [(date(2024, 12, 31), 0), (date(2025, 1, 1), 1)])
def test_a_rule_holds_from_its_first_voting_day(day, expected):
    assert len(windows(voting("Europe/Chisinau", day), rules=rules("md"))) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"valid_until": date(2022, 11, 20)}, 0),
        ({"valid_until": date(2022, 11, 21)}, 1),
        ({"contests": frozenset({"referendum"})}, 0),
        ({"contests": frozenset({"president", "local"})}, 1),
        ({"rounds": "first"}, 1),
        ({"rounds": "second"}, 0),
    ],
)
def test_for_which_elections_a_rule_holds(change, expected):
    election = voting("Asia/Almaty", date(2022, 11, 20))
    assert len(windows(election, rules=[replace(rule("kz"), **change)])) == expected


def test_kazakhstan_closes_research_and_only_keeps_campaigns_quiet():
    assert rule("kz").scope == {
        Scope.POLL_RESULT, Scope.EXIT_POLL, Scope.FORECAST, Scope.OTHER_RESEARCH, Scope.ONLINE_VOTE
    }  # fmt: skip
    assert (rule("kz").existing_content, rule("kz").legal_basis.article) == ("hide_until_end", "28(9)")
    assert set(rule("kz").title) == set(rule("kz").legal_basis.act) == {"kk", "ru", "en"}


LAW = datetime(2022, 11, 14, 18, tzinfo=UTC), datetime(2022, 11, 20, 18, tzinfo=UTC)
DAY = timedelta(days=1)

# What a decision says, and the window that follows.
WIDENINGS = [
    ({"starts_at": LAW[0] - DAY}, (LAW[0] - DAY, LAW[1])),
    ({"ends_at": LAW[1] + DAY}, (LAW[0], LAW[1] + DAY)),
    ({"starts_at": LAW[0] - DAY, "ends_at": LAW[1] + DAY}, (LAW[0] - DAY, LAW[1] + DAY)),
    ({"starts_at": LAW[0] + DAY}, LAW),
    ({"ends_at": LAW[1] - DAY}, LAW),
    ({"starts_at": LAW[0] + DAY, "ends_at": LAW[1] - DAY}, LAW),
    ({"starts_at": LAW[0] - DAY, "round_number": 2}, LAW),
]


@pytest.mark.parametrize(("decision", "expected"), WIDENINGS)
def test_a_decision_closes_longer_and_never_shorter(decision, expected):
    election = voting("Asia/Almaty", date(2022, 11, 20))
    election.widenings = [Widening(reason={"en": "A reason"}, **decision)]
    (window,) = windows(election, rules=[rule("kz")])
    assert (window.start, window.end) == expected


def test_a_decision_about_polls_leaves_campaigning_as_it_is():
    election = voting("Asia/Almaty", date(2022, 11, 20))
    quiet = [one for one in rules("kz") if not one.scope & RESEARCH]
    as_by_law = windows(election, rules=quiet)
    election.widenings = [Widening(reason={"en": "A reason"}, starts_at=LAW[0] - DAY)]
    assert quiet
    assert windows(election, rules=quiet) == as_by_law


MISTAKES = [{}, {"starts_at": LAW[1], "ends_at": LAW[0]}, {"starts_at": LAW[0], "ends_at": LAW[0] + 91 * DAY},
            {"ends_at": datetime(1, 1, 1, tzinfo=UTC)}]  # fmt: skip


@pytest.mark.parametrize("decision", MISTAKES)
def test_a_decision_that_says_nothing_or_is_mistyped_is_refused(decision):
    with pytest.raises(ValidationError):
        Widening(reason={"en": "A reason"}, **decision).clean()
