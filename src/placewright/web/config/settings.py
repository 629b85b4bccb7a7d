"""The settings of the web application; what depends on the installation comes from the environment."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from placewright.web.config.environment import read_environment
from placewright.web.config.mail import read_mail

GIVEN = read_environment()
DATA = GIVEN.data

SECRET_KEY = GIVEN.secret_key
DEBUG = False
ALLOWED_HOSTS = list(GIVEN.hosts)
CSRF_TRUSTED_ORIGINS = list(GIVEN.origins)

INSTALLED_APPS = [
    "placewright.web.common",
    "placewright.web.accounts",
    "placewright.web.strategy",
    "placewright.web.explorer",
    "placewright.web.delivery",
    "placewright.web.engagement",
    "placewright.web.site",
    "placewright.web.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "placewright.web.common.middleware.SecurityHeaders",
    "placewright.web.common.static_files.StaticFiles",
    "placewright.web.common.policy.ContentPolicy",
    "placewright.web.api.middleware.Interface",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "placewright.web.accounts.middleware.TeamDoor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "placewright.web.config.urls"
WSGI_APPLICATION = "placewright.web.config.wsgi.application"

_CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "placewright.web.common.templating.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "placewright.web.common.chrome.chrome",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT_PROCESSORS},
    },
]

DATABASES: dict[str, Any] = {"default": dj_database_url.parse(GIVEN.database, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA secure_delete=ON;",
    }
CACHES = {
    "default": {
        "BACKEND": "placewright.web.common.shared_cache.SharedCache",
        "LOCATION": "common_sharedentry",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # beyond that the oldest letters go first, which would forget limits
    }
}
"""In the database: limits on guessing, and codes that were used, hold whichever process is asked."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_ADAPTER = "placewright.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "placewright.web.accounts.sign_in_form.SignInForm"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,8/300s/key"}  # below these, axes locks one account at one address
ALLAUTH_TRUSTED_PROXY_COUNT = GIVEN.proxies
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "placewright.web.accounts.adapter.SecondFactorAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up: an address is one that an administrator invited
MFA_RECOVERY_CODE_DIGITS = 10
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = GIVEN.is_local
USERSESSIONS_TRACK_ACTIVITY = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "placewright.web.accounts.lockout.account_key"
AXES_CLIENT_IP_CALLABLE = "placewright.web.accounts.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "placewright.web.accounts.lockout.lockout_page"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "password", "code", "next"]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

PLACEWRIGHT_SECOND_FACTOR = GIVEN.second_factor
"""Whether roles that may publish, refresh, show builds, manage people or back up need a second factor."""

LANGUAGE_CODE = GIVEN.language
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = GIVEN.time_zone
FORMAT_MODULE_PATH = "placewright.web.common.formats"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # what Wagtail asks for; a file of another tool has a field a column
LOCALE_PATHS = [DATA / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
_IS_COLLECTED = (STATIC_ROOT / "staticfiles.json").is_file()
WHITENOISE_USE_FINDERS = not _IS_COLLECTED  # `collectstatic` is for production; on one's own machine nobody runs it
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MANIFEST_STRICT = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _IS_COLLECTED or not GIVEN.is_local
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "placewright.web.common.error_views.form_too_old"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if not GIVEN.is_local:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a monitor on this machine asks without TLS
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SILENCED_SYSTEM_CHECKS = [
        "security.W002",  # who may frame a page is in its content security policy, which embeds need to differ in
        "security.W021",  # whether browsers' lists hold the domain is for its owner to say
    ]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if GIVEN.proxies else None

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

MAIL = read_mail(GIVEN.mail_url)
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL.host, MAIL.port, MAIL.timeout
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.is_tls, MAIL.is_starttls
DEFAULT_FROM_EMAIL = GIVEN.mail_from

WAGTAIL_SITE_NAME = "Placewright"
WAGTAILADMIN_BASE_URL = GIVEN.origins[0] if GIVEN.origins else "http://127.0.0.1:8000"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "placewright.web.common.uploads.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "placewright.web.common.uploads.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 << 20
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # one place to change a password, which counts guesses
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"Factory", "localtime"})  # browsers know no "localtime"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_AUTOSAVE_INTERVAL = 0  # a draft is saved, checked and logged when its writer says so

PLACEWRIGHT_BEFORE_SHOWING = "placewright.web.explorer.evidence_shown.prepare_build"
PLACEWRIGHT_OWN_FIGURES = "placewright.web.delivery.own_figures.bring_own_figures"
"""What is made of a build's output before the public sees it; named here so that lower apps need not import it."""

PLACEWRIGHT_SHOWN_SECONDS = 1.0
"""For how long a process may go on showing a build after another was chosen, so that not each page asks for it."""

PLACEWRIGHT_SITE_INFO = "placewright.web.strategy.current.site_info"
"""What gives the pages their place, title and navigation; named here so that lower apps need not import it."""

PLACEWRIGHT_ADDRESS = f"{GIVEN.origins[0]}/" if GIVEN.origins else ""
"""The address of the front page, for links that machines follow; empty on a machine of one's own."""

PLACEWRIGHT_CONSULTATIONS: tuple[str, ...] = ("placewright.web.engagement.open_now.open_now",)
"""Functions, by their dotted names, that give the consultations which are open now; the front page invites to them."""

PLACEWRIGHT_UPKEEP: tuple[str, ...] = (
    "placewright.web.engagement.upkeep.clear_away",
    "placewright.web.engagement.services.retention.shred_what_is_due",
    "placewright.web.engagement.services.noticing.mark_alike_everywhere",
)
"""Functions, by their dotted names, that the worker calls every few minutes, such as removing what had its time."""

PLACEWRIGHT_ANSWERS_A_MINUTE = GIVEN.answers_a_minute
"""Screens of surveys and consultations that one network address may send in a minute, to all processes together."""

PLACEWRIGHT_OFFLINE_PAGE = GIVEN.offline_page
"""Whether browsers keep a page that says that there is no connection; off, they forget it when they next come."""

PLACEWRIGHT_KEEP_BUILDS = GIVEN.keep_builds
"""How many of the newest builds keep their files, besides those that the public sees and that somebody needs."""

PLACEWRIGHT_PRIVATE_HOSTS = GIVEN.private_hosts
"""Hosts of the operator's own network that a workspace's sources may be fetched from."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_secrets": {"()": "placewright.web.common.logs.WithoutSecrets"}},
    "handlers": {
        "errors": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_secrets"]},
    },
    "root": {"handlers": ["errors"], "level": "WARNING"},
    "loggers": {
        "placewright": {"level": "INFO"},
        "axes": {"level": "CRITICAL"},  # who failed to sign in is in the event log, without addresses
        "django_tasks": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
