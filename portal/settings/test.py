"""Settings for the tests: production, except where a test would be slow or would need the outside."""

import os
import tempfile

os.environ.pop("CLOCK", None)
os.environ.setdefault("SECRET_KEY", "for-tests-only-" + "0" * 40)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("PUBLIC_URL", "https://testserver")
os.environ.setdefault(
    "COMMISSION_NAMES",
    '{"kk": "Сайлау комиссиясы", "ru": "Избирательная комиссия", "en": "Election Commission"}',
)
os.environ.setdefault("FEED_AUTHORITY", "saylau.example,2026")
os.environ.setdefault("COMMISSION_ZONE", "Asia/Almaty")
os.environ.setdefault("ELECTION_LAW", "kz")
# Test results never land among a developer's files.
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="saylau-test-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{os.environ['VAR_DIR']}/db.sqlite3")

from portal.settings.base import *  # noqa: F403

# The test client speaks plain HTTP.
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
# Tests don't collect static files first.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
# Strong hashing only makes logins in tests slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A file, not memory: some tests run two processes on one database.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['VAR_DIR']}/test.sqlite3"}  # noqa: F405
# Warnings of a passing test are noise; a failing one shows what it needs.
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}
