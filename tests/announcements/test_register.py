"""The public register of acts, its feed, what search and the other doors show of an act, and what all of it costs."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from bs4 import BeautifulSoup

from announcements.models import Resolution, Wording
from portal.accounts.roles import Role
from tests.announcements.test_resolutions import NOW, D, approved
from tests.content import golden
from tests.content.rss import Feed
from tests.content.test_listing import BAD, POLITE
from tests.factories import announcements, elections, files, people, records
from tests.factories.sites import LANGUAGES
from tests.home.test_query_budget import count

pytestmark = pytest.mark.django_db

ADDRESS = "/en/resolutions/"


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def at_a_fixed_instant(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    with at(NOW):
        yield


@pytest.fixture
def read(visitor):
    def reading(address=ADDRESS):
        response = visitor.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return BeautifulSoup(response.content.decode().replace("\xa0", " ").replace("\xad", ""), "html.parser")

    return reading


def numbers(soup):
    links = soup.find_all("a", href=re.compile(r"/resolutions/\d{4}/"))
    return [link.get_text().removeprefix("№ ").split(". ")[0] for link in links]


@pytest.fixture
def five():
    election = elections.election(slug="president", days=[date(2022, 11, 20)])
    autumn = {"date": date(2022, 11, 14), "election": election}
    records.resolution("103/594", title={"en": "On observers", "ru": "О наблюдателях"}, **autumn)
    records.resolution("105/598", title={"en": "Joint list"}, kind="joint_act", **autumn)
    rules = records.resolution("7/1", title={"en": "Rules for observers"}, kind="rules", date=date(2023, 5, 5))
    records.resolution("200/1", title={"en": "Repeal"}, date=date(2024, 1, 1), changes=[("repeals", rules, D)])
    records.resolution("9.1/9-Қ", title={"ru": "Проект Қ"}, date=date(2026, 3, 1), is_draft=True)


ALL = ["9.1/9-Қ", "200/1", "7/1", "105/598", "103/594"]
FILTERS = [
    ("", ALL),
    ("?number=&q=&type=&year=&stage=&election=&sort=&page=", ALL),
    ("?number=103/594", ["103/594"]),
    ("?number=" + quote("№ 103/594"), ["103/594"]),
    ("?number=9.1/9", ["9.1/9-Қ"]),
    ("?number=" + quote("9-қ"), ["9.1/9-Қ"]),
    ("?q=observers", ["7/1", "103/594"]),
    ("?q=" + quote("проект"), ["9.1/9-Қ"]),
    ("?year=2022", ["105/598", "103/594"]),
    ("?stage=draft", ["9.1/9-Қ"]),
    ("?stage=lost_force", ["7/1"]),
    ("?stage=in_force", ["200/1", "105/598", "103/594"]),
    ("?stage=adopted", []),
    ("?election=president", ["105/598", "103/594"]),
    ("?sort=oldest", ["103/594", "105/598", "7/1", "200/1", "9.1/9-Қ"]),
    ("?sort=number", ["7/1", "9.1/9-Қ", "103/594", "105/598", "200/1"]),
    ("?number=10&q=list&type=joint_act&year=2022&stage=in_force&election=president&sort=oldest", ["105/598"]),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_filters(read, visitor, five, query, expected):
    soup = read(ADDRESS + query)
    assert numbers(soup) == expected
    assert soup.select_one(".applied strong").get_text().split()[0] == str(len(expected))
    feed = soup.select_one(".applied a[href*=feed]")["href"]
    assert len(Feed(visitor.get(feed)).items) == len(expected)


CANONICAL = [
    ("?page=1&utm_source=x", ""),
    ("?sort=oldest&year=2022&number=103/594", "?number=103%2F594&year=2022&sort=oldest"),
    ("?year=%2B2022&q=%20observers", "?q=observers&year=2022"),
    ("?stage=in_force&type=resolution", "?type=resolution&stage=in_force"),
]


@pytest.mark.parametrize(("query", "expected"), CANONICAL)
def test_one_canonical_address(read, five, query, expected):
    soup = read(ADDRESS + query)
    assert soup.find("link", rel="canonical")["href"] == f"https://testserver{ADDRESS}{expected}"
    alternates = {link["hreflang"]: link["href"] for link in soup.find_all("link", hreflang=True)}
    assert alternates == {code: f"https://testserver/{code}/resolutions/" for code in LANGUAGES}


OWN_BAD = ["stage=x", "sort=x", "stage=in_force%00", "sort=%ED%A0%80", "number=1%00", "stage=" + "x" * 10_000]
OWN_POLITE = ["number=" + value.partition("=")[2] for value in POLITE.values() if value.startswith("q=")]


@pytest.mark.parametrize("door", ["", "feed/"])
@pytest.mark.parametrize("query", [*BAD.values(), *OWN_BAD])
def test_a_bad_value_is_a_missing_page(visitor, five, door, query):
    assert visitor.get(f"{ADDRESS}{door}?{query}").status_code == 404


@pytest.mark.parametrize("door", ["", "feed/"])
@pytest.mark.parametrize("query", [*POLITE.values(), *OWN_POLITE, "number=%25", "number=%27+OR+1=1--"])
def test_words_are_taken_politely(visitor, five, door, query):
    assert visitor.get(f"{ADDRESS}{door}?{query}").status_code == 200


def test_pages_of_twenty(read, visitor):
    for number in range(45):
        records.resolution(f"{number:02}/1", date=D - timedelta(days=number))
    pages = [numbers(read(f"{ADDRESS}?page={page}")) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert [number for page in pages for number in page] == [f"{number:02}/1" for number in range(45)]
    assert visitor.get(f"{ADDRESS}?page=4").status_code == 404


def whole(number="103/594", **fields):
    """An act with everything that a feed or page shows of it."""
    older = records.resolution(f"{number}/0", date=date(2020, 1, 1))
    changes = [("amends", older, D)]
    document = files.document(f"{number.replace('/', '-')}.pdf", language="en")
    act = records.resolution(number, live=False, changes=changes, files=[document], **fields)
    text = [
        Wording(language=code, effective_on=D, text=f"<p>Word for word {code}.</p>", by=older) for code in LANGUAGES
    ]
    return approved(act, wordings=text, co_issuers=[records.body("mia", "the Ministry")])


def test_the_feeds_are_the_golden_files(visitor):
    """The guids are promises: a change of these files is a change for every newsroom."""
    president = elections.election(slug="president-2022", days=[date(2022, 11, 20)], short_title=records.texts("P"))
    fields = {"title": {"kk": "Тізім <&>", "ru": "О «списке»"}, "kind": "joint_act", "key": uuid.UUID(int=7)}
    whole(election=president, **fields)
    Resolution.objects.filter(number="103/594/0").update(key=uuid.UUID(int=8))
    for language in LANGUAGES:
        golden.check(f"resolutions.{language}.xml", visitor.get(f"/{language}/resolutions/feed/").content)


@pytest.mark.parametrize("door", [f"{ADDRESS}feed/", "/en/feed/"])
def test_an_item_keeps_its_guid_and_a_reader_is_told_what_changed(visitor, restricted, door):
    act = records.resolution("1/1")
    before = Feed(visitor.get(door))
    again = {"if-none-match": before.etag}
    with at(NOW + timedelta(days=3)):
        assert visitor.get(door, headers=again).status_code == 304
        approved(act, number="1/2", title={"en": "Corrected"})
        after = Feed(visitor.get(door))
    assert after.titles == ["No. 1/2. Corrected"]
    assert after.guids == before.guids
    assert [after.texts(name) for name in ("link", "pubDate")] == [before.texts(name) for name in ("link", "pubDate")]
    assert before.guids == [f"tag:saylau.example,2026:{act.key}/en"]
    assert visitor.get(door, headers=again).status_code == 200
    restricted.closed.add(act.key)
    assert Feed(visitor.get(door)).titles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_finds_its_act_before_those_that_quote_it(read, language):
    act = records.resolution("103/594", title={"ru": "О наблюдателях"})
    for number in range(3):
        announcements.announcement(language, title=f"On 103/594 and {number}")
        quoting = records.texts("On amending No. 103/594 of 2022, No. 103/594 and No. 103/594")
        records.resolution(f"{number}/77", title=quoting)
    links = [a["href"] for a in read(f"/{language}/search/?q=103/594").select("main .news h2 a")]
    assert len(links) == 7
    assert links[0] == act.path(language)
    assert numbers(read(f"/{language}/resolutions/?q=103/594"))[-1] == "103/594"


DOORS = """page={own} text={own}text/ share=/{code}/share/{key}.png file={file} register=/{code}/resolutions/
words=/{code}/resolutions/?q=zqtitle feed=/{code}/resolutions/feed/ news=/{code}/feed/ home=/{code}/
search=/{code}/search/?q=zqtitle agenda={agenda} meetings=/{code}/meetings/feed/ repealed={older} amending={later}
sitemap=/sitemap.xml"""


class Doors:
    """Every place where a visitor could come across one act."""

    def __init__(self):
        self.older = records.resolution("1/1", date=date(2020, 1, 1))
        self.file = files.document("zqfile.pdf")
        texts = [(code, D, "<p>zq-77</p>") for code in LANGUAGES]
        fields = {"wordings": texts, "files": [self.file], "changes": [("repeals", self.older, D)], "live": False}
        self.act = records.resolution("zq/77", title=records.texts("Zqtitle"), **fields)
        self.later = records.resolution("2/2", changes=[("amends", self.act, D)])
        self.meetings = records.pages(records.meeting(items=[records.item(acts=[self.act])]), slug="zz")

    def seen(self, client):
        places = set()
        for code in LANGUAGES:
            agenda, older, later = self.meetings[code].url, self.older.path(code), self.later.path(code)
            own = {"own": self.act.path(code), "key": self.act.key, "file": self.file.url}
            filled = DOORS.format(code=code, agenda=agenda, older=older, later=later, **own)
            addresses = dict(door.split("=", 1) for door in filled.split())
            for name, address in addresses.items():
                response = client.get(address)
                content = b"".join(response).lower()
                plain = name in {"share", "file"}
                if response.status_code == 200 and (plain or b"zq-77" in content):
                    quoted = name in {"feed", "news"} and str(self.act.key).encode() not in content
                    places.add(f"quoted in {name}" if quoted else name)
                elif response.status_code == 404:
                    missing = b"".join(client.get(address.replace("zq-77", "qz-88"))).lower()
                    assert content == missing.replace(b"qz-88", b"zq-77")
        return places


PROMOTING = {"register", "words", "feed", "news", "search", "sitemap"}
REFERRING = {"agenda", "meetings", "repealed", "amending"}
OWN = {"page", "text", "share", "file"}
QUOTED = {"quoted in feed", "quoted in news"}


OPEN = OWN | PROMOTING | REFERRING
HOW = [("open", OPEN), ("unlisted", OWN | REFERRING | QUOTED), ("closed", set()), ("expired", set())]


@pytest.mark.parametrize(("how", "places"), HOW)
def test_what_each_door_shows(visitor, restricted, how, places):
    doors = Doors()
    assert doors.seen(visitor) == set(), "a draft is nowhere"
    act = approved(doors.act)
    if how in {"closed", "unlisted"}:
        getattr(restricted, how).add(act.key)
    elif how == "expired":
        approved(act, expire_at=NOW)
    assert doors.seen(visitor) == places


def test_to_the_second(visitor):
    doors, second = Doors(), timedelta(seconds=1)
    start, end = NOW + timedelta(hours=1), NOW + timedelta(hours=3)
    approved(doors.act, go_live_at=start, expire_at=end)
    for instant, places in [(start - second, set()), (start, OPEN), (end, set())]:
        with at(instant):
            assert doors.seen(visitor) == places, instant
    with at(end - second):
        assert visitor.get(doors.act.path("en")).status_code == 200


def test_a_closed_file_is_not_offered(read, visitor, restricted):
    document = files.document("zqfile.pdf")
    act = records.resolution("1/1", files=[document])
    assert read(act.path("en")).select(".documents a")
    restricted.closed.add(document.key)
    assert not read(act.path("en")).select(".documents a")
    assert b"enclosure" not in visitor.get(f"{ADDRESS}feed/").content


PAGES = {ADDRESS: 15, f"{ADDRESS}?stage=in_force&q=matter&year=2026": 15, f"{ADDRESS}feed/": 15, "/en/feed/": 15}
PAGES |= {"/en/search/?q=matter": 15, "/sitemap.xml": 15}


def test_many_acts_cost_as_much_as_few():
    counts = {}
    for size in (range(1), range(1, 31)):
        for number in size:
            whole(f"{number}/5")
        for address in PAGES:
            count(address)
            counts.setdefault(address, []).append(count(address))
    found = {address: [number for number, _asked in both] for address, both in counts.items()}
    over = {address: both for address, both in found.items() if max(both) > PAGES[address] or both[0] != both[1]}
    assert over == {}, {address: counts[address][1][1] for address in over}


@pytest.mark.parametrize("restricting", [False, True], ids=["nothing closed", "something closed"])
@time_machine.travel(datetime(2026, 11, 2, 6, tzinfo=UTC), tick=False)
def test_many_amendments_cost_as_much_as_one(restricted, restricting):
    act = records.resolution("1/1", date=date(2020, 1, 1))
    if restricting:
        restricted.closed.add(uuid.uuid4())
    found = []
    for size in (range(1), range(1, 60)):
        others = [records.resolution(f"{n}/7", changes=[("amends", act, D)]) for n in size]
        rows = [(D - timedelta(days=n), by) for n, by in enumerate(others[:30])]
        act = approved(act, wordings=[Wording(language="en", effective_on=day, text="x", by=by) for day, by in rows])
        count(act.path("en"))
        found.append(count(act.path("en")))
    assert found[0][0] == found[1][0] <= 15, found


def test_an_act_is_found_by_the_words_of_its_text_and_named_with_its_number_and_day(visitor):
    by = records.resolution("9/9", date=date(2026, 3, 2), live=False)
    act = records.resolution("7/7", date=date(2026, 3, 1), title=records.texts("Of a matter"),
                             wordings=[("kk", date(2026, 3, 1), "<p>Zqbinding words.</p>")])  # fmt: skip
    act.wordings = [*act.wordings.all(), act.wordings.model(
        language="kk", effective_on=date(2026, 3, 2), by=by, text="<p>Zqhidden words.</p>")]  # fmt: skip
    act.save_revision(user=people.user()).publish(user=people.user(Role.PRESS_OFFICER))
    page = BeautifulSoup(visitor.get("/en/search/?q=zqbinding").content, "html.parser")
    (hit,) = page.select("ul.news > li")
    assert " ".join(hit.h2.get_text().split()) == "No. 7/7. Of a matter en"
    assert "1 March 2026" in " ".join(hit.select_one(".note").get_text().split())
    assert act.path("en") in visitor.get("/en/resolutions/?q=zqbinding").content.decode()
    # What an act that isn't public brings is found by nobody, until it is.
    for public in (False, True):
        assert (act.path("en") in visitor.get("/en/search/?q=zqhidden").content.decode()) == public
        if not public:
            by.save_revision(user=people.user()).publish(user=people.user(Role.PRESS_OFFICER))
