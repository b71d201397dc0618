"""Where lines may break. In the tables ~ is a no-break space, | a word joiner, _ a soft hyphen."""

import pytest
from django.template import Context, Engine
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override
from hypothesis import given
from hypothesis import strategies as st

from portal.i18n.typography import set_html, set_text

SIGNS = str.maketrans({"~": "\u00a0", "|": "\u2060", "_": "\u00ad"})


def signs(text):
    return text.translate(SIGNS)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # One- and two-letter words.
        ("ru", "и в доме на углу", "и~в~доме на~углу"),
        ("kk", "Сайлау да бар", "Сайлау да~бар"),
        ("ru", "«В доме»", "«В~доме»"),
        ("ru", "кто-то пришёл", "кто-то пришёл"),
        # № and abbreviations.
        ("ru", "участок № 15", "участок №~15"),
        ("ru", "ул. Абая, д. 5, кв. 7", "ул.~Абая, д.~5, кв.~7"),
        ("ru", "и т. д. и т. п.", "и~т.~д. и~т.~п."),
        ("ru", "А. Б. Иванов", "А.~Б.~Иванов"),
        ("ru", "14 ноября 2022 г. Алматы", "14~ноября 2022~г. Алматы"),
        # A number and its noun; thousands.
        ("ru", "почти 195 000 избирателей", "почти 195~000~избирателей"),
        ("kk", "195 000-ға жуық сайлаушы", "195~000-|ға жуық сайлаушы"),
        ("kk", "2022 жылғы 14 қараша", "2022~жылғы 14~қараша"),
        ("ru", "10 % и 5 ₸", "10~% и~5~₸"),
        ("ru", "телефоны 1414, 109", "телефоны 1414, 109"),
        ("en", "1 195 000 voters in 7 regions", "1~195~000~voters in 7~regions"),
        # Dashes.
        ("ru", "Выборы — это да", "Выборы~— это да"),
        ("kk", "Сайлау – құқық", "Сайлау~– құқық"),
        ("ru", "— первый пункт", "— первый пункт"),
        # Time ranges.
        ("ru", "с 7:00–20:00", "с~7:00|–|20:00"),
        ("kk", "9:00–18:00, 19:00–20:00", "9:00|–|18:00, 19:00|–|20:00"),
        # English keeps to numbers.
        ("en", "to be in a list — 7:00–20:00", "to be in a list — 7:00|–|20:00"),
        # Soft hyphens are for headings alone.
        ("kk", "Хабарландырулар", "Хабарландырулар"),
        ("ru", "", ""),
    ],
)
def test_plain_text(lang, text, expected):
    assert set_text(text, lang) == signs(expected)


@pytest.mark.parametrize(
    ("lang", "html", "expected"),
    [
        ("ru", '<p title="в доме">в доме</p>', '<p title="в доме">в~доме</p>'),
        (
            "ru",
            "<p>5&nbsp;июня &mdash; в&#32;доме &lt; 5 лет</p>",
            "<p>5&nbsp;июня~&mdash; в&#32;доме &lt; 5~лет</p>",
        ),
        ("ru", "7:00&ndash;20:00", "7:00|&ndash;|20:00"),
        ("ru", "7:00&#8288;–&#8288;20:00", "7:00&#8288;–&#8288;20:00"),
        ("ru", "<b>5</b> участков", "<b>5</b>~участков"),
        ("ru", 'в <a href="/">доме</a> — <i>да</i>', 'в~<a href="/">доме</a>~— <i>да</i>'),
        ("ru", "<li>в</li> <li>доме</li>", "<li>в</li> <li>доме</li>"),
        ("ru", "<script>if (a < b) в доме</script>в доме", "<script>if (a < b) в доме</script>в~доме"),
        ("ru", "<style>в а</style><textarea>в а</textarea>", "<style>в а</style><textarea>в а</textarea>"),
        ("ru", "<pre>в <b>а</b></pre>в <code>в а</code>", "<pre>в <b>а</b></pre>в~<code>в а</code>"),
        ("ru", "в доме <!-- в доме -->", "в~доме <!-- в доме -->"),
        ("ru", '<p>в доме <a title="в доме', '<p>в~доме <a title="в доме'),
        ("ru", '<a title="a > в доме">в доме</a>', '<a title="a > в доме">в~доме</a>'),
        ("ru", "5 < 7 лет & в доме", "5 < 7~лет & в~доме"),
        # The text's own language.
        (
            "ru",
            'в <i lang="en">to <b>be</b> or</i> <b>5 m</b>',
            'в~<i lang="en">to <b>be</b> or</i>~<b>5~m</b>',
        ),
        ("en", '<p lang="ru">в доме</p><p>to be</p>', '<p lang="ru">в~доме</p><p>to be</p>'),
        # Kazakh headings.
        ("kk", "<h2>Хабарландырулар</h2>", "<h2>Ха_бар_лан_ды_ру_лар</h2>"),
        ("kk", "<p>Хабарландырулар</p>", "<p>Хабарландырулар</p>"),
        ("kk", "<h3><a href='#'>Отырыстарының</a></h3>", "<h3><a href='#'>Оты_рыс_та_ры_ның</a></h3>"),
        (
            "kk",
            "<th>Сайлаушылар<th>Объектілердің<td>Объектілердің",
            "<th>Сайлаушылар<th>Объек_ті_лер_дің<td>Объектілердің",
        ),
        ("kk", "<h1>Хабар&shy;ландырулар</h1>", "<h1>Хабар&shy;ландырулар</h1>"),
        ("kk", '<h1 lang="ru">Избирательная</h1>', '<h1 lang="ru">Избирательная</h1>'),
        ("ru", "<h1>Избирательная</h1>", "<h1>Избирательная</h1>"),
        ("ru", '<h1 lang="kk">Хабарландырулар</h1>', '<h1 lang="kk">Ха_бар_лан_ды_ру_лар</h1>'),
    ],
)
def test_html(lang, html, expected):
    assert set_html(html, lang) == signs(expected)


