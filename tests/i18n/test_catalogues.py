"""The catalogues: what is found in the source, what is kept, what fails the check."""

import os
from gettext import GNUTranslations
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.i18n import catalogues

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext, npgettext_lazy

TITLE = _("Polling station")
LONG = _("One text "
         "in two parts")
MONTH = pgettext("alt. month", "May")
DAYS = npgettext_lazy("left", "%(count)s day", "%(count)s days")


def found(count):
    # Translators: how many were found
    return ngettext("One found", "%(count)s found", count) % {"count": count}
"""
TEMPLATE = """\
{% load i18n %}
    <h1>{% translate "Where to vote" %} «”» 100 % {{ title|default:_("No title") }}</h1>
  \u00a0 {# Translators: on the station's page #}
  {% blocktranslate trimmed with name=station.name %}
      Your station is
      {{ name }}.
  {% endblocktranslate %}
 {% blocktranslate trimmed count n=n context "list" %}
   {{ n }} station
   {% plural %}
   {{ n }} stations
 {% endblocktranslate %}
{% translate "May" context "permission" %} it's "unclosed
"""
FOUND = {
    ("Polling station", None),
    ("One text in two parts", None),
    ("May", "alt. month"),
    ("May", "permission"),
    (("%(count)s day", "%(count)s days"), "left"),
    (("One found", "%(count)s found"), None),
    ("Where to vote", None),
    ("No title", None),
    ("Your station is %(name)s.", None),
    (("%(n)s station", "%(n)s stations"), "list"),
}


@pytest.fixture
def project(tmp_path, settings):
    """A project of two files without catalogues, and a way to write its Russian one."""
    for name, text in {
        "portal/views.py": PYTHON,
        "portal/templates/portal/station.html": TEMPLATE,
        "portal/static/not_a_template.html": TEMPLATE.replace("vote", "look"),
        "portal/tests/test_views.py": PYTHON.replace("Polling", "Testing"),
        "elsewhere/views.py": PYTHON.replace("Polling", "Foreign"),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    settings.LANGUAGES = [("ru", "Русский"), ("en", "English")]
    return tmp_path


@pytest.fixture
def one(project):
    """The project with a single message, and its catalogue's path."""
    (project / "portal/templates/portal/station.html").unlink()

    def write(source):
        (project / "portal/views.py").write_text(f"from gettext import gettext as _\n{source}\n", encoding="utf-8")
        run("update")
        return po(project)

    return write


def po(project):
    return project / "locale/ru/LC_MESSAGES/django.po"


def run(what):
    out, err = StringIO(), StringIO()
    try:
        call_command("catalogues", what, stdout=out, stderr=err)
    except CommandError:
        return err.getvalue().splitlines()
    assert not err.getvalue()
    return out.getvalue().splitlines()


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_messages_are_found_in_python_and_in_templates(project):
    source = catalogues.source_messages(project)
    assert {(message.id, message.context) for message in source if message.id} == FOUND


def test_update_writes_the_same_file_twice_without_dates_and_line_numbers(project):
    assert run("update") == ["Updated locale/ru/LC_MESSAGES/django.po"]
    text = po(project).read_text(encoding="utf-8")
    assert run("update") == []
    assert "#: portal/views.py\n" in text
    assert "#. Translators: how many were found\n" in text
    assert "#. Translators: on the station's page\n" in text
    assert "nplurals=4" in text and "msgstr[3]" in text
    assert "POT-Creation-Date" not in text
    names = [line for line in text.splitlines() if line.startswith("msgid ")][1:]
    assert names == sorted(names)


def test_update_keeps_translations_and_marks_and_drops_what_is_gone(project):
    run("update")
    path = po(project)
    replace(
        path,
        'msgid "Polling station"\nmsgstr ""',
        '# same\nmsgid "Polling station"\nmsgstr "Polling station"',
    )
    replace(path, 'msgid "Where to vote"\nmsgstr ""', '#, fuzzy\nmsgid "Where to vote"\nmsgstr "Где голосовать"')
    replace(project / "portal/views.py", "One text ", "Another text ")
    run("update")
    text = path.read_text(encoding="utf-8")
    assert '# same\n#: portal/views.py\nmsgid "Polling station"\nmsgstr "Polling station"\n' in text
    assert '#, fuzzy\nmsgid "Where to vote"\nmsgstr "Где голосовать"\n' in text
    assert "One text" not in text
    assert 'msgid "Another text in two parts"\nmsgstr ""\n' in text


def test_compile_writes_only_what_is_older(one):
    path = one('_("Polling station")')
    replace(path, 'msgid "Polling station"\nmsgstr ""', 'msgid "Polling station"\nmsgstr "Участок"')
    assert run("compile") == ["Compiled locale/ru/LC_MESSAGES/django.mo"]
    assert run("compile") == []
    with path.with_suffix(".mo").open("rb") as file:
        translations = GNUTranslations(file)
    assert translations.gettext("Polling station") == "Участок"
    later = path.stat().st_mtime + 5
    os.utime(path, (later, later))
    assert len(run("compile")) == 1


@pytest.mark.parametrize(
    ("source", "old", "new", "problem"),
    [
        ('_("Vote")', 'msgstr ""', 'msgstr "Голос"', None),
        ('_("Vote")', 'msgstr ""', 'msgstr ""', 'ru: untranslated: "Vote"'),
        (
            '_("Vote")',
            'msgstr ""',
            'msgstr "Vote"',
            'ru: equals its English source, and no comment says # same: "Vote"',
        ),
        ('_("Vote")', 'msgid "Vote"\nmsgstr ""', '# same\nmsgid "Vote"\nmsgstr "Vote"', None),
        (
            '_("Vote")',
            'msgid "Vote"\nmsgstr ""',
            '#, fuzzy\nmsgid "Vote"\nmsgstr "Голос"',
            'ru: fuzzy: "Vote"',
        ),
        ('_("Vote")', 'msgid "Vote"\nmsgstr ""', "", 'ru: missing: "Vote"'),
        ('_("Vote")', 'msgstr ""', 'msgstr "Голос"\n\nmsgid "Gone"\nmsgstr "Нет"', 'ru: obsolete: "Gone"'),
        (
            '_("Vote")',
            'msgstr ""',
            'msgstr "Голос"\n\n#~ msgid "Gone"\n#~ msgstr "Нет"',
            'ru: obsolete: "Gone"',
        ),
        ('_("At %(place)s")', 'msgstr ""', 'msgstr "В %(place)s"', None),
        (
            '_("At %(place)s")',
            'msgstr ""',
            'msgstr "В %(место)s"',
            'ru: placeholders differ from %(place)s: "At %(place)s"',
        ),
        (
            '_("At {place}")',
            'msgstr ""',
            'msgstr "Там"',
            'ru: placeholders differ from {place}: "At {place}"',
        ),
        ('_("At all")', 'msgstr ""', 'msgstr "В {place}"', 'ru: placeholders differ from none: "At all"'),
    ],
)
def test_check_says_what_is_wrong(one, source, old, new, problem):
    path = one(source)
    head, blank, body = path.read_text(encoding="utf-8").partition("\n\n")
    assert old in body
    path.write_text(head + blank + body.replace(old, new), encoding="utf-8")
    assert run("check")[:1] == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("forms", "problem"),
    [
        (["%(n)s голос", "%(n)s голоса", "%(n)s голосов", "%(n)s голоса"], None),
        # Russian says its first form of 21 as well.
        (["Один голос", "%(n)s голоса", "%(n)s голосов", "%(n)s голоса"], "placeholders differ from %(n)s"),
        (["%(n)s голос", "%(n)s голоса", "%(n)s голосов", ""], "untranslated"),
    ],
)
def test_check_reads_every_plural_form(one, forms, problem):
    path = one('ngettext("One vote", "%(n)s votes", n)')
    for number, form in enumerate(forms):
        replace(path, f'msgstr[{number}] ""', f'msgstr[{number}] "{form}"')
    assert run("check")[:1] == ([f'ru: {problem}: "One vote"'] if problem else [])


def test_check_wants_a_catalogue_for_every_language(project):
    assert run("check")[:1] == ["ru: there is no catalogue"]


def test_kazakh_and_russian_have_django_s_plural_forms():
    assert catalogues.plural_forms("kk") == "nplurals=2; plural=(n!=1);"
    assert catalogues.plural_forms("ru").startswith("nplurals=4;")
