"""The picture beside a link: always a picture of the right size, whatever the title."""

import time
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from content.lettering import Lettering, lacking, readable
from content.share_pictures import GOLD, NIGHT, share_picture

OWNER = {
    "kk": "Қазақстан Республикасының Орталық сайлау комиссиясы",
    "ru": "Центральная избирательная комиссия Республики Казахстан",
    "en": "Central Election Commission of the Republic of Kazakhstan",
}
TITLES = {
    "kk": ("Хабарландыру", "Дауыс беру күні 181 учаске тізімде жоқ азаматтарды тіркейді"),
    "ru": ("Постановление", "О дополнительных мерах по обеспечению избирательных прав граждан на выборах Президента"),
    "en": ("Event", "Voting day"),
}
HOSTILE = [
    "",
    " ",
    "\x00\x01\x1b\r\n\t\u2028",
    "\u202eоборот\u202c \u2066x\u2069 \u200b\u2060\ufeff",
    "🗳️🇰🇿 中文 عربى \ud800 \U0010ffff",
    "e\u0301" * 300,
    "\u0301" * 10_000,
    "\u00a0" * 10_000,
    "\u00ad" * 10_000,
    "Ж" * 10_000,
    "слово " * 2_000,
    "-" * 10_000,
    "".join(map(chr, range(3_000))),
    "".join(map(chr, range(0x2000, 0x2100))),
]


def opened(data):
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_share_picture_is_a_small_png_of_the_size_messengers_ask_for(language):
    kicker, title = TITLES[language]
    data = share_picture(title, kicker, OWNER[language])
    picture = opened(data)
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "RGB")
    assert len(data) < 120_000
    assert "#{:02x}{:02x}{:02x}".format(*picture.getpixel((10, 10))) == NIGHT
    assert tuple(bytes.fromhex(GOLD[1:])) in {colour for _, colour in picture.getcolors(1 << 20)}


def test_the_same_words_give_the_same_bytes():
    words = (TITLES["kk"][1], TITLES["kk"][0], OWNER["kk"])
    assert share_picture(*words) == share_picture(*words)
    assert share_picture(*words) != share_picture("20 қараша", *words[1:])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_the_words_there_is_a_picture_soon(text):
    started = time.process_time()
    data = share_picture(text, text, text)
    assert time.process_time() - started < 3
    assert opened(data).size == (1200, 630)
    assert len(data) < 120_000


def ink_beyond(picture, left, top, right, bottom):
    """How many pixels of that part of a picture are not of its ground."""
    part = picture.crop((left, top, right, bottom))
    ground = tuple(bytes.fromhex(NIGHT[1:]))
    return sum(count for count, colour in part.getcolors(1 << 20) if colour != ground)


@pytest.mark.parametrize("text", ["Ж" * 400, "сайлау " * 90, TITLES["ru"][1]], ids=["word", "words", "title"])
def test_words_keep_to_the_margins(text):
    picture = opened(share_picture(text, text, text))
    assert ink_beyond(picture, 0, 0, 44, 580) == 0
    assert ink_beyond(picture, 1130, 0, 1200, 580) == 0
    assert ink_beyond(picture, 0, 0, 1200, 60) == 0


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("room", [0, 1, 30, 600])
def test_lines_are_no_wider_than_the_room(text, room):
    lettering = Lettering(30, 600, -0.02)
    for line in lettering.lines(text, room):
        # One letter stands even where there is no room for it, with its hyphen.
        assert lettering.width(line) <= room or len(line.rstrip("-")) <= 1


def test_a_long_kazakh_word_breaks_at_its_soft_hyphens_first():
    lettering = Lettering(40, 600)
    plain, marked = "Хабарландырулардың", "Хабар\u00adлан\u00adды\u00adру\u00adлар\u00adдың"
    assert lettering.lines(marked, 1000) == [plain]
    lines = lettering.lines(marked, 300)
    assert len(lines) == 2
    assert [line.removesuffix("-") for line in lines] == ["Хабарланды", "рулардың"]
    broken = lettering.lines(plain, 300)
    assert "".join(line.removesuffix("-") for line in broken) == plain
    assert all(lettering.width(line) <= 300 for line in broken)
    assert not lettering.holds_words(plain, 300)


def test_a_number_stays_with_its_noun_and_a_short_word_with_the_next():
    lettering = Lettering(20, 400)
    assert lettering.lines("сегодня 20 ноября", lettering.width("сегодня 20 н")) == ["сегодня", "20\u00a0ноября"]
    assert lettering.lines("голосуем в селе", lettering.width("голосуем в с")) == ["голосуем", "в\u00a0селе"]


def test_even_lines_leave_no_short_word_alone():
    lettering = Lettering(40, 600)
    text = "Проверьте себя в списке"
    lines = lettering.even_lines(text, lettering.width("Проверьте себя") + 20)
    assert lines == ["Проверьте", "себя в\u00a0списке"]


def test_every_letter_of_the_three_languages_can_be_drawn():
    letters = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя«»“”’–—…№0123456789"
    assert lacking(letters) == set()
    assert readable(f"\u0418\u0306 \t {letters}") == f"Й {letters}"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_anything_can_be_drawn_as_it_is(text):
    picture = Image.new("L", (200, 100))
    Lettering(20, 400).draw(ImageDraw.Draw(picture), 0, 50, text, "#ffffff")


def test_letters_of_one_file_are_kerned():
    lettering = Lettering(100, 600)
    assert lettering.width("То") < lettering.width("Т") + lettering.width("о") - 3
