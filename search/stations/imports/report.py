"""The report of an import, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from search.stations.imports.findings import Finding, Severity
from search.stations.imports.staging import Staged

COUNTED = {
    "stations": _("Stations"),
    "locations": _("Buildings"),
    "units": _("Administrative units"),
    "streets": _("Streets"),
    "aliases": _("Other names of streets"),
    "segments": _("Statements about houses"),
    "warnings": _("Warnings"),
    "errors": _("Errors"),
}
SEVERITIES = {Severity.ERROR: _("error"), Severity.WARNING: _("warning")}
OUTCOMES = {
    "refused": pgettext_lazy("import", "Refused"),
    "checked": _("Checked, nothing was written"),
    "staged": pgettext_lazy("import", "Staged"),
    "published": pgettext_lazy("import", "Published"),
}


def as_data(staged: Staged, *, is_published: bool = False) -> dict[str, Any]:
    """What `import_stations --json` prints; docs/directory.md describes it."""
    findings = staged.findings
    return {
        "outcome": outcome(staged, is_published=is_published),
        "version": staged.version.pk if staged.version else None,
        "election": staged.election.slug if staged.election else None,
        "dry_run": staged.is_dry_run,
        "files": [
            {"file": file.name, "sha256": file.sha256, "rows": file.rows, "blank_rows": file.blank_rows}
            for file in staged.files
        ],
        "counts": staged.counts,
        "errors": findings.errors,
        "warnings": findings.warnings,
        "by_code": {str(code): count for code, count in sorted(findings.by_code.items())},
        "findings": [finding.as_dict() for finding in findings.listed],
        "not_listed": findings.not_listed,
        "seconds": round(staged.seconds, 3),
    }


def outcome(staged: Staged, *, is_published: bool = False) -> str:
    """`refused`, `checked` (a dry run), `staged` or `published`."""
    if staged.is_refused:
        return "refused"
    if staged.is_dry_run:
        return "checked"
    return "published" if is_published else "staged"


def lines(staged: Staged, *, is_published: bool = False) -> Iterator[str]:
    """What `import_stations` prints, in the active language; codes and columns are the same in each."""
    findings, election = staged.findings, staged.election
    for finding in findings.listed:
        yield _line(finding)
    if findings.not_listed:
        yield gettext("… and %(count)s more.") % {"count": findings.not_listed}
    for file in staged.files:
        told = {"file": file.name, "rows": file.rows, "blank": file.blank_rows, "sum": file.sha256 or "-"}
        yield gettext("%(file)s: rows: %(rows)s, blank ones left out: %(blank)s, SHA-256: %(sum)s") % told
    if election is None:
        yield gettext("For no election: no hours are shown.")
    else:
        yield gettext("For the election %(slug)s.") % {"slug": election.slug}
    if staged.counts:
        yield ", ".join(f"{COUNTED[name]}: {count}" for name, count in staged.counts.items())
    told = {"errors": findings.errors, "warnings": findings.warnings, "seconds": f"{staged.seconds:.1f}"}
    yield gettext("Errors: %(errors)s, warnings: %(warnings)s, seconds: %(seconds)s") % told
    came_to = str(OUTCOMES[outcome(staged, is_published=is_published)])
    if staged.version is None:
        yield f"{came_to}."
    else:
        yield gettext("%(outcome)s, version %(version)s.") % {"outcome": came_to, "version": staged.version.pk}


def _line(finding: Finding) -> str:
    place = f"{finding.file}:{finding.row}" if finding.row else finding.file
    said = f" ({finding.column}: {finding.value})" if finding.value else f" ({finding.column})" * bool(finding.column)
    perhaps = gettext("Perhaps: %(suggestion)s") % {"suggestion": finding.suggestion} if finding.suggestion else ""
    severity = SEVERITIES[finding.severity]
    return " ".join(filter(None, [f"{place}: {severity}: {finding.message}{said}", perhaps, f"[{finding.code}]"]))
