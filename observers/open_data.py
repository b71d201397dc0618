"""Polls and the register of polling organisations as CSV and JSON: one column per language, `name_<lang>`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO
from typing import Any

from django.conf import settings

from observers.records.organisations import Notice
from observers.records.polls import Poll
from portal.i18n.texts import Texts, languages

VERSION = 1
# A spreadsheet takes a cell that begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _columns(name: str, texts: Texts) -> dict[str, str]:
    return {f"{name}_{language}": texts.get(language, "") for language in languages()}


def _csv(rows: Iterable[dict[str, Any]], header: list[str]) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read it, and lines that end as RFC 4180 asks."""
    stream = StringIO()
    writer = csv.DictWriter(stream, header, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


# --- A poll ---


def poll_csv(poll: Poll, url: str) -> bytes:
    """One line per answer: question, answer, percent, people."""
    rows = list(_answers(poll))
    header = [
        "question",
        *_columns("wording", Texts()),
        *_columns("answer", Texts()),
        "percent",
        "people",
        "no_opinion",
    ]
    return _csv(rows, header)


def _answers(poll: Poll) -> Iterator[dict[str, Any]]:
    for number, question in enumerate(poll.asked, 1):
        for answer in question.given:
            yield {
                "question": number,
                **_columns("wording", question.wording),
                **_columns("answer", answer.text),
                "percent": f"{answer.percent.normalize():f}",
                "people": answer.people,
                "no_opinion": answer.is_other,
            }


def poll_json(poll: Poll, url: str) -> bytes:
    """The seven disclosures and the figures; percentages are text, so that nothing rounds them."""
    return _json(
        {
            "version": VERSION,
            "url": url,
            "kind": poll.kind,
            "election": poll.election.slug,
            "conducted_by": poll.organisation.name,
            "ordered_by": poll.ordered_by,
            "paid_by": poll.paid_by,
            "fieldwork": [poll.fieldwork_from.isoformat(), poll.fieldwork_until.isoformat()],
            "method": poll.method,
            "population": poll.population,
            "respondents": poll.respondents,
            "error": f"{poll.error.normalize():f}",
            "confidence": f"{poll.confidence.normalize():f}" if poll.confidence is not None else None,
            "weighted": poll.is_weighted,
            "note": poll.note,
            "questions": [_question(poll, question) for question in poll.asked],
        }
    )


def _question(poll: Poll, question: Any) -> dict[str, Any]:
    return {
        "wording": question.wording,
        "respondents": question.people_asked(poll),
        "several_answers": question.several_answers,
        "answers": [
            {
                "answer": answer.text,
                "percent": f"{answer.percent.normalize():f}",
                "people": answer.people,
                "no_opinion": answer.is_other,
            }
            for answer in question.given
        ],
    }


# --- The register ---


def register_csv(notices: Iterable[Notice], day: date) -> bytes:
    """One line per notice, as on a civil date."""
    rows = [_notice(notice, day) for notice in notices]
    empty = ("election", "in_force", "notified_on", "as_of", "years_of_experience", "ended_on", "end", "other_names")
    texts = [name for field in ("name", "regions", "methods", "reason") for name in _columns(field, Texts())]
    return _csv(rows, ["address", *texts, *empty])


def _notice(notice: Notice, day: date) -> dict[str, Any]:
    organisation = notice.organisation
    ended = notice.ended_on is not None and notice.ended_on <= day
    return {
        "address": settings.PUBLIC_URL + organisation.path(settings.LANGUAGE_CODE),
        **_columns("name", organisation.name),
        "other_names": "; ".join(organisation.other_names),
        **_columns("regions", notice.regions),
        **_columns("methods", notice.methods),
        "election": notice.election.slug,
        "in_force": notice.holds_on(day),
        "notified_on": notice.notified_on.isoformat() if notice.notified_on else None,
        "as_of": notice.as_of.isoformat(),
        "years_of_experience": notice.years_of_experience,
        "ended_on": notice.ended_on.isoformat() if notice.ended_on and ended else None,
        "end": notice.end if ended else "",
        **_columns("reason", notice.reason if ended else Texts()),
    }


def register_json(notices: Iterable[Notice], day: date) -> bytes:
    """The same as nested data."""
    return _json(
        {
            "version": VERSION,
            "as_on": day.isoformat(),
            "organisations": [_nested(notice, day) for notice in notices],
        }
    )


def _nested(notice: Notice, day: date) -> dict[str, Any]:
    flat = _notice(notice, day)
    texts = ("name", "regions", "methods", "reason")
    kept = {name: value for name, value in flat.items() if not name.startswith(tuple(f"{text}_" for text in texts))}
    ended = bool(flat["end"])
    return {
        **kept,
        "name": notice.organisation.name,
        "other_names": notice.organisation.other_names,
        "regions": notice.regions,
        "methods": notice.methods,
        "reason": notice.reason if ended else {},
    }
