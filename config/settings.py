"""Django's settings, derived from the typed environment. Importing them starts no server."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from redis.backoff import NoBackoff
from redis.retry import Retry

from config import admin_theme, environment, logs

# Imported so that every process with these settings sends tasks to this application's broker.
from config import celery as celery

ENV = environment.load_environment()
BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = ENV.secret_key
SECRET_KEY_FALLBACKS = list(ENV.secret_key_fallbacks)
ENCRYPTION_KEYS = ENV.encryption_keys
ALLOWED_HOSTS = list(ENV.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENV.trusted_origins)

INSTALLED_APPS = [
    # Before the admin, whose forms take over the labels that it makes translatable.
    "core",
    # Before the stock admin, whose site and templates it replaces.
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # Tags of it stand in templates of allauth.
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "firms",
    "webhooks",
    "partners",
    "priorities",
    "matcher",
    "demonstration",
    "api",
    # Before allauth, whose templates and texts it replaces.
    "pages",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "config.middleware.RequestId",
    "config.middleware.HostRequired",
    "config.middleware.TrailingSlash",
    "api.requests.compression.CompressedAnswers",
    "api.requests.keyed_answers.KeyedAnswers",
    "django.middleware.security.SecurityMiddleware",
    "config.content_policy.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.AuditContext",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.frame.page_frame.page_frame",
            ],
        },
    },
]

# While PostgreSQL is away the pool tries at once and after 1 and 3 s, and whoever waits 4 s for a
# connection has all of these tries: a restart of PostgreSQL within 3 s makes requests slow and
# fails none. To wait longer would only keep threads from /livez, of which a process has 16. The
# pool ends its tries before the wait ends, so that whoever asks next begins new ones: by default it
# doubles its pause for five minutes, and finds PostgreSQL minutes after that is back.
_POOL_TIMEOUTS = {"timeout": 4, "reconnect_timeout": 3}
# A try at a server that takes the connection and is silent, or whose network drops every packet,
# would by TCP's own limit occupy the pool for minutes after the server is back.
_CONNECT_SECONDS = 3
_database = urlsplit(ENV.database_url)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(_database.path.lstrip("/")),
        "USER": unquote(_database.username or ""),
        "PASSWORD": unquote(_database.password or ""),
        "HOST": _database.hostname or "",
        "PORT": str(_database.port or ""),
        # The pool keeps connections; a persistent one would be held by a thread that waits for an
        # answer.
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "pool": {"min_size": 0, "max_size": 16, **_POOL_TIMEOUTS},
            "connect_timeout": _CONNECT_SECONDS,
            # Of cursors that ask for it (`core.sql.prepared_cursor`): after so many executions.
            "prepare_threshold": 5 if ENV.database_prepares else None,
            # A runaway statement must not occupy a connection for ever.
            # A process reads and prepares its data inside the first transaction that needs them,
            # and other threads wait for it in theirs. On a busy machine that took longer than the
            # 30 s that a server allowed, and the first callers got a 503.
            "options": "-c statement_timeout=30s -c idle_in_transaction_session_timeout=120s"
            " -c timezone=UTC",
        },
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
# Dates of priority lists are dates in China, and "today" decides what is in force.
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = "config.formats"
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_TZ = True

STATIC_URL = "static/"
# Serves the files of the admin and the documentation from their packages, without collectstatic.
WHITENOISE_USE_FINDERS = True

# Of X-Forwarded-For only what our own proxy adds is believed.
BEHIND_PROXY = ENV.behind_proxy
# Of one address, over the pages and the API together: nobody can try out tokens of links.
SHARED_LINKS_PER_MINUTE = 60
TAKEDOWNS_PER_HOUR = 10
KEYLESS_PER_MINUTE = 60
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.requests.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["api.json_renderer.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "api.requests.pagination.KeysetPagination",
    "DEFAULT_THROTTLE_CLASSES": ["api.requests.rate_limits.ApiKeyThrottle"],
    # OpenRefine sends batches of ten rows or more: 60 batches are at least 600 rows a minute.
    "DEFAULT_THROTTLE_RATES": {
        "key": ENV.rate_limit or None,
        "address": f"{TAKEDOWNS_PER_HOUR}/hour",
        "keyless": f"{KEYLESS_PER_MINUTE}/minute",
        "shared": f"{SHARED_LINKS_PER_MINUTE}/minute",
    },
    "EXCEPTION_HANDLER": "api.problems.responses.exception_handler",
    "UNICODE_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ronghe",
    "DESCRIPTION": (
        "Ranked, explained partner shortlists, weighed against the priority lists that "
        "China's provinces publish. Every score adds up; unknown facts are named. Where requests "
        "are limited, each response to a key gives in `RateLimit` the remaining requests and "
        "seconds, and in `RateLimit-Policy` the agreed limit; further requests get a 429."
    ),
    "VERSION": "0.1.0",
    "LICENSE": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
    "CONTACT": {"name": "The operator of this service"},
    "SERVERS": [{"url": "/", "description": "The server that gave this document"}],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.openapi.complete_document.complete_document",
    ],
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ScopeEnum": "api.v1.serializers.keys.SCOPES",
        "GrantableScopeEnum": "api.v1.serializers.keys.GRANTABLE_SCOPES",
        "PrecisionEnum": "priorities.models.published_document.Precision",
        "DocumentKindEnum": "api.v1.serializers.read_documents.DOCUMENT_KINDS",
        "KindEnum": "api.v1.serializers.partner_edits.EVIDENCE_KINDS",
        "DecisionEnum": "api.v1.serializers.decisions.SAYABLE",
        "SaidEnum": "api.v1.serializers.decisions.KINDS",
        "StateEnum": "api.v1.serializers.webhooks.DELIVERY_STATES",
        "DigestStateEnum": "api.v1.serializers.digests.DIGEST_STATES",
        "ReconciliationPropertyEnum": "api.v1.serializers.reconciliation.PROPERTY_IDS",
    },
}

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# It logs in by name as well as by address: curators have names, members addresses.
AUTHENTICATION_BACKENDS = ["pages.accounts.password_backend.PasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_ADAPTER = "pages.accounts.account_adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "pages.accounts.code_form.LoginCodeForm",
    "reset_password": "pages.accounts.code_form.ResetForm",  # nosec B105 - a class
}
# Failed log-ins: 10 a minute from an address, and 5 in five minutes with a name.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
# In development the curators of the demo log in with their printed passwords alone.
DESK_NEEDS_SECOND_FACTOR = ENV.production
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENV.production else "http"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# Ten minutes, because mail may be slow; three wrong codes end it.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
# Owners enter addresses, and a code proves them: nobody can enter or change the own.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Ronghe: "
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
MFA_ADAPTER = "pages.accounts.secrets_adapter.EncryptedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Ronghe"
# Browsers permit passkeys over http on localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.production

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# The admin edits a whole list of priorities in one form, with 20 fields a row.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
UNFOLD = admin_theme.UNFOLD

# One short try without retries: an unreachable Redis must not delay requests.
_COUNTING = {
    "LOCATION": ENV.redis_url,
    "OPTIONS": {
        "socket_timeout": 0.25,
        "socket_connect_timeout": 0.25,
        "retry": Retry(NoBackoff(), 0),
    },
}
CACHES = {
    # Only allauth uses it, to count attempts to log in.
    "default": {
        "BACKEND": "pages.accounts.attempts_cache.AttemptsCache",
        "KEY_PREFIX": "attempts",
        **_COUNTING,
    },
    # Only counts requests.
    "rates": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "KEY_PREFIX": "rates",
        **_COUNTING,
    },
    # Of each process: about 40 kB a body.
    "bodies": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "bodies",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 250},
    },
}

# The files can be rebuilt from the database; '' writes none.
INDEX_DIR = ENV.index_dir

CELERY_BROKER_URL = ENV.redis_url
CELERY_TASK_IGNORE_RESULT = True
# A task is acknowledged after its work, so that a killed worker's tasks are delivered again. All
# tasks are idempotent.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# Tasks differ in length by orders of magnitude: a worker must not reserve more than it runs.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Both socket timeouts are needed: a broker that accepts a connection and never answers would block
# a request for ever. The visibility timeout exceeds the time limit, or the broker would deliver a
# running task a second time.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
}
# A request must not retry to enqueue: the periodic sweep finds the row without a task.
CELERY_TASK_PUBLISH_RETRY = False
# `manage.py sweep` calls these tasks itself, every so many seconds. Celery's beat, which can send
# them to workers instead, need not store its last runs on disk: the rows determine what is due.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {
    "sweep shortlists": {"task": "matcher.sweep", "schedule": 5.0, "options": {"expires": 30}},
    "continue batches": {
        "task": "matcher.batch_sweep",
        "schedule": 5.0,
        "options": {"expires": 30},
    },
    "publish due editions": {
        "task": "priorities.publish_due",
        "schedule": 5.0,
        "options": {"expires": 30},
    },
    "renew matches": {
        "task": "matcher.renew_matches",
        "schedule": 15.0,
        "options": {"expires": 30},
    },
    "write partner columns": {
        "task": "matcher.snapshot",
        "schedule": 10.0,
        "options": {"expires": 30},
    },
    "continue matches": {
        "task": "matcher.match_sweep",
        "schedule": 5.0,
        "options": {"expires": 30},
    },
    "run imports": {
        "task": "partners.run_imports",
        "schedule": 10.0,
        "options": {"expires": 30},
    },
    "screen partners": {
        "task": "partners.screen_partners",
        "schedule": 120.0,
        "options": {"expires": 100},
    },
    "send digests": {
        "task": "matcher.send_digests",
        "schedule": 10.0,
        "options": {"expires": 30},
    },
    "prune digests, shared links and shortlists": {
        "task": "matcher.prune",
        "schedule": 600.0,
        "options": {"expires": 300},
    },
    "prune idempotency records": {
        "task": "firms.prune",
        "schedule": 600.0,
        "options": {"expires": 300},
    },
    "prune sessions": {
        "task": "pages.prune_sessions",
        "schedule": 600.0,
        "options": {"expires": 300},
    },
    "prune webhook history": {
        "task": "webhooks.prune",
        "schedule": 600.0,
        "options": {"expires": 300},
    },
}

HOST_REQUIRED = ENV.production
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# For pages; the API and its documentation state policies of their own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        # The picture of an authenticator's secret.
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
# For the desk, whose theme evaluates attributes as scripts (Alpine.js) and writes its colours into
# the page. No script stands in a page itself.
DESK_CONTENT_SECURITY_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-eval'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SESSION_COOKIE_HTTPONLY = True
# A browser takes a cookie of this name over TLS and from this very host alone, so that no other
# host of the domain can plant one.
COOKIE_PREFIX = "__Host-" if ENV.production else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
MESSAGE_STORAGE = "pages.frame.messages_cookie.Messages"
if ENV.production:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    # Probes and the metrics scraper connect from inside the network, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^healthz$", r"^metrics$"]
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

RENEW_MATCHES = ENV.renew_matches
FIRM_WAITING_BRIEFS = ENV.firm_waiting_briefs
FIRM_SHORTLISTS = ENV.firm_shortlists
WEBHOOK_ALLOW_LOOPBACK = ENV.webhook_allow_loopback
WEBHOOK_KEPT_DAYS = ENV.webhook_kept_days
SHORTLIST_KEPT_DAYS = ENV.shortlist_kept_days
SCREENING_URL = ENV.screening_url
SCREENING_DATASET = ENV.screening_dataset
SCREENING_KEY = ENV.screening_key
METRICS_TOKEN = ENV.metrics_token
METRICS_GUARDED = ENV.production or bool(ENV.metrics_token)
PUBLIC_URL = ENV.public_url
SENDS_MAIL = bool(ENV.email_url)
DEFAULT_FROM_EMAIL = ENV.mail_from
_mail = urlsplit(ENV.email_url)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENV.email_url
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or {"smtps": 465, "smtp+tls": 587}.get(_mail.scheme, 25)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_TIMEOUT = 10

LOGGING_CONFIG = None
logs.configure(ENV.log_format, ENV.log_level)
