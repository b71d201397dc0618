"""The finder as a voter meets it: one field, an answer for everything, and nothing kept of what was asked."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connections
from django.test import Client

from search.stations.models import AdminUnit, Precinct, PrecinctState, StreetSegment
from tests.factories import elections, stations
from tests.factories.sites import LANGUAGES, homes
from tests.search.stations.reading import read

ASKED = {
    "resolved": "г. Алматы, пр. Абая 8",
    "ambiguous": "Абая 12",
    "house_not_listed": "Толе би 99",
    "not_found": "zzzz 5",
}
# What each answer must say, by language: that it is found, that nothing is chosen, that nothing is guessed, what to do.
SAID = {
    "resolved": {"kk": "№ 102", "ru": "№ 102", "en": "№ 102"},
    "ambiguous": {"kk": "№ 201", "ru": "№ 201", "en": "№ 201"},
    "house_not_listed": {"kk": "1–30", "ru": "1–30", "en": "1–30"},
    "not_found": {"kk": "zzzz 5", "ru": "zzzz 5", "en": "zzzz 5"},
}
HOSTILE = [
    "а" * 10_000,
    "🗳️",
    "\u202e21 яабА",
    "'; DROP TABLE stations_precinct; --",
    '"Абай" AND NEAR(12 OR *) NOT',
    "%%__\\",
    "12",
    "Абая 0",
    "Абая 999999999",
    "Абая\x0012",
    " ",
    "<script>alert(1)</script>",
    "№",
    "\ud800",
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    homes()
    return stations.world()


@pytest.fixture
def ask(client):
    def asked(text, language="ru"):
        return client.post(f"/{language}/stations/", {"address": text})

    return asked


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", ASKED)
def test_each_outcome_is_an_answer_in_each_language(world, ask, outcome, language):
    response = ask(ASKED[outcome], language)
    assert response.status_code == 200
    assert response.templates[0].name == f"stations/{outcome}.html"
    assert SAID[outcome][language] in read(response)
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert b'name="robots" content="noindex"' in response.content


def test_what_was_understood_is_said_back(world, ask):
    body = read(ask("г. Алматы, ул. Гагарина 50"))
    assert "улица Серкебаева, 50" in body
    assert "улица Гагарина" in body  # that it was asked for by its former name
    assert "Алматы, проспект Абая, 8" in read(ask(ASKED["resolved"]))


def test_several_streets_of_one_name_are_told_apart(world, ask):
    body = read(ask("Абая 12"))
    for place in (
        "Алматы, улица Абая, 12",
        "Алматы, проспект Абая, 12",
        "Талгар, улица Абая, 12",
        "Косшы, улица Абая, 12",
    ):
        assert place in body


def test_streets_that_differ_by_their_microdistrict_say_it(world, ask):
    body = read(ask("Алматы, Бейбитшилик 3"))
    assert "Алматы, Самал-2, улица Бейбитшилик, 3" in body
    assert "Алматы, улица Бейбитшилик, 3" in body


def test_a_suspended_station_is_no_answer_without_its_notice(world, ask):
    reason = {"kk": "Жөндеу", "ru": "Идёт ремонт", "en": "Under repair"}
    PrecinctState.objects.create(precinct_uid="a102", status="suspended", reason=reason)
    for language in LANGUAGES:
        for text in (ASKED["resolved"], "участок 102, Алматы"):
            body = read(ask(text, language))
            assert reason[language] in body.split("№ 102")[0], body


@pytest.mark.parametrize(
    "path",
    ["places/almaty/", "places/almaty/streets/?letter=A", "a102/", "a102/problem/", "without-residence/"],
)
def test_a_suspended_station_says_so_wherever_it_is_named(world, client, path):
    Precinct.objects.filter(uid="a102").update(is_registering_no_fixed_residence=True)
    PrecinctState.objects.create(precinct_uid="a102", status="suspended", reason={"en": "Under repair"})
    assert "Under repair" in read(client.get(f"/en/stations/{path}"))


def test_a_suspended_station_says_so_among_others(world, ask):
    PrecinctState.objects.create(precinct_uid="a103", status="suspended", reason={"ru": "Идёт ремонт"})
    for text in ("Толе би 5", "Толе би 99"):
        assert "Идёт ремонт" in read(ask(text))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_whatever_is_typed_there_is_an_answer(world, ask, text, caplog):
    with caplog.at_level(logging.INFO):
        response = ask(text.encode("utf-8", "surrogatepass"))
    assert response.status_code == 200
    assert "<script>alert" not in read(response)
    assert not caplog.records


def test_a_long_text_comes_back_with_a_sentence(world, ask):
    body = ask("а" * 201, "en").content.decode()
    assert "This is too long for an address." in body
    assert 'aria-invalid="true"' in body
    assert "а" * 201 in body
    # A browser would cut it without a word, so that nobody read the sentence.
    assert "maxlength" not in body


@pytest.mark.parametrize("fields", [{}, {"address": ""}, {"adress": "Абая 12"}, {"address": ["", " "]}])
def test_nothing_typed_is_said_to_be_nothing(world, client, fields):
    response = client.post("/en/stations/", fields)
    assert response.status_code == 200
    assert "Write a settlement, a street and a house." in read(response)


def test_an_example_beside_the_field_wins_over_an_empty_field(world, client):
    response = client.post("/ru/stations/", {"address": ["", "г. Алматы, пр. Абая 8"]})
    assert "№ 102" in read(response)


def test_no_token_is_asked_for_and_no_other_method(world):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/ru/stations/", {"address": "Абая 12"}).status_code == 200
    for method in ("put", "delete", "patch"):
        assert getattr(strict, method)("/ru/stations/").status_code == 405


def test_the_form_itself_is_kept_by_caches_and_refuses_the_nearest_with_a_reason(world, client):
    response = client.get("/en/stations/")
    body = response.content.decode()
    assert response["Cache-Control"] == "public"
    assert not response.cookies
    assert "Why not the nearest?" in body
    assert "/en/stations/abroad/" in body
    assert "/en/stations/places/" in body


def test_before_anything_is_published_it_says_so(db, client):
    homes()
    body = read(client.post("/en/stations/", {"address": "Abay 12"}))
    assert "The directory of stations has not been published yet." in body
    assert client.get("/en/stations/").status_code == 200
    assert client.post("/en/stations/suggest/", {"address": "aba"}).json() == {"offers": []}


def test_the_finder_says_when_one_votes(world, client):
    world.election = elections.election(days=[date(2027, 1, 10)], areas=["Asia/Almaty"])
    world.save()
    assert "10 January 2027" in read(client.get("/en/stations/"))


def test_suggestions_are_streets_settlements_and_stations(world, client):
    def offered(text, language="ru"):
        response = client.post(f"/{language}/stations/suggest/", {"address": text})
        assert response["Cache-Control"] == "no-store"
        return [offer["text"] for offer in response.json()["offers"]]

    assert "улица Курмангазы" in offered("курм")
    assert "Құрманғазы көшесі" in offered("kurman", "kk")
    assert "Талгар" in offered("талг")
    assert offered("83") == ["№ 838, Туркестанская область", "№ 839, Туркестанская область"]
    assert offered("а") == []
    assert client.get("/ru/stations/suggest/").status_code == 405


def test_a_suspended_station_says_so_in_its_suggestion(world, client):
    PrecinctState.objects.create(
        precinct_uid="a102",
        status="suspended",
        reason={"en": "Under repair"},
        since=datetime(2026, 11, 30, 20, 0, tzinfo=UTC),
    )
    offers = client.post("/en/stations/suggest/", {"address": "10"}).json()["offers"]
    said = {offer["text"].split(",")[0]: offer["state"] for offer in offers}
    assert said["No. 102"] == "Suspended, 1 December 2026, 01:00 (UTC+5). Under repair"
    assert said["No. 103"] == ""


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_suggestions_of_anything_are_a_list(world, client, text):
    response = client.post("/ru/stations/suggest/", {"address": text.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200
    assert isinstance(response.json()["offers"], list)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_while_a_version_is_published(transactional_db):
    homes()
    first = stations.world()
    second = stations.staged()
    answers, failures = [], []

    def voter():
        try:
            response = Client().post("/ru/stations/", {"address": ASKED["resolved"]})
            answers.append("№ 102" in read(response))
        except Exception as error:  # noqa: BLE001 (whatever it was, it is shown)
            failures.append(error)
        finally:
            connections.close_all()

    voters = [threading.Thread(target=voter) for _number in range(50)]
    for number, thread in enumerate(voters):
        thread.start()
        if number % 10 == 5:
            stations.publish(second if number % 20 == 5 else first)
    for thread in voters:
        thread.join()
    assert failures == []
    assert answers == [True] * 50


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("house", ["0", "999999999", "1-35", "12-14"])
def test_a_house_that_can_t_be_read_is_said_to_be_so(world, ask, language, house):
    page = read(ask(f"г. Алматы, пр. Абая {house}", language))
    assert {"kk": f"«{house}» үй нөмірі", "ru": f"«{house}» не удалось", "en": f"“{house}” was not"}[language] in page


@pytest.mark.parametrize(
    "asked", ["г. Алматы, пр. Абая 8", "Алматы, 8 Марта", "Самал-2", "школа 25", "№ 102", "Абая 12"]
)
def test_a_number_that_was_understood_needs_no_word(world, ask, asked):
    assert "не удалось прочитать" not in read(ask(asked))


def test_a_city_that_is_a_district_of_its_own_is_named_once(world, ask):
    assert "Алматинская область, Талгарский район, Талгар" in read(ask("Абая 12"))
    AdminUnit.objects.filter(code="talgar-district").update(name={"ru": "город Талгар"})
    assert "Алматинская область, Талгар" in read(ask("Абая 12"))


def test_of_one_station_nobody_has_to_choose(world, ask):
    page = read(ask("Алматы, Жалгаз", "en"))
    assert "Is it this one?" in page
    assert "several stations" not in page


def test_a_city_abroad_needs_no_territory(world, ask):
    StreetSegment.objects.filter(precinct__uid="x10").delete()
    for asked in ("Анкара", "г. Анкара, ул. Ататюрка, 5", "Ankara"):
        assert 'href="/ru/stations/x10/"' in ask(asked).content.decode(), asked


def test_what_is_not_found_leads_to_lists(world, ask):
    page = ask("zzzz 5").content.decode()
    assert 'href="/ru/stations/places/"' in page
    assert 'href="/ru/stations/abroad/"' in page
    assert "с таким номером" in read(ask("№ 99999"))


@pytest.mark.parametrize("asked", ["Роддом 1, Талгар", "Родильный дом № 1", "перзентхана 1", "№1 перзентхана Талғар"])
def test_a_building_with_a_number_is_found(world, ask, asked):
    made = stations.staged(_with_maternity_hospital)
    stations.publish(made)
    assert 'href="/ru/stations/t206/"' in ask(asked).content.decode()


def _with_maternity_hospital(table):
    (row,) = (row for row in table["locations"] if row[0] == "hospital")
    row[1:4] = ["№ 1 перзентхана", "Родильный дом № 1", "Maternity hospital No. 1"]


@pytest.mark.parametrize("asked", ASKED.values())
def test_an_answer_in_another_language_needs_no_typing_anew(world, ask, client, asked):
    soup = BeautifulSoup(ask(asked).content, "html.parser")
    buttons = soup.select("button[formaction]")
    assert [button["lang"] for button in buttons] == ["kk", "en"]
    for button in buttons:
        response = client.post(button["formaction"], {button["name"]: button["value"]})
        assert response.status_code == 200
        assert f'<html lang="{button["lang"]}"' in response.content.decode()
        assert asked in read(response)