TEXTS = st.lists(
    st.sampled_from(
        [
            *"  а5г.№«»—–-,:+",
            "\u00a0",
            "\n",
            "в",
            "во",
            "дом",
            "195",
            "000",
            "7:00",
            "ул.",
            "А.",
            "Хабарландырулар",
            "%",
        ]
    )
).map("".join)
PIECES = [
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<h2>",
    "</h2>",
    "<i lang='kk'>",
    "</i>",
    "<br>",
    "<code>в а</code>",
    "<",
    "&",
]
MARKUP = st.lists(st.sampled_from([*PIECES, "&nbsp;", "&shy;", "&ndash;", "&amp;"]) | TEXTS).map("".join)
LANGUAGES = st.sampled_from(["kk", "ru", "en"])


def undone(text):
    return text.replace("\u00a0", " ").replace("\u00ad", "").replace("\u2060", "")


@given(TEXTS, LANGUAGES)
def test_setting_twice_changes_nothing_and_only_spaces_and_signs_change(text, lang):
    once = set_text(text, lang)
    assert set_text(once, lang) == once
    assert undone(once) == undone(text)


@given(MARKUP, LANGUAGES)
def test_setting_html_twice_changes_nothing_and_only_spaces_and_signs_change(html, lang):
    once = set_html(html, lang)
    assert set_html(once, lang) == once
    assert undone(once) == undone(html)


@given(st.text(), LANGUAGES)
def test_any_text_survives(text, lang):
    assert undone(set_html(text, lang)) == undone(text)
    assert set_text(text, "en").replace("\u00a0", " ") == text.replace("\u00a0", " ")


def rendered(source, **context):
    engine = Engine(libraries={"typography": "portal.i18n.templatetags.typography"})
    return engine.from_string("{% load typography %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("в <доме> & 5 лет", "в~&lt;доме&gt; &amp; 5~лет"),
        (SafeString("в <b>доме</b> & 5 лет"), "в~<b>доме</b> & 5~лет"),
        (gettext_lazy("№ 5"), "№~5"),
        (5, "5"),
        (None, ""),
    ],
)
def test_typeset_escapes_plain_text_and_keeps_markup(value, expected):
    with override("ru"):
        assert rendered("{{ value|typeset }}", value=value) == signs(expected)


def test_typeset_block_sets_what_it_renders_in_the_active_language():
    source = "{% typeset %}<h1>{{ title }}</h1>{% if shown %}{{ text }}{% endif %}{% endtypeset %}"
    context = {"title": "Хабарландырулар", "text": "да <b> бар", "shown": True}
    with override("kk"):
        assert rendered(source, **context) == signs("<h1>Ха_бар_лан_ды_ру_лар</h1>да~&lt;b&gt; бар")
    with override("en"):
        assert rendered(source, **context) == "<h1>Хабарландырулар</h1>да &lt;b&gt; бар"
