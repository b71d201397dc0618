"""What holds for windows whatever the law, the days and the clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from portal.elections.law.enums import Anchor, Rounds, ZonePolicy
from portal.elections.law.rules import COUNTRIES, read_law
from portal.elections.law.windows import windows
from tests.elections.test_windows import rule, voting

# Some change their clocks at midnight, some by half an hour; Apia left out a whole day in 2011.
ZONES = ["Asia/Almaty", "Asia/Aqtau", "America/Santiago", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia",
         "Europe/Lisbon", "America/St_Johns", "Asia/Kathmandu", "UTC"]  # fmt: skip
SHIPPED = [rule for path in sorted(COUNTRIES.glob("*.toml")) for rule in read_law(path).blackouts]
FROM_VOTING_DAY = [rule for rule in SHIPPED if rule.start.anchor != Anchor.ELECTION_CALLED]

zones = st.sampled_from(ZONES)
days = st.dates(date(1992, 1, 1), date(2090, 12, 31))
areas = st.lists(st.tuples(zones, st.integers(0, 10), st.integers(12, 23), st.booleans()), max_size=4)


@given(st.sampled_from(SHIPPED), zones, days, st.integers(0, 3), areas)
def test_a_window_is_never_empty(law, zone, day, more, places):
    (window,) = windows(
        voting(zone, (day, day + timedelta(days=more)), areas=places, called_on=day - timedelta(days=60)),
        rules=[replace(law, valid_from=None, rounds=Rounds.ANY)],
    )
    assert window.start < window.end
    assert window.start.tzinfo is window.end.tzinfo is UTC


@given(st.sampled_from(FROM_VOTING_DAY), zones, days, st.integers(-400, 400), areas)
def test_moving_voting_day_by_n_days_moves_the_window_by_n_days(law, zone, day, n, places):
    """By civil days: over a change of the clocks it isn't a multiple of 24 hours."""
    law = replace(law, valid_from=None, rounds=Rounds.ANY, zone_policy=ZonePolicy.REFERENCE)
    (before,) = windows(voting(zone, day, areas=places), rules=[law])
    (after,) = windows(voting(zone, day + timedelta(days=n), areas=places), rules=[law])
    shift = timedelta(days=n)
    assert abs((after.start - before.start) - shift) <= timedelta(hours=2) or zone == "Pacific/Apia"
    assert abs((after.end - before.end) - shift) <= timedelta(hours=2) or "Pacific/Apia" in {
        zone,
        *(p[0] for p in places),
    }


@given(zones, days, areas)
def test_kazakhstan_s_window_is_six_civil_days_on_the_reference_clocks(zone, day, places):
    (window,) = windows(voting(zone, day, areas=places), rules=[rule("kz")])
    own = ZoneInfo(zone)
    first = day - timedelta(days=5)
    last_instant = window.end - timedelta.resolution
    covered = {window.start.astimezone(own).date(), last_instant.astimezone(own).date()}
    assert covered == {first, day} or zone == "Pacific/Apia"
    assert (window.start - timedelta.resolution).astimezone(own).date() < first
    assert window.end.astimezone(own).date() > day


@given(st.sampled_from(SHIPPED), zones, days, areas, st.tuples(zones, st.integers(0, 10), st.integers(12, 23)))
def test_another_area_widens_a_window_and_never_narrows_it(law, zone, day, places, one_more):
    law = replace(law, valid_from=None, rounds=Rounds.ANY, zone_policy=ZonePolicy.WIDEST)
    called_on = day - timedelta(days=60)
    # An area on the reference clocks says their hours, where nobody had said any.
    places = [(zone, 7, 20), *places]
    (before,) = windows(voting(zone, day, areas=places, called_on=called_on), rules=[law])
    (after,) = windows(voting(zone, day, areas=[*places, one_more], called_on=called_on), rules=[law])
    assert after.start <= before.start
    assert after.end >= before.end


@given(zones, days, st.lists(st.tuples(zones, st.integers(0, 10), st.integers(12, 23)), min_size=1, max_size=4))
def test_an_area_s_own_window_lies_within_everybody_s(zone, day, places):
    election = voting(zone, day, areas=places)
    own, widest = (replace(rule("kz"), zone_policy=policy) for policy in (ZonePolicy.AREA, ZonePolicy.WIDEST))
    (all_areas,) = windows(election, rules=[own])
    (everybody,) = windows(election, rules=[widest])
    assert everybody.start <= all_areas.start <= all_areas.end <= everybody.end
    for area in election.areas.all():
        (window,) = windows(election, area, [own])
        assert all_areas.start <= window.start <= window.end <= all_areas.end
