"""What an import finds in its files: errors, which refuse it, and warnings; all of them in one pass."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from search.stations.imports.messages import ERRORS, WARNINGS, Code

# Of each severity; all are counted, and the report says how many it doesn't list.
MOST_LISTED = 5_000
# With a version stay its first warnings, for the second person; the report had all.
MOST_KEPT = 500
LONGEST_VALUE = 120


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to know. `row` counts as a spreadsheet does, the header being 1; None: the whole file."""

    file: str
    row: int | None
    column: str
    code: Code
    value: str = ""
    suggestion: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code in ERRORS else Severity.WARNING

    @property
    def message(self) -> str:
        """The sentence, in the language of whoever reads the report."""
        sentence = ERRORS.get(self.code) or WARNINGS[self.code]
        return str(sentence) % {"value": self.value, "column": self.column, **self.params}

    def as_kept(self) -> dict[str, Any]:
        """As a version keeps it; the sentence is made anew in the language of whoever reads it."""
        kept = {name: getattr(self, name) for name in ("file", "row", "column", "value", "suggestion")}
        return {**kept, "code": str(self.code), "params": {name: str(said) for name, said in self.params.items()}}

    @classmethod
    def of_kept(cls, kept: dict[str, Any]) -> Finding:
        return cls(**{**kept, "code": Code(kept["code"])})

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "code": str(self.code),
            "severity": str(self.severity),
            "value": self.value,
            "message": self.message,
            "suggestion": self.suggestion,
        }


class FileRefused(Exception):
    """A file of which no row can be trusted."""

    def __init__(self, code: Code, row: int | None = None, column: str = "", value: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.row = row
        self.column = column
        self.value = value
        self.params = params

    def finding(self, file: str) -> Finding:
        suggestion = self.params.get("suggestion", "")
        return Finding(file, self.row, self.column, self.code, shortened(self.value), suggestion, self.params)


class Findings:
    """All findings of one import: each is counted, the first of each severity are kept."""

    def __init__(self) -> None:
        self.by_code: Counter[Code] = Counter()
        self._kept: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}

    def add(self, finding: Finding) -> None:
        self.by_code[finding.code] += 1
        kept = self._kept[finding.severity]
        if len(kept) < MOST_LISTED:
            kept.append(finding)

    @property
    def errors(self) -> int:
        return sum(count for code, count in self.by_code.items() if code in ERRORS)

    @property
    def warnings(self) -> int:
        return sum(count for code, count in self.by_code.items() if code in WARNINGS)

    @property
    def listed(self) -> list[Finding]:
        """Errors before warnings, each by file and row."""

        def place(finding: Finding) -> tuple[str, int]:
            return finding.file, finding.row or 0

        return [finding for severity in Severity for finding in sorted(self._kept[severity], key=place)]

    @property
    def not_listed(self) -> int:
        return self.errors + self.warnings - sum(map(len, self._kept.values()))


def shortened(value: str) -> str:
    """A value as a report shows it: its beginning, on one line, and nothing that isn't seen."""
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in value[: LONGEST_VALUE + 1])
    return shown if len(shown) <= LONGEST_VALUE else f"{shown[:LONGEST_VALUE]}…"
