"""Settings for production. They fail closed: what has no safe default must come from the environment."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import env, matching, required, texts

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

# --- Identity: whose portal this is ---

SECRET_KEY = required("SECRET_KEY", "a random text of at least 50 characters that nobody else knows")
ALLOWED_HOSTS = matching(
    "ALLOWED_HOSTS", r"[^\s,]+(,[^\s,]+)*", "the site's host names, separated by commas, without spaces"
).split(",")
PUBLIC_URL = matching(
    "PUBLIC_URL", r"https?://[^\s/]+/?", "the site's address, such as https://www.example.org"
).rstrip("/")
COMMISSION_NAMES = texts(
    "COMMISSION_NAMES", 'the commission\'s name per language, such as {"kk": "…", "ru": "…", "en": "…"}'
)
# RFC 4151: the authority of a tag is a domain and a date on which it was the minter's.
FEED_AUTHORITY = matching(
    "FEED_AUTHORITY",
    r"[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?",
    'a domain and a year in which it was yours, such as "example.org,2026"; never change it: feeds name items by it',
)
# The telephone that the error page names; it stands there because the database may be what is broken.
HELP_PHONE = env.str("HELP_PHONE", "")

CLOCK: datetime | None = None
if env.str("CLOCK", ""):
    raise ImproperlyConfigured("CLOCK moves the clock of a demonstration. Production keeps the real time: unset it.")

DEMONSTRATION = False

# --- Applications: ground first, see docs/architecture.md ---

INSTALLED_APPS = [
    "portal",
    "portal.accounts",
    "portal.i18n",
    "portal.elections",
    "portal.publication",
    "portal.files",
    "portal.basepage",
    "content",
    "announcements",
    "observers",
    "search.site",
    "search.stations",
    "home",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
]

MIDDLEWARE = [
    # Outermost: what is due is published, and `live()` means "visible now", before anything else looks.
    "portal.publication.middleware.PublicRequestMiddleware",
    "portal.publication.middleware.CacheLifetimeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before anything that could answer differently for what exists: language, slash, token.
    "portal.basepage.guarded.GuardedSectionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.i18n.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.basepage.redirects.VisibleRedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.frame",
            ],
        },
    },
]

# --- Stores ---

SQLITE_OPTIONS = {
    # Writers queue for up to 20 s instead of failing; readers never wait for them.
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def database(url: str) -> dict[str, object]:
    """Django's settings for a database address; SQLite gets the options under which it serves a site."""
    import dj_database_url

    parsed = dict(dj_database_url.parse(url))
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        parsed["OPTIONS"] = SQLITE_OPTIONS
    else:
        parsed["CONN_HEALTH_CHECKS"] = True
        parsed["CONN_MAX_AGE"] = 60
    return parsed


DATABASES = {
    "default": database(required("DATABASE_URL", "the database's address, such as postgres://user:password@host/name"))
}
CACHES = {
    "default": {
        **env.dj_cache_url("CACHE_URL", "locmem://"),
        "KEY_FUNCTION": "portal.publication.cache_keys.make_key",
    }
}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
    CACHES["default"]["BACKEND"] = "portal.caches.ForgivingRedisCache"
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/files/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "portal.files.storage.GuardedFileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Where nginx sends the bytes of /files/ once we have said yes; empty: Django sends them itself.
FILES_ACCEL_PREFIX = env.str("FILES_ACCEL_PREFIX", "")

# --- Languages and time ---

# Each language by its own name; Django's Kazakh one names the people, not the language.
OWN_NAMES = {**{code: info.get("name_local", code) for code, info in LANG_INFO.items()}, "kk": "Қазақша"}
LANGUAGES = [(code, OWN_NAMES.get(code, code)) for code in env.list("LANGUAGES", list(COMMISSION_NAMES))]
if nameless := [code for code, _name in LANGUAGES if code not in COMMISSION_NAMES]:
    raise ImproperlyConfigured(f"COMMISSION_NAMES lacks the commission's name in: {', '.join(nameless)}.")
LANGUAGE_CODE = LANGUAGES[0][0]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = required("COMMISSION_ZONE", "the commission's time zone by its IANA name, such as Asia/Almaty")
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, ValueError) as error:
    raise ImproperlyConfigured(
        f"COMMISSION_ZONE: there is no time zone {TIME_ZONE!r}. Use an IANA name such as Asia/Almaty."
    ) from error
# Whose rules say when poll results are closed: a code of `portal/elections/law/countries/`, or the path of a file.
ELECTION_LAW = required("ELECTION_LAW", "the code of the country whose election law holds, such as kz")
FORMAT_MODULE_PATH = ["portal.i18n.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- Public pages ---

# How long caches may keep a public page, in seconds; always cut to the next instant at which it may differ.
PAGE_LIFETIME = 60
APPEND_SLASH = True

# --- The directory of polling stations ---

# Languages in which a name may be missing from an import; without one in the others it is refused.
STATIONS_NOT_REQUIRED_IN = env.list("STATIONS_NOT_REQUIRED_IN", ["en"])
# South, west, north, east in degrees: no point at home lies outside, which also finds swapped ones. Empty: anywhere.
STATIONS_BOUNDS = env.list("STATIONS_BOUNDS", ["40.5", "46.4", "55.5", "87.4"])

# --- Accounts ---

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
SESSION_COOKIE_AGE = 8 * 60 * 60

# --- Wagtail ---

WAGTAIL_SITE_NAME = "Saylau"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_PAGE_MODEL = "basepage.BasePage"
WAGTAILIMAGES_IMAGE_MODEL = "files.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "files.Download"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.files.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.files.forms.DownloadForm"
# Documents and pictures have one address, and one view behind it: portal.files.
WAGTAILDOCS_SERVE_METHOD = "direct"
# Without SVG: it may carry scripts.
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "ics", "jpeg", "jpg", "mp4", "odt", "pdf", "png", "rtf", "txt", "webp", "xlsx", "zip")
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 20_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# A shared password on a page is a second answer to "may the public see this?".
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# The admin tells nobody that it exists.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# "simple": PostgreSQL stems and drops words in one language only, and none of its own is Kazakh.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- Security ---

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"  # Wagtail itself relaxes it for the previews in its own frame.
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin carries inline scripts without a nonce.
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Wagtail logs the titles of what is saved; a title in the blackout is a leak into whoever reads the logs.
    "loggers": {name: {"level": "WARNING"} for name in ("wagtail", "django_tasks", "pikepdf")},
}
