"""Reads the project's sources: which app each module and template belongs to, and what each refers to."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.template import engines
from django.template.backends.django import get_installed_libraries
from django.template.exceptions import TemplateDoesNotExist

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("portal", "content", "announcements", "observers", "search", "home")

# Who may import whom, ground first; what stands on one line knows nothing of its neighbours (design 1).
LAYERS = [
    {"portal.clock"},
    {"portal.accounts", "portal.i18n"},
    {"portal.elections"},
    {"portal.publication"},
    {"portal.files"},
    {"portal.basepage"},
    {"content"},
    {"announcements", "observers", "search"},
    {"home"},
    {"portal.urls"},
]
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
# Of the project as a whole: they may know every part, and no part may know them.
PROJECT = "the project"
# Siblings that may be used all the same: an accreditation cites a resolution.
ALLOWED = {("observers", "announcements.models")}
# A section says which types of pages it may hold by their names.
LISTS_OF_PAGE_TYPES = {"parent_page_types", "subpage_types"}

DOTTED = re.compile(rf"(?:{'|'.join(PACKAGES)})(?:\.\w+)+")
MODEL = re.compile(r"(\w+)\.([A-Z]\w*)")
TAG = re.compile(r"""{%\s*(extends|include|load)\s+(.+?)\s*%}""")
QUOTED = re.compile(r"""^["']([^"']+)["']""")


class Reference(NamedTuple):
    """That a line of a file needs something of another part."""

    path: str
    line: int
    source: str
    target: str
    name: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.source} uses {self.name} of {self.target}"


def python_files():
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def template_files():
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("templates/**/*.html"))


@cache
def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def relative(path):
    return path.relative_to(ROOT).as_posix()


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module):
    """The part of the house that a dotted name stands in."""
    names = module.split(".")
    part = names[0] if names[0] != "portal" else ".".join(names[:2])
    return part if part in RANK else PROJECT


def may_use(source, target, name):
    if source in {target, PROJECT}:
        return True
    if target == PROJECT:
        return source == "portal.urls"
    return RANK[target] < RANK[source] or (source, name.rpartition(".")[0] or name) in ALLOWED


@cache
def labels():
    """Own apps by their labels: `site_search` is `search.site`."""
    return {config.label: config.name for config in apps.get_app_configs() if config.name.split(".")[0] in PACKAGES}


def references_of_module(path):
    module = module_name(path)
    source = part_of(module)
    tree = parsed(path)
    exempt = {id(constant) for node in _lists_of_page_types(tree) for constant in ast.walk(node)}
    for node in ast.walk(tree):
        for name in _names(node, module, path, exempt):
            yield Reference(relative(path), node.lineno, source, part_of(name), name)


def _lists_of_page_types(tree):
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = {target.id for target in targets if isinstance(target, ast.Name)}
        if names & LISTS_OF_PAGE_TYPES:
            yield node.value


def _names(node, module, path, exempt):
    """The dotted names of own parts that a node needs, imported or spelt out."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.split(".")[0] in PACKAGES)
    elif isinstance(node, ast.ImportFrom):
        base = _absolute(node, module, path)
        if base.split(".")[0] in PACKAGES:
            yield from (f"{base}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in exempt:
        yield from _spelt(node.value)
    elif isinstance(node, ast.Call) and _called(node) == "get_model" and len(node.args) == 2:
        label, model = (getattr(argument, "value", "") for argument in node.args)
        if label in labels():
            yield f"{labels()[label]}.models.{model}"


def _absolute(node, module, path):
    if not node.level:
        return node.module or ""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for _level in range(node.level - 1):
        package = package.rpartition(".")[0]
    return f"{package}.{node.module}" if node.module else package


def _called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _spelt(text):
    """Strings that Django resolves: "home.views.missing", "content.Person", "content/listing.html"."""
    if text.endswith(".html") and " " not in text:
        owner = template_owner(text)
        if owner and text != "base.html":
            yield owner
    elif match := MODEL.fullmatch(text):
        if match[1] in labels():
            yield f"{labels()[match[1]]}.models.{match[2]}"
    elif DOTTED.fullmatch(text):
        yield text


@cache
def template_owner(name):
    """The module of ours to which the template with this name belongs, or None."""
    try:
        origin = engines["django"].engine.get_template(name).origin.name
    except TemplateDoesNotExist:
        return None
    path = Path(origin)
    return module_name(path.parent) if path.is_relative_to(ROOT) and "site-packages" not in origin else None


def references_of_template(path):
    source = part_of(module_name(path.parent))
    libraries = get_installed_libraries()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for tag, rest in TAG.findall(line):
            if tag == "load":
                words = rest.partition(" from ")[2].split() or rest.split()
                modules = [libraries.get(word, "") for word in words]
            else:
                quoted = QUOTED.match(rest)
                name = quoted[1] if quoted else ""
                exempt = tag == "extends" and name == "base.html"
                modules = [] if exempt or not name else [template_owner(name) or ""]
            for module in modules:
                if module.split(".")[0] in PACKAGES:
                    yield Reference(relative(path), number, source, part_of(module), module)
