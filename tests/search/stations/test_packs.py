"""Packs: what is particular to a language, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.stations.houses.words import Role
from search.stations.normalise import normaliser, packs
from search.stations.normalise.names import Normaliser
from search.stations.normalise.skeleton import Skeletons
from search.stations.query.units import Said, Venue

WORDS = {*Venue, Said.FLAT, Said.STATION, Said.LINKING, "ordinal", "patronymic"}


@pytest.mark.parametrize("language", packs.languages())
def test_a_pack_says_only_what_somebody_reads(language):
    pack = packs.pack(language)
    assert set(pack.words) <= WORDS
    assert set(pack.houses) <= set(Role)
    assert all(len(letter) == 1 for letter in pack.letters)


def test_three_languages_have_a_pack():
    assert {"en", "kk", "ru"} <= set(packs.languages())


def test_a_commission_s_languages_choose_packs():
    chosen = [pack.language for pack in packs.chosen(["ru", "kk-latn", "RU", "xx", "shared"])]
    assert chosen == ["ru", "kk"]


def test_no_language_is_an_empty_pack():
    assert normaliser("xx").strict("Abay, 12") == "abay 12"


def test_two_packs_don_t_read_one_letter_differently():
    pack = packs.pack("ru")
    with pytest.raises(ValueError, match="other"):
        Skeletons.of([pack, replace(pack, language="other", letters={"\u0430": ("o",)})])


def test_another_language_is_one_more_pack():
    street = {packs.Group.STREET: {"street": ("rue",)}}
    pack = packs.Pack("fr", True, True, True, {"\u00e8": ("e",)}, {}, {}, street, {})
    french = Normaliser((pack,))
    assert french.keys("rue Molière").strict == "molière"
    assert french.keys("rue Molière").skeletons == french.keys("MOLIERE, rue").skeletons


def test_a_pack_that_lacks_something_is_named(tmp_path, monkeypatch):
    (tmp_path / "xy.toml").write_text("kind_first = true", encoding="utf-8")
    monkeypatch.setattr(packs, "DIRECTORY", tmp_path)
    with pytest.raises(ValueError, match="xy: KeyError"):
        packs.pack("xy")


@pytest.mark.parametrize("table", [{"a": []}, {"a": ["b", "b"]}, {"a": [1]}])
def test_a_table_of_nothing_is_refused(table):
    with pytest.raises(ValueError, match="texts"):
        packs._phrases(table)
