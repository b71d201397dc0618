"""An act's number, permanent address, stage, citation and page."""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from announcements.enums import Stage
from announcements.models import IssuingBody, Resolution, ResolutionChange
from portal.accounts.roles import Role
from tests.content import golden
from tests.factories import people, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

D = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
HOST = "https://testserver"


def days(number):
    return D + timedelta(days=number)


def approved(act, **fields):
    """The act after one person has written these fields and another has approved them."""
    for name, value in fields.items():
        setattr(act, name, value)
    act.save_revision(user=people.user()).publish(user=people.user(Role.PRESS_OFFICER))
    return Resolution.objects.with_end().get(pk=act.pk)


ADDRESSES = [
    ("103/594", "", "103-594"),
    ("103 / 594", "", "103-594"),
    ("103/594", "mia", "103-594-mia"),
    ("103/594-қ", "", "103-594-q"),
    ("12-Ө/3", "", "12-o-3"),
    ("№ 7", "", "no-7"),
    ("5/7 (2)", "", "5-7-2"),
    ("Щ" * 40, "", "shch" * 20),
    ("12_3", "", None),
    ("7/8", "min_just", None),
    ("🗳", "", None),
]


@pytest.mark.parametrize(("number", "code", "slug"), ADDRESSES)
def test_every_number_has_an_address_that_answers(visitor, number, code, slug):
    act = records.resolution(number, body=records.body(code))
    assert slug in {None, act.slug}
    for language in LANGUAGES:
        assert act.path(language) == f"/{language}/resolutions/2026/{act.slug}/"
        assert visitor.get(act.path(language)).status_code == 200
        assert visitor.get(f"/{language}/resolutions/").status_code == 200


@pytest.mark.parametrize("code", ["", "cec"])
@pytest.mark.parametrize("number", ["///", "—", "...", " ", "/ /"])
def test_a_number_without_a_letter_or_digit_is_refused(number, code):
    with override("en"), pytest.raises(ValidationError) as refused:
        records.resolution(number, body=records.body(code))
    with override("en"):
        assert refused.value.message_dict["number"] == ["A number needs at least one letter or digit."]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(202, 3, 10), date(1989, 5, 5), date(9999, 12, 31)])
def test_no_date_breaks_the_register(visitor, day):
    with suppress(ValidationError):
        records.resolution(date=day)
    soup = BeautifulSoup(visitor.get("/en/resolutions/").content, "html.parser")
    for option in soup.select("#filter-year option[value]"):
        assert visitor.get("/en/resolutions/", {"year": option["value"]}).status_code == 200, "what is offered answers"
    assert visitor.get("/sitemap.xml").status_code == 200


def test_a_draft_s_address_follows_its_number():
    draft = records.resolution("1/1", live=False)
    draft.number, draft.date = "2/2", date(2025, 2, 2)
    draft.save()
    assert draft.path("en") == "/en/resolutions/2025/2-2/"


CORRECTIONS = {
    "number": {"number": "103/595"},
    "year": {"date": date(2025, 12, 31)},
    "body": {"body": "mia"},
    "everything": {"number": "9/9", "date": date(2024, 1, 1), "body": "mia"},
}


