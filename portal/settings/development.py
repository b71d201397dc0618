"""Settings for one's own machine and for `make serve`. Each line relaxes production for the reason above it."""

import os
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured

# Taken away before production's settings refuse to start with it.
_clock = os.environ.pop("CLOCK", "")

# A newcomer has set nothing. What is set wins.
for _name, _value in {
    "SECRET_KEY": "for-development-only-" + "0" * 40,
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
    "PUBLIC_URL": "http://127.0.0.1:" + os.environ.get("PORT", "8000"),
    "COMMISSION_NAMES": (
        '{"kk": "Қазақстан Республикасының Орталық сайлау комиссиясы",'
        ' "ru": "Центральная избирательная комиссия Республики Казахстан",'
        ' "en": "Central Election Commission of the Republic of Kazakhstan"}'
    ),
    "FEED_AUTHORITY": "saylau.example,2026",
    "COMMISSION_ZONE": "Asia/Almaty",
    "ELECTION_LAW": "kz",
    "HELP_PHONE": "1414",
}.items():
    os.environ.setdefault(_name, _value)
if "DATABASE_URL" not in os.environ:
    # One file under var/, no server to install.
    from pathlib import Path

    _var = Path(os.environ.get("VAR_DIR") or Path(__file__).resolve().parents[2] / "var")
    os.environ["DATABASE_URL"] = f"sqlite:///{_var / 'db.sqlite3'}"

from portal.settings.base import *  # noqa: E402, F403

# Off as in production, so that error pages and static files are the real ones; set DEBUG=1 to work on templates.
DEBUG = os.environ.get("DEBUG") == "1"
# The demonstration says what it is in a ribbon, and has logins that the README names.
DEMONSTRATION = True
# No certificate on one's own machine.
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
# The demonstration as on any instant: portal.wsgi moves the process there.
if _clock:
    try:
        CLOCK = datetime.fromisoformat(_clock)
    except ValueError:
        raise ImproperlyConfigured(f"CLOCK={_clock}: write an instant such as 2022-11-14T23:59:50+06:00.") from None
    if CLOCK.tzinfo is None:
        raise ImproperlyConfigured(f"CLOCK={_clock}: an instant needs its zone, such as +06:00 at the end.")
