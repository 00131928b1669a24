"""Every setting of Longstop. Reading this file starts nothing and contacts nothing.

Two ways to run: production, which takes all that matters from the environment and refuses to
start without it; and the demonstration, which needs no environment at all. LONGSTOP_DEMO says
which; without it, a set DATABASE_URL means production.
"""

import hashlib
import os
from pathlib import Path
from urllib.parse import parse_qs, unquote

from csp.constants import NONE, SELF

from config.env import YES, read_bool, read_database_url, read_int, read_list, read_str, read_url
from config.local.places import CHECKOUT, var_folder
from config.local.roles import APP_ROLE, OWNER_ROLE, embedded_url
from config.secret import kept_secret

BASE_DIR = CHECKOUT
LONGSTOP_VAR = var_folder()
LONGSTOP_DEMO = read_bool("LONGSTOP_DEMO", not os.environ.get("DATABASE_URL"))
DEBUG = read_bool("LONGSTOP_DEBUG", False)
PRODUCTION = not (DEBUG or LONGSTOP_DEMO)

OR_DEMO = "For a demonstration on this machine set LONGSTOP_DEMO=1 instead."

# Secrets and addresses

SECRET_KEY = (
    read_str(
        "LONGSTOP_SECRET_KEY",
        remedy="Set it to 50 or more random characters, and keep them: sessions, links in mail "
        f"and queued work are signed with them. {OR_DEMO}",
    )
    if PRODUCTION or os.environ.get("LONGSTOP_SECRET_KEY")
    else kept_secret(LONGSTOP_VAR / "secret-key")
)

_base_url = read_url(
    "LONGSTOP_BASE_URL",
    None if PRODUCTION else "http://127.0.0.1:8000",
    schemes=("https", "http"),
    remedy="Set it to the address that people use, such as https://longstop.example.com. "
    f"{OR_DEMO}",
)
LONGSTOP_BASE_URL = _base_url.geturl().rstrip("/")

ALLOWED_HOSTS = read_list(
    "LONGSTOP_HOSTS",
    [str(_base_url.hostname), "127.0.0.1", "localhost"],
)
CSRF_TRUSTED_ORIGINS = [LONGSTOP_BASE_URL]

# Applications

INSTALLED_APPS = [
    "agreements",
    "obligations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_q",
    "pgtrigger",
    "pghistory",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.refusals.Refusals",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page needs a sign-in unless its view says login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "agreements.walls.WallMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database: everything runs as the application's role. Migrations alone use the owner's URL,
# which config/database.py puts in its place for the commands that need it.

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **read_database_url("DATABASE_URL", embedded_url(LONGSTOP_VAR, APP_ROLE)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL") or (
    "" if os.environ.get("DATABASE_URL") else embedded_url(LONGSTOP_VAR, OWNER_ROLE)
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People

AUTH_USER_MODEL = "agreements.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Sessions and headers. Production stands behind a proxy that ends TLS and sets X-Forwarded-Proto.

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_SSL_REDIRECT = True
    # Health checks come from inside, without the proxy.
    SECURE_REDIRECT_EXEMPT = [r"^health$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
else:
    # Browsers share cookies between ports: two demonstrations would sign each other out.
    _mark = hashlib.sha256(os.fsencode(LONGSTOP_VAR)).hexdigest()[:8]
    SESSION_COOKIE_NAME = f"sessionid_{_mark}"
    CSRF_COOKIE_NAME = f"csrftoken_{_mark}"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Language and time

LANGUAGE_CODE = "en-gb"
LONGSTOP_ZONE = read_str("LONGSTOP_ZONE", "America/New_York")
TIME_ZONE = LONGSTOP_ZONE
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# The demonstration serves static files from where they lie, so that nothing must be collected.
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG

MEDIA_ROOT = LONGSTOP_VAR / "documents"
REPORTS_ROOT = LONGSTOP_VAR / "reports"
MAILBOX_ROOT = LONGSTOP_VAR / "mailbox"
# What was sent, kept apart from the database: a restored backup must not send it again.
SENT_JOURNAL = Path(os.environ.get("LONGSTOP_SENT_JOURNAL") or LONGSTOP_VAR / "sent.jsonl")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Mail

DEFAULT_FROM_EMAIL = read_str(
    "LONGSTOP_MAIL_FROM",
    None if PRODUCTION else "Longstop <longstop@longstop.example>",
    remedy="Set it to the sender of reminders, such as Longstop <longstop@example.com>. " + OR_DEMO,
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = "[Longstop] "
EMAIL_TIMEOUT = 12
# A command run by hand without a mail server prints its mail; bin/demo hands on its mailbox.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION or os.environ.get("LONGSTOP_SMTP_URL")
    else "django.core.mail.backends.console.EmailBackend"
)
_smtp = read_url(
    "LONGSTOP_SMTP_URL",
    None if PRODUCTION else "smtp://127.0.0.1:25",
    schemes=("smtp", "smtps"),
    remedy="Set it to your mail server, such as smtp://user:password@host:587?tls=1; "
    f"without one no reminder would leave. {OR_DEMO}",
)
_smtp_options = parse_qs(_smtp.query)
EMAIL_HOST = _smtp.hostname
EMAIL_PORT = _smtp.port or (465 if _smtp.scheme == "smtps" else 587 if _smtp_options else 25)
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_USE_TLS = not EMAIL_USE_SSL and _smtp_options.get("tls", ["0"])[-1] in YES

# For how many days a link in a reminder can be used to answer it without a sign-in; 0 for none.
ANSWER_LINK_DAYS = read_int("LONGSTOP_ANSWER_LINK_DAYS", 14)

# The queue. It only rings the bell: reminder rows and report rows are the record. A lease
# (retry) must outlast timeout x (queue_limit / workers + 2), or work in hand is started again.

Q_CLUSTER = {
    "name": "longstop",
    "orm": "default",
    "workers": 2,
    "queue_limit": 2,
    "bulk": 1,
    "timeout": 120,
    "retry": 900,
    "max_attempts": 5,
    "ack_failures": True,
    "catch_up": False,
    "save_limit": 500,
    "save_limit_per": "func",
    "recycle": 200,
    "poll": 1,
    # Reports take minutes: a queue of their own, so that no reminder waits behind one.
    "ALT_CLUSTERS": {
        "reports": {"workers": 1, "queue_limit": 1, "timeout": 900, "retry": 3600},
    },
}

# Logs go to standard error; whoever runs the process decides where that leads.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "config.logs.UtcFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "filters": {"discreet": {"()": "config.logs.Discreet"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["discreet"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Errors are logged, never mailed: a mail would tell the whole request.
        "django": {"handlers": [], "level": "INFO"},
        "agreements": {"level": "INFO"},
        "obligations": {"level": "INFO"},
        "django-q": {"level": "INFO"},
        # Anybody may send any host name; the answer 400 is all that it deserves.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
