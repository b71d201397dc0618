"""manage.py import_stations, as scripts and operators rely on it."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from portal.accounts.roles import Role
from search.stations.imports import published
from search.stations.models import DatasetVersion
from tests.factories.people import user
from tests.search.stations.importing import SEGMENT, STATION, segment, station, text


@pytest.fixture
def run(files):
    def command(*options, stations=(STATION,), segments=()):
        out = StringIO()
        arguments = [files.write(text(stations)), "--lang", "en"]
        if segments:
            arguments += ["--segments", files.write(text(segments), "segments.csv")]
        try:
            call_command("import_stations", *arguments, *options, stdout=out)
        except CommandError as error:
            return error.returncode, out.getvalue(), str(error)
        return 0, out.getvalue(), ""

    return command


def test_it_stages(run):
    code, out, _error = run(segments=[SEGMENT])
    version = DatasetVersion.objects.get()
    assert (code, version.status, version.staged_by) == (0, "staged", None)
    assert f"Staged, version {version.pk}." in out
    assert published() is None


def test_it_publishes_with_two_people(run):
    author, second = user(Role.REGISTRAR), user(Role.ELECTION_OFFICER)
    code, out, _error = run("--publish", "--by", author.username, "--approved-by", second.username)
    assert code == 0
    assert f"Published, version {published().pk}." in out
    assert (published().staged_by, published().approved_by) == (author, second)


def test_it_refuses_with_every_reason(run):
    code, out, error = run(stations=[station(number="206.0", zone="x")], segments=[segment(houses="9-1")])
    assert code == 1
    assert "2 errors" not in error
    assert "Refused" in error
    for said in ("stations.csv:2: error", "Perhaps: 206", "[number_unreadable]", "[zone_unknown]", "segments.csv:2"):
        assert said in out
    assert not DatasetVersion.objects.exists()


@pytest.mark.parametrize("option", [(), ("--publish",)])
def test_a_dry_run(run, option):
    code, out, _error = run("--dry-run", *option)
    assert code == (2 if option else 0)
    assert "Checked, nothing was written." in out or option
    assert not DatasetVersion.objects.exists()


def test_wrong_use(run, files):
    author, second = user(Role.REGISTRAR), user(Role.ELECTION_OFFICER)
    gone, editor = user(Role.ELECTION_OFFICER, is_active=False), user(Role.PRESS_EDITOR)
    by = ["--publish", "--by", author.username]
    assert run("--publish")[0] == 2
    assert run(*by)[0] == 2
    assert run(*by, "--approved-by", "nobody")[0] == 2
    assert run("--by", "nobody")[0] == 2
    assert run(*by, "--approved-by", author.username)[0] == 1
    assert run(*by, "--approved-by", gone.username)[0] == 1
    assert run(*by, "--approved-by", editor.username)[0] == 1
    assert run("--publish", "--by", editor.username, "--approved-by", second.username)[0] == 1
    with pytest.raises(CommandError, match="missing") as error:
        call_command("import_stations", files.folder / "missing.csv")
    assert error.value.returncode == 2
    assert not DatasetVersion.objects.exists()
    assert run(*by, "--approved-by", second.username)[0] == 0


KEYS = {"outcome", "version", "election", "dry_run", "files", "counts", "errors", "warnings", "by_code", "findings"}
KEYS |= {"not_listed", "seconds"}


@pytest.mark.parametrize(
    ("options", "changes", "outcome"),
    [((), {}, "staged"), (("--dry-run",), {}, "checked"), ((), {"zone": "x"}, "refused")],
)
def test_the_report_as_json(run, options, changes, outcome):
    code, out, _error = run("--json", *options, stations=[station(phones="1", **changes)])
    report = json.loads(out)
    assert set(report) == KEYS
    assert (report["outcome"], code) == (outcome, int(outcome == "refused"))
    assert report["version"] == (DatasetVersion.objects.get().pk if outcome == "staged" else None)
    assert report["dry_run"] == (outcome == "checked")
    assert (report["errors"], report["warnings"], report["not_listed"]) == (int(outcome == "refused"), 1, 0)
    assert report["by_code"]["phone_odd"] == 1
    (file,) = report["files"]
    assert (file["file"], file["rows"], file["blank_rows"], len(file["sha256"])) == ("stations.csv", 1, 0, 64)
    finding = report["findings"][-1]
    assert finding.pop("message")
    assert finding == {
        **{"file": "stations.csv", "row": 2, "column": "phones", "code": "phone_odd", "severity": "warning"},
        **{"value": "1", "suggestion": ""},
    }


def test_published_as_json(run):
    author, second = user(Role.REGISTRAR), user(Role.ELECTION_OFFICER)
    _code, out, _error = run("--json", "--publish", "--by", author.username, "--approved-by", second.username)
    assert json.loads(out)["outcome"] == "published"


def test_a_file_that_is_refused_as_json(run, files):
    with pytest.raises(CommandError):
        out = StringIO()
        call_command("import_stations", files.write(b""), "--json", stdout=out)
    (finding,) = json.loads(out.getvalue())["findings"]
    assert (finding["code"], finding["row"], finding["column"]) == ("file_empty", None, "")


def test_two_imports_at_once_on_sqlite(run):
    def held(execute, sql, params, many, context):
        raise OperationalError("database is locked")

    with connection.execute_wrapper(held):
        code, _out, error = run()
    assert (code, "Another import" in error) == (1, True)


def test_the_report_is_in_one_language(run):
    reports = {}
    for language in ("kk", "ru", "en"):
        _code, reports[language], _error = run("--lang", language, stations=[station(number="206.0", phones="1")])
    assert "stations.csv:2: error: The number" in reports["en"]
    assert "stations.csv:2: ошибка: " in reports["ru"]
    assert "Возможно: 206" in reports["ru"]
    assert reports["kk"].rstrip().endswith("Қабылданбады.")
