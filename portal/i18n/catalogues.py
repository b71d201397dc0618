"""The message catalogues, kept through Babel, so that nobody needs GNU gettext's tools.

English is the language of the source; every other one has `<locale>/LC_MESSAGES/django.po`, kept in one form
(sorted, file names without line numbers, no dates), so that two people's changes seldom meet.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Iterator
from gettext import GNUTranslations, c2py
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

SOURCE_LANGUAGE = "en"
SOURCE_FOLDERS = ("portal", "home", "announcements", "content", "search", "observers")
LEFT_OUT = frozenset({"tests", "migrations", "__pycache__", "node_modules"})
TEMPLATE_SUFFIXES = frozenset({".html", ".txt", ".xml"})
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAG = "Translators"
WIDTH = 110
HEADER = """\
# The messages of Saylau in {locale}. Written by `manage.py catalogues update`; only translations, flags and
# translators' comments are kept. "# same" above a message says that it is meant to equal its English source.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def locales(folder: Path, languages: list[str]) -> list[str]:
    """The locales that have, or must have, a catalogue: the site's languages and those already here."""
    present = {path.parents[1].name for path in folder.glob("*/LC_MESSAGES/django.po")}
    return sorted(present | {to_locale(code) for code in languages} - {SOURCE_LANGUAGE})


def catalogue_path(folder: Path, locale: str) -> Path:
    """Where the catalogue of a locale is, or will be."""
    return folder / locale / "LC_MESSAGES" / "django.po"


def plural_forms(locale: str) -> str:
    """The Plural-Forms of Django's own catalogue of that locale, else the CLDR's.

    Django chooses a form by one catalogue's rule at a time: the same rule for both leaves no doubt.
    """
    path = Path(django.__file__).parent / "conf" / "locale" / locale / "LC_MESSAGES" / "django.mo"
    if path.exists():
        with path.open("rb") as file:
            return GNUTranslations(file).info()["plural-forms"]
    return str(get_plural(locale))


# --- Reading ---


def source_messages(root: Path) -> Catalog:
    """Every message of the Python files and templates under this project's root."""
    catalog = Catalog()
    for path in _source_files(root):
        name = path.relative_to(root).as_posix()
        for _line, message, comments, context in _extracted(path):
            # No line numbers: they would change with every edit above them.
            catalog.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def _source_files(root: Path) -> Iterator[Path]:
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            inner = path.relative_to(root).parts
            if LEFT_OUT.isdisjoint(inner) and (path.suffix == ".py" or _is_template(path)):
                yield path


def _is_template(path: Path) -> bool:
    return path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts


def _extracted(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # templatize turns other text into X's that keep their spaces. Python's tokenizer minds indentation
        # and knows no spaces but the plain one; inside messages both are escaped.
        lines = templatize(text, origin=str(path)).splitlines()
        text = "\n".join(re.sub(r"\s", " ", line).strip() for line in lines) + "\n"
    file = io.BytesIO(text.encode())
    yield from extract(extract_python, file, KEYWORDS, comment_tags=[COMMENT_TAG])  # type: ignore[arg-type]


def read_catalogue(path: Path, locale: str) -> Catalog:
    """A catalogue as it stands; an empty one when there is none yet."""
    if not path.exists():
        return Catalog(locale)
    with path.open("rb") as file:
        return read_po(file, locale, abort_invalid=True)


# --- Writing ---


def update(root: Path, folder: Path, languages: list[str]) -> list[Path]:
    """Bring the catalogues up to the source: keep translations, drop what is gone. Those that changed."""
    source = source_messages(root)
    changed = []
    for locale in locales(folder, languages):
        path = catalogue_path(folder, locale)
        new = _written(source, read_catalogue(path, locale), locale)
        if not path.exists() or path.read_bytes() != new:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, new)
            changed.append(path)
    return changed


