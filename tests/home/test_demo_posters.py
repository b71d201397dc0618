"""The demonstration's posters and memos: real text on the right paper, pictures of the size asked for."""

import re
import tomllib
from collections import Counter
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from content.lettering import Lettering
from content.share_pictures import Line
from home.demo import posters
from home.demo.memos import memo_pdf
from home.demo.pdf import PdfCanvas

TEXTS = Path(posters.__file__).parent / "texts"
LANGUAGES = ("kk", "ru", "en")
KEYS = ("list", "document", "register", "day")
POINTS = {"a3": (841.89, 1190.55), "a4": (595.28, 841.89)}
SIZES = [(1080, 1080), (1080, 1920)]


def read(name):
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


WORDS = {
    (poster["key"], language): tuple(poster[language]["drawing"][part] for part in ("headline", "lines", "foot"))
    for poster in read("posters")["poster"]
    for language in LANGUAGES
}
# As many words as a poster may have.
LONGEST = (
    "Тіркелмеген азаматтарды 181 учаске күтеді",
    ["Тұрғынжай, ғимарат немесе үй-жай иесінің өтініші керек болады"] * 4,
    "Қазақстан Республикасының Орталық сайлау комиссиясы, 1414 бірыңғай байланыс орталығы",
)


def words_of(data):
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == 1
        return document[0].get_textpage().get_text_range().split()


def split(words):
    headline, lines, foot = words
    return " ".join([headline, *lines, foot]).split()


def test_there_is_a_drawing_for_each_poster():
    assert {key for key, _ in WORDS} == set(KEYS)


@pytest.mark.parametrize(("key", "language"), WORDS)
@pytest.mark.parametrize("paper", POINTS)
def test_the_text_of_a_printed_poster_is_the_words_given(key, language, paper):
    headline, lines, foot = WORDS[key, language]
    data = posters.poster_pdf(key, language, headline, lines, foot, paper)
    assert words_of(data) == split((headline, lines, foot))
    with pypdfium2.PdfDocument(data) as document:
        assert document[0].get_size() == pytest.approx(POINTS[paper], abs=0.01)
        assert document.get_metadata_value("Title") == headline
    assert f"/Lang ({language})".encode() in data
    assert len(data) < 150_000


@pytest.mark.parametrize("key", KEYS)
def test_the_same_words_give_the_same_poster(key):
    words = WORDS[key, "kk"]
    assert posters.poster_pdf(key, "kk", *words, "a4") == posters.poster_pdf(key, "kk", *words, "a4")
    first, second = (posters.poster_picture(key, *words, (1080, 1080)) for _ in range(2))
    assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", KEYS)
def test_a_poster_to_send_has_the_size_asked_for(key, size):
    for language in LANGUAGES:
        picture = posters.poster_picture(key, *WORDS[key, language], size)
        assert (picture.size, picture.mode) == (size, "RGB")
        stream = BytesIO()
        picture.save(stream, "PNG")
        assert len(stream.getvalue()) < 400_000


@pytest.mark.parametrize("key", KEYS)
def test_as_many_words_as_are_allowed_fit_every_format(key):
    for paper in POINTS:
        assert words_of(posters.poster_pdf(key, "kk", *LONGEST, paper)) == split(LONGEST)
    for size in SIZES:
        posters.poster_picture(key, *LONGEST, size)


@pytest.mark.parametrize(
    "words", [("20", [], ""), ("", [], ""), ("Күн\u00adтіз\u00adбе", ["7:00\u2060–\u206020:00"], "")]
)
def test_few_words_make_a_poster_too(words):
    posters.poster_pdf("day", "kk", *words, "a4")
    posters.poster_picture("list", *words, (1080, 1080))


def test_too_many_words_or_unknown_letters_are_refused():
    with pytest.raises(ValueError, match="too many words"):
        posters.poster_pdf("list", "ru", "Слово " * 90, ["строка " * 40] * 4, "", "a4")
    with pytest.raises(ValueError, match="too many words"):
        posters.poster_picture("list", "Ж" * 60, [], "", (1080, 1080))
    with pytest.raises(ValueError, match="no letters"):
        posters.poster_pdf("list", "ru", "选举", [], "", "a4")
    with pytest.raises(KeyError):
        posters.poster_pdf("nothing", "ru", "Слово", [], "", "a4")


class Recorder:
    """A canvas that counts the areas of each colour."""

    def __init__(self):
        self.areas = Counter()

    def area(self, points, fill):
        self.areas[fill] += 1

    def text(self, lines, fill, tag):
        assert tag == ""


def test_counted_things_are_counted_honestly():
    register, day = Recorder(), Recorder()
    posters._register(register, posters._Area(700, 500, 1414))
    assert register.areas[posters.GOLD] == 181
    posters._day(day, posters._Area(700, 500, 1414))
    # Thirteen hours and the lattice's line.
    assert day.areas[posters.GOLD] == 13 + 1


def test_an_ornament_is_not_found_by_searching():
    canvas = PdfCanvas((100, 100))
    canvas.text([Line(10, 50, "20", Lettering(40, 600))], "#000000", "")
    assert words_of(canvas.written("", "kk")) == []


def test_the_letters_of_a_pdf_have_the_shapes_of_the_typeface():
    """Drawn by the PDF's renderer and by Pillow, the same word covers the same pixels but for the smoothing."""
    word, lettering = "Қауғаш 280 Og&", Lettering(60, 600)
    canvas = PdfCanvas((600, 100))
    canvas.text([Line(20, 70, word, lettering)], "#000000", "P")
    with pypdfium2.PdfDocument(canvas.written("", "kk")) as document:
        rendered = document[0].render(scale=4).to_pil().convert("L")
    drawn = Image.new("L", (2400, 400), 255)
    Lettering(240, 600).draw(ImageDraw.Draw(drawn), 80, 280, word, "#000000")
    assert ImageStat.Stat(ImageChops.difference(rendered, drawn)).mean[0] < 1


@pytest.mark.parametrize("memo", read("documents")["document"], ids=lambda memo: memo["key"])
def test_the_text_of_a_memo_is_the_words_given(memo):
    data = memo_pdf(memo["title"], memo["lines"], language=memo["language"])
    text = "\n".join([memo["title"], *memo["lines"]])
    expected = re.sub("^- ", "— ", re.sub("^## ", "", text, flags=re.M), flags=re.M)
    assert words_of(data) == expected.split()
    assert data == memo_pdf(memo["title"], memo["lines"], language=memo["language"])


def test_a_memo_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="fit one page"):
        memo_pdf("Памятка", ["Строка о выборах."] * 60, language="ru")
    with pytest.raises(ValueError, match="no letters"):
        memo_pdf("选举", [], language="ru")
