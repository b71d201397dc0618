"""The acts of the demonstration: who adopts them, what they change, how they read."""

from __future__ import annotations

from typing import Any

from announcements.acts import plain
from announcements.models import IssuingBody, Resolution, ResolutionChange, ResolutionFile, Wording
from home.demo.memos import memo_pdf
from home.demo.records import download
from home.demo.source import key_for, read
from portal.accounts.models import User
from portal.elections.models import Election
from portal.files.models import Download
from portal.i18n.texts import Texts

# The acts that are also there as files.
WITH_FILES = {"103-594", "105-598"}


def resolutions(elections: dict[str, Election], author: User, approver: User) -> dict[str, Resolution]:
    """All acts by name. Two people publish them, in the order in which they were adopted."""
    texts = read("resolutions")
    bodies = {row["key"]: _body(row) for row in texts["body"]}
    rows = sorted(texts["resolution"], key=lambda row: row["date"])
    found = {row["key"]: Resolution.objects.filter(key=key_for("resolution", row["key"])).first() for row in rows}
    missing = [row for row in rows if found[row["key"]] is None]
    for row in missing:
        found[row["key"]] = _resolution(row, bodies, elections)
    acts: Any = found
    for row in missing:
        _fill(acts[row["key"]], row, acts)
        acts[row["key"]].save_revision(user=author).publish(user=approver)
    return acts


def _body(row: dict[str, Any]) -> IssuingBody:
    code = "" if row["code"] == "cec" else row["code"]
    values = {"name": Texts(row["name"]), "in_citation": Texts(row["in_citation"])}
    return IssuingBody.objects.get_or_create(code=code, defaults=values)[0]


def _resolution(row: dict[str, Any], bodies: dict[str, IssuingBody], elections: dict[str, Election]) -> Resolution:
    act = Resolution(
        key=key_for("resolution", row["key"]),
        number=row["number"],
        date=row["date"],
        title=Texts(row["title"]),
        kind=row["kind"],
        is_draft=row["stage"] == "draft",
        body=bodies[row["body"]],
        in_force_from=row.get("in_force_from"),
        in_force_until=row.get("in_force_until"),
        election=elections.get(row.get("election", "")),
        note=Texts(row.get("note", {})),
        go_live_at=row["published"],
    )
    act.co_issuers = [bodies[name] for name in row.get("co_issuers", [])]
    act.full_clean()
    act.save()
    # Its address is made by now; from its first publication on it stays.
    act.first_published_at = row["published"]
    act.save()
    return act


def _fill(act: Resolution, row: dict[str, Any], acts: dict[str, Resolution]) -> None:
    parts: Any = act  # modelcluster takes lists where Django's types know a manager
    parts.changes = [
        ResolutionChange(
            kind=change["kind"],
            target=acts[change["target"]],
            effective_on=change["effective_on"],
            points=Texts(change.get("points", {})),
        )
        for change in row.get("change", [])
    ]
    parts.wordings = [
        Wording(
            language=wording["language"],
            effective_on=wording["effective_on"],
            by=acts[wording["by"]] if "by" in wording else None,
            text=wording["html"],
        )
        for wording in row.get("wording", [])
    ]
    if row["key"] in WITH_FILES:
        first = {wording["language"]: wording["html"] for wording in reversed(row["wording"])}
        parts.files = [ResolutionFile(document=_file(row, code, html)) for code, html in first.items()]
    act.full_clean()


def _file(row: dict[str, Any], code: str, html: str) -> Download:
    """The act as adopted, as a PDF in one language."""
    title = f"№ {row['number']}. {row['title'][code]}"
    lines = [row["note"][code], "", *plain(html).splitlines()]
    data = memo_pdf(title, lines, language=code)
    name = f"{row['key']}-{code}"
    return download(key_for("act", name), title, code, f"{name}.pdf", data)