@pytest.mark.parametrize("fields", CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_public_address_is_permanent(visitor, fields):
    act = records.resolution("103/594")
    act = approved(act, **{name: records.body(value) if name == "body" else value for name, value in fields.items()})
    assert act.path("en") == "/en/resolutions/2026/103-594/"
    assert f"№ {act.number}" in visitor.get(act.path("en")).content.decode().replace("\xa0", " ")


def test_an_older_draft_that_is_published_later_does_not_move_the_act(visitor):
    """An officer reverts to an earlier version, or a scheduled one comes due after a correction."""
    act = records.resolution("103/549", live=False)
    typo = act.latest_revision
    act = approved(act, number="103/594")
    typo.publish(user=people.user(Role.PRESS_OFFICER))
    assert visitor.get("/en/resolutions/2026/103-594/").status_code == 200


TAKEN = "There is already a No. 103/594 of this body in 2026."
SAME_ADDRESS = "Another act of 2026 has the address “103-594” already."
SECOND = [
    ("103/594", "", D, TAKEN),
    ("103-594", "", D, SAME_ADDRESS),
    ("103 / 594", "", D, SAME_ADDRESS),
    ("103/594", "", date(2025, 3, 10), None),
    ("103/594", "mia", D, None),
]


@pytest.mark.parametrize("live", [True, False], ids=["public", "draft"])
@pytest.mark.parametrize(("number", "code", "day", "said"), SECOND)
def test_one_number_per_body_and_year(number, code, day, said, live):
    records.resolution("103/594", live=live)
    if said is None:
        assert records.resolution(number, date=day, body=records.body(code)).live
        return
    with override("en"), pytest.raises(ValidationError) as refused:
        records.resolution(number, date=day, body=records.body(code))
    assert refused.value.message_dict["number"] == [said]
    assert Resolution.objects.count() == 1


def test_two_drafts_of_one_number_published_one_after_the_other():
    one, two = records.resolution("1/1"), records.resolution("1/2")
    one.number = two.number = "9/9"
    drafts = [act.save_revision(user=people.user()) for act in (one, two)]
    officer = people.user(Role.PRESS_OFFICER)
    drafts[0].publish(user=officer)
    with override("en"), pytest.raises(PermissionDenied, match="already a No"):
        drafts[1].publish(user=officer)
    assert sorted(Resolution.objects.visible().values_list("number", flat=True)) == ["1/2", "9/9"]
    assert Resolution.objects.get(pk=two.pk).get_latest_revision_as_object().number == "9/9", "nothing is lost"


def rows(*cases):
    """Acts with (from, until, repealed) as days from D or None, written in three queries."""
    body = records.body()
    values = {"date": days(-400), "body": body, "year": 2025, "live": True, "title": {"en": "x"}}

    def day(n):
        return n if n is None else days(n)

    acts = Resolution.objects.bulk_create(
        Resolution(number=f"r{n}", slug=f"r{n}", in_force_from=day(a), in_force_until=day(b), is_draft=d, **values)
        for n, (a, b, _repealed, d) in enumerate(cases)
    )
    repealer = Resolution.objects.bulk_create([Resolution(number="x", slug="x", **values)])[0]
    ResolutionChange.objects.bulk_create(
        ResolutionChange(resolution=repealer, target=act, kind="repeals", effective_on=day(repealed))
        for act, (_a, _b, repealed, _d) in zip(acts, cases, strict=True)
        if repealed is not None
    )
    return {act.pk for act in acts}


STAGES = [
    ((None, None, None, False), "adopted adopted adopted"),
    ((0, None, None, False), "adopted in_force in_force"),
    ((-9, 0, None, False), "in_force lost_force lost_force"),
    ((-9, None, 0, False), "in_force lost_force lost_force"),
    ((0, None, 0, False), "adopted lost_force lost_force"),
    ((0, 1, None, False), "adopted in_force lost_force"),
    ((-9, 0, 1, False), "in_force lost_force lost_force"),
    ((None, 0, None, False), "adopted lost_force lost_force"),
    ((-9, None, None, True), "draft draft draft"),
    ((-9, 0, 0, True), "draft draft draft"),
]


@pytest.mark.parametrize(("case", "stages"), STAGES)
def test_the_stage_before_at_and_after_each_boundary(case, stages):
    (pk,) = rows(case)
    act = Resolution.objects.with_end().get(pk=pk)
    assert [str(act.stage_on(days(n))) for n in (-1, 0, 1)] == stages.split()


def test_the_database_and_python_agree_on_every_order_of_dates():
    known = rows(*product((None, 0, 1, 2), (None, 0, 1, 2), (None, 0, 1, 2), (False, True)))
    acts = Resolution.objects.with_end().filter(pk__in=known)
    assert len(acts) == 128
    for day, stage in product(map(days, range(-1, 4)), Stage):
        expected = {act.pk for act in acts if act.stage_on(day) == stage}
        assert set(acts.in_stage(stage, day).values_list("pk", flat=True)) == expected, (day, stage)


BODIES = {
    "cec": (
        "Қазақстан Республикасы Орталық сайлау комиссиясының",
        "Центральной избирательной комиссии Республики Казахстан",
        "the Central Election Commission of the Republic of Kazakhstan",
    ),
    "mia": ("Ішкі істер министрлігінің", "Министерства внутренних дел", "the Ministry of Internal Affairs"),
    "moj": ("Әділет министрлігінің", "Министерства юстиции", "the Ministry of Justice"),
}


def bodies():
    named = {code: dict(zip(LANGUAGES, names, strict=True)) for code, names in BODIES.items()}
    return [IssuingBody.objects.create(code=code, name=name, in_citation=name) for code, name in named.items()]


TITLE = {"kk": "«Сайлау туралы» қағидалар", "ru": "О правилах «О выборах»", "en": "On the “Elections” rules"}
CITED = {
    "kk": "Қазақстан Республикасы Орталық сайлау комиссиясының{} 2022 жылғы 14 қарашадағы № 103/594 "
    "«„Сайлау туралы“ қағидалар» {}",
    "ru": "{1} Центральной избирательной комиссии Республики Казахстан{0} от 14 ноября 2022 года № 103/594 "
    "«О правилах „О выборах“»",
    "en": "{1} of the Central Election Commission of the Republic of Kazakhstan{0} No. 103/594 of 14 November 2022 "
    "“On the ‘Elections’ rules”",
}
TOGETHER = [
    ("", "", ""),
    (" және Ішкі істер министрлігінің", " и Министерства внутренних дел", " and the Ministry of Internal Affairs"),
    (
        ", Ішкі істер министрлігінің және Әділет министрлігінің",
        ", Министерства внутренних дел и Министерства юстиции",
        ", the Ministry of Internal Affairs and the Ministry of Justice",
    ),
]
KINDS = {
    "resolution": ("қаулысы", "Постановление", "Resolution"),
    "joint_act": ("бірлескен актісі", "Совместный акт", "Joint act"),
    "rules": ("қағидалары", "Правила", "Rules"),
    "clarification": ("түсіндірмесі", "Разъяснение", "Clarification"),
}


@pytest.mark.parametrize("others", [0, 1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_the_citation_word_for_word(visitor, kind, others):
    first, *more = bodies()
    act = records.resolution("103/594", date=date(2022, 11, 14), body=first, title=TITLE, kind=kind)
    act = approved(act, co_issuers=more[:others])
    soup = BeautifulSoup(visitor.get(act.path("en")).content, "html.parser")
    for language, name, together in zip(LANGUAGES, KINDS[kind], TOGETHER[others], strict=True):
        expected = CITED[language].format(together, name)
        assert act.in_language("ru").citation(language) == expected
        said = [dd.get_text().replace("\xa0", " ").replace("\u2060", "") for dd in soup.select(f"dd[lang={language}]")]
        assert said == [expected]


def test_no_body_is_cited_twice():
    body = records.body()
    act = records.resolution("1/1", live=False)
    with suppress(ValidationError):
        assert approved(act, co_issuers=[body]).in_language("en").citation("en").count("The commission") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_that_is_missing_is_shown_in_the_first_language_and_says_so(visitor, language):
    act = records.resolution("1/1", title={"ru": "Только по-русски"})
    notes = {"kk": ["(аударылмаған)"], "ru": [], "en": ["(not translated)"]}
    for address, place in ((act.path(language), "h1"), (f"/{language}/resolutions/", ".register h2")):
        title = BeautifulSoup(visitor.get(address).content, "html.parser").select_one(f"main {place}")
        assert "Только по-русски" in title.get_text().replace("\xa0", " ")
        assert [span["lang"] for span in title.select("[lang]")] == ([] if language == "ru" else ["ru"])
        said = [note.get_text().replace("\xa0", " ").replace("\xad", "") for note in title.select("span.note")]
        assert said == notes[language]
    assert [code for code, *_ in act.in_language(language).citations] == ["ru"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_structured_data_and_the_head_of_the_page(visitor, language):
    with time_machine.travel(NOW, tick=False):
        old, older = records.resolution("1/1", date=days(-30)), records.resolution("1/2", date=days(-30))
        changes = [("amends", old, D), ("repeals", older, D)]
        act = records.resolution(
            "103/594", key=uuid.UUID(int=5), changes=changes, title={"kk": "Қ</script>", "ru": "Р"}
        )
        soup = BeautifulSoup(visitor.get(act.path(language) + "?utm=1").content, "html.parser")
    (script,) = soup.find_all("script", type="application/ld+json")
    described = json.dumps(json.loads(script.string), ensure_ascii=False, indent=2) + "\n"
    golden.check(f"resolution.{language}.json", described.encode())
    assert soup.find("link", rel="canonical")["href"] == HOST + act.path(language)
    alternates = {link["hreflang"]: link["href"] for link in soup.find_all("link", hreflang=True)}
    assert alternates == {code: HOST + act.path(code) for code in LANGUAGES}
    crumbs = [link["href"] for link in soup.select(".breadcrumbs a")]
    assert crumbs == [f"/{language}/", f"/{language}/resolutions/"]
    assert soup.find("meta", property="og:image")["content"].endswith(f"/{language}/share/{act.key}.png")
