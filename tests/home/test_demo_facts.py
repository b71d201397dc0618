"""The demonstration's acts, meetings and posters: nothing points nowhere, and the meeting of 14 November is whole."""

from __future__ import annotations

import re
from datetime import date

from tests.home.test_demo_texts import (
    ACTS,
    ANNOUNCEMENTS,
    DATA,
    EVENTS,
    LANGUAGES,
    MEETINGS,
    PEOPLE,
    POSTERS,
    texts,
)


def test_acts_change_only_earlier_acts_that_exist() -> None:
    for act in ACTS.values():
        for change in act.get("change", []):
            assert ACTS[change["target"]]["date"] <= act["date"] <= change["effective_on"], act["key"]
        for wording in act["wording"]:
            changes = ACTS[wording["by"]]["change"] if "by" in wording else [{"target": act["key"]}]
            assert act["key"] in {change["target"] for change in changes}


def test_meetings_refer_to_what_exists() -> None:
    for meeting in MEETINGS.values():
        assert meeting["chair"] in PEOPLE
        assert meeting.get("briefing", next(iter(EVENTS))) in EVENTS
        for item in meeting["item"]:
            assert item["rapporteur"] in PEOPLE
            assert set(item.get("resolutions", [])) <= set(ACTS)
        assert (meeting["state"] == "moved") == ("moved_from" in meeting)


def test_the_meeting_of_14_november_is_whole() -> None:
    meeting = MEETINGS["meeting-2022-11-14"]
    assert [item["rapporteur"] for item in meeting["item"]] == ["yerman", "yerman", "petrov", "yerman"]
    assert {"103-594", "105-598"} <= set(meeting["item"][0]["resolutions"])
    tasks = [task for item in meeting["item"] for task in item.get("instruction", [])]
    assert date(2022, 11, 15) in {task.get("due_on") for task in tasks}
    for language in LANGUAGES:
        figures = [block for block in meeting[language]["body"] if block["type"] == "figures"]
        given = {item["value"] for block in figures for item in block["items"]}
        assert given == {641, 532, 109, 195_000, 80_000, 200, 181}


def test_posters_say_on_paper_what_their_text_says() -> None:
    topics = {topic["key"] for topic in DATA["posters"]["topic"]}
    for poster in POSTERS.values():
        assert poster["topic"] in topics
        assert poster.get("announcement", next(iter(ANNOUNCEMENTS))) in ANNOUNCEMENTS
        for language in LANGUAGES:
            twin = " ".join(re.sub("<[^>]+>", " ", text) for text in texts(poster[language]["body"]))
            for words in texts(poster[language]["drawing"]):
                assert " ".join(words.split()) in " ".join(twin.split()), (poster["key"], language, words)


def test_observers_add_up() -> None:
    page = ANNOUNCEMENTS["observers-641"]
    for language in LANGUAGES:
        (table,) = [block for block in page[language]["body"] if block["type"] == "table"]
        organisations, states, total = ([int(cell) for cell in row[1:]] for row in table["rows"])
        assert [a + b for a, b in zip(organisations, states, strict=True)] == total == [45, 641]
        assert (organisations[1], states[1]) == (532, 109)


def test_seven_organisations_are_named() -> None:
    page = ANNOUNCEMENTS["pollsters-seven"]
    for language in LANGUAGES:
        named, growth = [block for block in page[language]["body"] if block["type"] == "table"]
        assert [row[0] for row in named["rows"]] == [str(number) for number in range(1, 8)]
        assert growth["rows"][-1][1] == str(len(named["rows"]))
