"""The files of rules: a commission writes its own, so each mistake in one is named before anything is served."""

from __future__ import annotations

import pytest

from portal.checks import election_law_is_readable
from portal.elections.law.rules import COUNTRIES

GOOD = (COUNTRIES / "kz.toml").read_text("utf-8")


@pytest.fixture
def law(tmp_path, settings):
    """The sentences that a file with some rules gives at the start."""

    def complaints(text):
        path = tmp_path / "own.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        settings.ELECTION_LAW = str(path)
        return [str(error.msg) for error in election_law_is_readable()]

    return complaints


def test_a_commission_s_own_file_is_taken(law):
    assert law(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("day_start", "day_begin", "day_begin"),
        ("calendar_day", "week", "week"),
        ("hide_until_end", "delete", "delete"),
        ("poll_result", "polls", "polls"),
        ('code = "polls"', "", "code"),
        ('code = "silence"', 'code = "polls"', "the same code"),
        ("offset", "ofset", "ofset"),
        ("legal_basis", "basis", "basis"),
        ('end = { anchor = "day_end" }', 'end = { anchor = "instant" }', "instant"),
        ('end = { anchor = "day_end" }', 'end = { anchor = "instant", at = 2022-11-14T18:00:00 }', "time zone"),
        ("[[blackouts]]", "[[rules]]", "blackouts"),
        ("[[blackouts]]", "[[blackouts", "own.toml"),
    ],
)
def test_a_mistake_in_it_is_named(law, old, new, said):
    assert old in GOOD
    (sentence,) = law(GOOD.replace(old, new))
    assert "own.toml" in sentence
    assert said in sentence


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{" * 10_000, b"blackouts = 1", b"blackouts = [1]"])
def test_what_is_no_file_of_rules(law, content):
    (sentence,) = law(content)
    assert "own.toml" in sentence


@pytest.mark.parametrize("named", ["xx", "/nowhere/own.toml", "../countries/kz/"])
def test_a_country_that_nobody_wrote(settings, named):
    settings.ELECTION_LAW = named
    assert len(election_law_is_readable()) == 1
