"""Django settings, from the checked environment."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from motcua.settings import environment

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret_key
MOTCUA_KEYS = ENVIRONMENT.keys
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.public_url]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "csp",
    "axes",
    "procrastinate.contrib.django",
    "motcua.storage.people",
    "motcua.storage.procedures",
    "motcua.storage.lists",
    "motcua.storage.books",
    "motcua.storage.counters",
    "motcua.storage.papers",
    "motcua.storage.dossiers",
    "motcua.storage.chains",
    "motcua.storage.corrections",
    "motcua.storage.fees",
    "motcua.storage.visits",
    "motcua.storage.fallback",
    "motcua.storage.figures",
    "motcua.storage.flows",
    "motcua.storage.reports",
    "motcua.storage.practice",
    "motcua.storage.campaigns",
    "motcua.storage.reorganisation",
    "motcua.storage.ledger",
    "motcua.web.shared",
    "motcua.web.portal",
    "motcua.web.counter",
    "motcua.web.desk",
    "motcua.web.board",
    "motcua.web.console",
]

MIDDLEWARE = [
    "motcua.web.shared.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.web.shared.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "motcua.web.shared.locking.LockMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.web.shared.actors.ActorMiddleware",
    "motcua.web.shared.practice.following.FollowMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.web.shared.faults.FaultMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "motcua.settings.urls"
WSGI_APPLICATION = "motcua.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "motcua.web.shared.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "motcua.web.shared.templatetags.motcua"],
        },
    }
]
FORM_RENDERER = "motcua.web.shared.questions.Renderer"

DATABASES = {"default": environment.database(ENVIRONMENT.database_url) | {"CONN_HEALTH_CHECKS": True}}
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 20, "timeout": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["motcua.workers.jobs"]

AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "motcua.web.shared.signing_in.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
LOGIN_URL = "staff_sign_in"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = None  # served from where they are, no collecting step
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31_536_000 if not DEBUG else 0
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": ENVIRONMENT.data / "files"}},
    "staticfiles": {"BACKEND": "motcua.web.shared.statics.Storage"},
}
FILES_ROOT = ENVIRONMENT.data / "files"
UPLOAD_MAX_BYTES = ENVIRONMENT.upload_max_mb * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "motcua.web.shared.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "motcua.web.shared.faults.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if ENVIRONMENT.email_host else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = ENVIRONMENT.data / "mail"
EMAIL_HOST = ENVIRONMENT.email_host or "localhost"
EMAIL_PORT = ENVIRONMENT.email_port
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "motcua.settings.logs.JsonFormatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": ENVIRONMENT.log_level},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"
