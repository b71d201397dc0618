"""What an operator may set, and the sentence that says what is wrong. Production's own: deploy/check_deploy.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {
    "CLOCK", "COMMISSION_NAMES", "COMMISSION_ZONE", "DATABASE_URL", "DEBUG", "FEED_AUTHORITY", "LANGUAGES", "PORT",
    "PUBLIC_URL", "SECRET_KEY", "ALLOWED_HOSTS", "HELP_PHONE", "CACHE_URL", "ELECTION_LAW",
}  # fmt: skip


def started(printing, tmp_path, **environment):
    """What a fresh process with development's settings prints, or the last line of its complaint."""
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    code = f"from portal.settings import development as s; print({printing})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**clean, "VAR_DIR": str(tmp_path), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("", "None"),
        ("2022-11-14T23:59:50+06:00", "2022-11-14 23:59:50+06:00"),
        ("2022-11-14T17:59:50Z", "2022-11-14 17:59:50+00:00"),
        ("2022-11-14T23:59:50", "needs its zone"),
        ("2022-11-14", "needs its zone"),
        ("yesterday", "write an instant such as"),
        ("2022-13-14T00:00:00+06:00", "write an instant such as"),
        ("1668448790", "write an instant such as"),
    ],
)
def test_the_moved_clock_of_a_demonstration(tmp_path, clock, expected):
    said = started("s.CLOCK", tmp_path, CLOCK=clock)
    assert expected in said
    assert expected == "None" or clock in said or said == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"COMMISSION_ZONE": "Asia/Atlantis"}, "COMMISSION_ZONE: there is no time zone 'Asia/Atlantis'"),
        ({"COMMISSION_ZONE": "+06:00"}, "COMMISSION_ZONE: there is no time zone '+06:00'"),
        ({"COMMISSION_NAMES": "Комиссия"}, "COMMISSION_NAMES is not JSON"),
        ({"COMMISSION_NAMES": "[]"}, "COMMISSION_NAMES must give a text for each language"),
        ({"COMMISSION_NAMES": '{"kk": ""}'}, "COMMISSION_NAMES must give a text for each language"),
        ({"COMMISSION_NAMES": '{"kk": 1}'}, "COMMISSION_NAMES must give a text for each language"),
        ({"COMMISSION_NAMES": "{}"}, "COMMISSION_NAMES must give a text for each language"),
        ({"ELECTION_LAW": ""}, "ELECTION_LAW is not set"),
        ({"FEED_AUTHORITY": " "}, "FEED_AUTHORITY is not set"),
    ],
)
def test_a_wrong_setting_is_named_in_a_sentence(tmp_path, environment, expected):
    said = started("'started'", tmp_path, **environment)
    assert said.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert expected in said


def test_another_commission_is_data(tmp_path):
    names = '{"ky": "Шайлоо комиссиясы", "ru": "Комиссия"}'
    said = started(
        "(s.LANGUAGES, s.LANGUAGE_CODE, s.TIME_ZONE, s.PUBLIC_URL)",
        tmp_path,
        COMMISSION_NAMES=names,
        COMMISSION_ZONE="Asia/Bishkek",
        PUBLIC_URL="https://www.example.org/",
    )
    assert said == "([('ky', 'Кыргызча'), ('ru', 'Русский')], 'ky', 'Asia/Bishkek', 'https://www.example.org')"


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("redis://cache:6379/1", "portal.caches.ForgivingRedisCache"),
        ("locmem://", "django.core.cache.backends.locmem.LocMemCache"),
    ],
)
def test_a_shared_cache_is_a_setting_and_its_keys_carry_the_windows(tmp_path, url, backend):
    said = started("(s.CACHES['default']['BACKEND'], s.CACHES['default']['KEY_FUNCTION'])", tmp_path, CACHE_URL=url)
    assert said == f"('{backend}', 'portal.publication.cache_keys.make_key')"
