"""What editors decided is shown beside what the import brought."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal import clock
from search.stations.answers import Outcome
from search.stations.enums import PrecinctStatus
from search.stations.models import Precinct, PrecinctNotice, PrecinctState
from search.stations.resolve import find
from search.stations.states import notices_of, states_of
from tests.factories import stations
from tests.search.stations.tables import rows


@pytest.fixture
def directory(db):
    return stations.world()


def test_a_closed_station_is_found_and_its_state_is_known(directory, django_assert_num_queries):
    state = PrecinctState.objects.create(
        precinct_uid="t201", status=PrecinctStatus.CLOSED, reason={"ru": "Repair"}, since=clock.now()
    )
    answer = find(rows("answers", "plain")[0], "ru")
    assert answer.outcome == Outcome.RESOLVED
    with django_assert_num_queries(1):
        assert states_of(one.precinct for one in answer.candidates) == {"t201": state}


def test_notices_stand_from_their_beginning_to_their_end(directory, django_assert_num_queries):
    start, end = clock.now(), clock.now() + timedelta(hours=1)
    texts = {"ru": "Moved"}
    notice = PrecinctNotice.objects.create(precinct_uid="t201", text=texts, starts_at=start, ends_at=end)
    endless = PrecinctNotice.objects.create(precinct_uid="t201", text=texts, starts_at=end)
    PrecinctNotice.objects.create(precinct_uid="t202", text=texts, starts_at=start)
    precincts = list(Precinct.objects.filter(uid__in=["t201", "t203"]))
    second = timedelta(seconds=1)
    with django_assert_num_queries(1):
        assert notices_of(precincts, start - second) == {}
    for now, expected in [(start, [notice]), (end - second, [notice]), (end, [endless]), (end + second, [endless])]:
        assert notices_of(precincts, now) == {"t201": expected}


def test_a_notice_is_of_the_present_by_default(directory):
    precincts = list(Precinct.objects.filter(uid="t201"))
    notice = PrecinctNotice.objects.create(precinct_uid="t201", text={"ru": "Now"}, starts_at=clock.now())
    with clock.as_on(clock.now() - timedelta(days=1)):
        assert notices_of(precincts) == {}
    assert notices_of(precincts) == {"t201": [notice]}