def _written(source: Catalog, old: Catalog, locale: str) -> bytes:
    """The source's messages with the old catalogue's translations, fuzzy flags and translators' comments."""
    # The header is ours, because Babel's carries dates; read back so that plurals get its number of forms.
    header = HEADER.format(locale=locale, plural_forms=plural_forms(locale)).encode()
    new = read_po(io.BytesIO(header), locale)
    for message in _messages(source):
        known = old.get(_key(message), message.context)
        kept = known if known and known.pluralizable == message.pluralizable else None
        new.add(
            message.id,
            string=kept.string if kept else None,
            locations=message.locations,
            flags={"fuzzy"} if kept and kept.fuzzy else (),
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            context=message.context,
        )
    file = io.BytesIO()
    write_po(file, new, width=WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    return header + file.getvalue().rstrip(b"\n") + b"\n"


def compile_stale(folder: Path) -> list[Path]:
    """Write the .mo of every .po that is newer than it; those written."""
    compiled = []
    for path in sorted(folder.glob("*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        file = io.BytesIO()
        write_mo(file, read_catalogue(path, path.parents[1].name))
        _replace(target, file.getvalue())
        compiled.append(target)
    return compiled


def _replace(path: Path, content: bytes) -> None:
    """At once, so that a process that reads meanwhile sees the old file or the new one."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_bytes(content)
    new.replace(path)


# --- Checking ---

SAME = "same"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdif]|\{[a-zA-Z_]\w*[^{}]*\}")


def problems(root: Path, folder: Path, languages: list[str]) -> Iterator[str]:
    """What keeps the catalogues from saying everything the source says: a line each."""
    source = source_messages(root)
    for locale in locales(folder, languages):
        path = catalogue_path(folder, locale)
        if not path.exists():
            yield f"{locale}: there is no catalogue"
            continue
        catalog = read_catalogue(path, locale)
        if catalog.plural_forms.rstrip(";") != plural_forms(locale).rstrip(";"):
            yield f"{locale}: Plural-Forms differ from Django's: {catalog.plural_forms}"
        for message in _messages(source):
            known = catalog.get(_key(message), message.context)
            for problem in _problems_of(message, known, catalog):
                yield f"{locale}: {problem}: {_named(message)}"
        for message in [*_messages(catalog), *catalog.obsolete.values()]:
            if not source.get(_key(message), message.context):
                yield f"{locale}: obsolete: {_named(message)}"


def _problems_of(source: Message, known: Message | None, catalog: Catalog) -> Iterator[str]:
    if known is None or known.pluralizable != source.pluralizable or known.id != source.id:
        yield "missing"
        return
    if known.fuzzy:
        yield "fuzzy"
    sources, forms = _texts(source.id), _texts(known.string)
    if len(forms) < (catalog.num_plurals if source.pluralizable else 1) or not all(forms):
        yield "untranslated"
        return
    if SAME not in known.user_comments and not set(forms).isdisjoint(sources):
        yield "equals its English source, and no comment says # same"
    for number, form in enumerate(forms):
        wanted = [_placeholders(sources[-1])]
        if source.pluralizable and number in _forms_of_one(catalog):
            # Only a form for 1 alone may leave the number out: Russian says 21 with its first form too.
            wanted.append(_placeholders(sources[0]))
        if _placeholders(form) not in wanted:
            yield f"placeholders differ from {', '.join(sorted(wanted[0])) or 'none'}"
            return


def _forms_of_one(catalog: Catalog) -> set[int]:
    """The plural forms that serve the number 1 and no other."""
    rule = c2py(catalog.plural_expr)
    return {rule(1)} - {rule(number) for number in range(1000) if number != 1}


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(text.replace("%%", "")))


def _texts(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [value or ""] if value is None or isinstance(value, str) else list(value)


def _named(message: Message) -> str:
    name = json.dumps(_key(message), ensure_ascii=False)
    return f"{name} ({message.context})" if message.context else name


def _messages(catalog: Catalog) -> list[Message]:
    """A catalogue's messages without its header, in one order."""
    return sorted(message for message in catalog if message.id)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]
