"""The report of an import, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search.stations.imports.findings import Finding
from search.stations.imports.staging import Staged


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
    """What `import_stations` prints."""
    for finding in staged.findings.listed:
        yield _line(finding)
    if staged.findings.not_listed:
        yield f"... and {staged.findings.not_listed} more."
    for file in staged.files:
        yield f"{file.name}: {file.rows} rows, {file.blank_rows} blank ones left out, SHA-256 {file.sha256 or '-'}"
    yield f"For the election {staged.election.slug}." if staged.election else "For no election: no hours are shown."
    if staged.counts:
        yield ", ".join(f"{count} {what}" for what, count in staged.counts.items())
    yield f"{staged.findings.errors} errors, {staged.findings.warnings} warnings, {staged.seconds:.1f} s"
    version = f" as version {staged.version.pk}" if staged.version else ""
    yield f"{outcome(staged, is_published=is_published).capitalize()}{version}."


def _line(finding: Finding) -> str:
    place = f"{finding.file}:{finding.row}" if finding.row else finding.file
    said = f" ({finding.column}: {finding.value})" if finding.value else f" ({finding.column})" * bool(finding.column)
    suggestion = f" Perhaps: {finding.suggestion}" if finding.suggestion else ""
    return f"{place}: {finding.severity}: {finding.message}{said}{suggestion} [{finding.code}]"
