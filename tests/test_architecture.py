"""The house keeps its plan: who may know whom, who reads the clock, who may read past the visibility rule."""

from __future__ import annotations

import ast
import re

import pytest
from wagtail.models import get_page_models

from tests import architecture
from tests.architecture import ROOT, parsed, python_files, relative, template_files

# Modules in which the public is answered.
PUBLIC = re.compile(
    r"(?:^|/)(?:views|feeds|listings|results|frame|countdown|sitemaps|context_processors|pages|models|"
    r"structured_data|sources|banners|templatetags/\w+)\.py$"
)
# Ways from one page to others, and to rows as such.
TREE = {"get_children", "get_ancestors", "get_descendants", "get_siblings", "get_translations"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
NARROWED = {"visible", "listed", "none"}
# Names that hold some page model: a kind's or a listing's own.
PAGE_MODEL_NAMES = {"model", "type"}

# The one module that reads the time.
CLOCK = "portal/clock.py"
TIME_READERS = {
    "timezone": {"now", "localtime", "localdate"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns"},
}
# These read the clock only if they are given no instant.
READ_WITHOUT_ARGUMENT = {"localtime", "localdate"}

LONGEST = 320


def _public_modules():
    return [path for path in python_files() if PUBLIC.search(relative(path)) and _is_ours(path)]


def _is_ours(path):
    return not relative(path).startswith(("portal/accounts", "portal/publication", "portal/settings", "home/demo"))


def test_every_part_has_its_place():
    """A new app at the top level is given a place in the plan first."""
    found = {path.parent.name for path in ROOT.glob("*/apps.py") if path.parent.name not in {"portal", "tests"}} | {
        f"portal.{path.parent.name}" for path in ROOT.glob("portal/*/apps.py")
    }
    assert found <= set(architecture.RANK)


def test_parts_know_only_what_stands_below_them():
    wrong = [
        str(reference)
        for path in python_files()
        for reference in architecture.references_of_module(path)
        if not architecture.may_use(reference.source, reference.target, reference.name)
    ]
    assert wrong == []


def test_templates_know_only_what_stands_below_them():
    wrong = [
        str(reference)
        for path in template_files()
        for reference in architecture.references_of_template(path)
        if not architecture.may_use(reference.source, reference.target, reference.name)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from home.models import HomePage", ["home"]),
        ("def f():\n    import search.site.views", ["search"]),
        ('apps.get_model("site_search", "Thing")', ["search"]),
        ('apps.get_model("home.HomePage")', ["home"]),
        ('import_string("home.views.missing")', ["home"]),
        ('SnippetChooserBlock("content.Person")', ["content"]),
        ('render_to_string("home/feeds.html")', ["home"]),
        ('parent_page_types = ["home.HomePage"]', []),
        ('subpage_types: list[str] = ["home.HomePage"]', []),
        ('render_to_string("base.html")', []),
        ("from django.db import models", []),
    ],
)
def test_the_reader_sees_every_way_of_naming(text, expected, tmp_path, monkeypatch):
    path = tmp_path / "content" / "made_up.py"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(architecture, "ROOT", tmp_path)
    monkeypatch.setattr(architecture, "template_owner", lambda name: "home" if name.startswith("home/") else None)
    assert [reference.target for reference in architecture.references_of_module(path)] == expected


@pytest.mark.parametrize(
    ("source", "target", "name", "allowed"),
    [
        ("content", "portal.basepage", "portal.basepage.models.BasePage", True),
        ("portal.basepage", "content", "content.models.Person", False),
        ("portal.accounts", "portal.i18n", "portal.i18n.texts", False),
        ("observers", "announcements", "announcements.models.AnnouncementPage", True),
        ("observers", "announcements", "announcements.views.anything", False),
        ("announcements", "observers", "observers.models.Poll", False),
        ("search", "announcements", "announcements.models.AnnouncementPage", False),
        ("home", "search", "search.site.views.search", True),
        ("home", "portal.urls", "portal.urls.urlpatterns", False),
        ("home", architecture.PROJECT, "portal.health.ready", False),
        ("portal.urls", architecture.PROJECT, "portal.health.ready", True),
    ],
)
def test_the_plan(source, target, name, allowed):
    assert architecture.may_use(source, target, name) is allowed


def test_public_code_reads_pages_and_elections_through_the_visibility_rule():
    models = {model.__name__ for model in get_page_models()} | PAGE_MODEL_NAMES
    wrong = []
    for path in _public_modules():
        tree = parsed(path)
        guarded = _arguments_of_visible(tree)
        for chain, line in _chains(tree):
            first = chain[0]
            about_pages = first in models and len(chain) > 1 and chain[1] in MANAGERS
            about_elections = first == "Election" and len(chain) > 1 and chain[1] in MANAGERS
            if (about_pages or TREE & set(chain)) and not NARROWED & set(chain):
                wrong.append(f"{relative(path)}:{line}: {'.'.join(chain)}")
            if about_elections and not NARROWED & set(chain) and line not in guarded:
                wrong.append(f"{relative(path)}:{line}: {'.'.join(chain)} outside of visible()")
    assert wrong == []


def _chains(tree):
    """Each chain of attributes and calls from its first name: (["BasePage", "objects", "visible"], line)."""
    inner = {
        id(part.value if isinstance(part, ast.Attribute) else part.func)
        for part in ast.walk(tree)
        if isinstance(part, ast.Attribute | ast.Call)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute | ast.Call) or id(node) in inner:
            continue
        names, link = [], node
        while isinstance(link, ast.Attribute | ast.Call | ast.Subscript):
            if isinstance(link, ast.Attribute):
                names.append(link.attr)
            link = link.func if isinstance(link, ast.Call) else link.value
        names.append(getattr(link, "id", ""))
        yield names[::-1], node.lineno


def _arguments_of_visible(tree):
    return {
        argument.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "visible"
        for argument in node.args
    }


def test_only_the_clock_reads_the_time():
    wrong = [
        f"{relative(path)}:{line}"
        for path in python_files()
        if relative(path) != CLOCK and "/migrations/" not in relative(path)
        for line in _readings(parsed(path))
    ]
    assert wrong == []


def _readings(tree):
    given = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield node.value.lineno
        if not isinstance(node, ast.Attribute):
            continue
        owner = getattr(node.value, "id", getattr(node.value, "attr", ""))
        harmless = node.attr in READ_WITHOUT_ARGUMENT and id(node) in given
        if node.attr in TIME_READERS.get(owner, ()) and not harmless:
            yield node.lineno


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("marks a value as safe", r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off"),
        ("reads the clock", r"{%\s*now\b"),
        ("holds words of one language", r"[\u0400-\u04ff]"),
        ("loads something from elsewhere", r"(?:src|href)=\"(?:https?:)?//"),
        (
            "carries a script or a style",
            r"<script\b(?! (?:defer|type=\"module\") src=\"{% static )|<style\b|\sstyle=|\son\w+=",
        ),
    ],
)
def test_no_template(what, pattern):
    wrong = [
        f"{relative(path)}:{number}"
        for path in template_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line.replace("Сайлау", ""))
    ]
    assert wrong == [], f"A template {what}"


def test_no_file_is_too_long_to_read():
    files = [*python_files(), *template_files(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "deploy").rglob("*.py")]
    # Migrations are written by Django.
    read = [path for path in files if "migrations" not in path.parts]
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in read}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}
