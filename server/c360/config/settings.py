"""The one settings file: everything that differs between installations is read here, loudly."""

import os
from pathlib import Path

from c360.config.env import env, env_addresses, env_flag, env_secret
from c360.nightly.bank import read_bank

BASE_DIR = Path(__file__).resolve().parents[2]
RUN_DIR = Path(env("C360_RUN_DIR", ".run")).resolve()

SECRET_KEY = env_secret("C360_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env("C360_ALLOWED_HOSTS", "localhost,127.0.0.1,testserver").split(",")
ROOT_URLCONF = "c360.config.urls"
WSGI_APPLICATION = "c360.config.wsgi.application"
APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

C360_MODULES = [
    "c360.customers",
    "c360.modules.book",
    "c360.modules.accounts",
    "c360.modules.balances",
    "c360.modules.transactions",
    "c360.modules.relationships",
    "c360.modules.documents",
    "c360.modules.consents",
    "c360.modules.conversations",
    "c360.modules.today",
    "c360.modules.usage",
    "c360.modules.operations",
    "c360.modules.oversight",
]
INSTALLED_APPS = [
    "rest_framework",
    "drf_spectacular",
    "procrastinate.contrib.django",
    "c360.access",
    "c360.nightly",
    *C360_MODULES,
]
MIDDLEWARE = [
    "c360.http.middleware.RequestIdMiddleware",
    "c360.modules.usage.recorder.UsageMiddleware",
    "c360.http.middleware.ProblemMiddleware",
    "c360.access.middleware.SessionMiddleware",
]

# The bank: its folder under server/banks, its warehouse, its conventions.
C360_BANK = env("C360_BANK", "synthetic")
C360_BANKS_DIR = Path(env("C360_BANKS_DIR", str(BASE_DIR / "banks")))
C360_DATA = env("C360_DATA", "")
C360_WAREHOUSE_URL = env("C360_WAREHOUSE_URL", "")
C360_TODAY = env("C360_TODAY", "")  # a fixed calendar day for demonstrations; empty: the clock
C360_NIGHTLY_AT = env("C360_NIGHTLY_AT", "05:30")
C360_LATE_AT = env("C360_LATE_AT", "08:00")
C360_LOAD_MEMORY = env("C360_LOAD_MEMORY", "3GB")
C360_LOAD_THREADS = int(env("C360_LOAD_THREADS", "2"))
C360_LOAD_STREAMS = int(env("C360_LOAD_STREAMS", "2"))
C360_LOAD_NICENESS = int(env("C360_LOAD_NICENESS", "10"))
# Serving needs the bank's conventions but not its warehouse: only a load asks for C360_DATA.
_bank = read_bank(
    C360_BANKS_DIR,
    C360_BANK,
    data=C360_DATA or "C360_DATA",
    warehouse_url=C360_WAREHOUSE_URL,
)
C360_BANK_SETTINGS = {
    "bank_name": _bank.name,
    "currency": _bank.currency,
    "locale": _bank.locale,
    "grouping": _bank.grouping,
    "short_units": _bank.short_units,
    "date_format": _bank.date_format,
    "time_zone": _bank.time_zone,
}
C360_PROMISED_BY = _bank.promised_by


def _database(user: str, password: str, search_path: str) -> dict[str, object]:
    """One role's way into the one database."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": env("C360_PG_HOST", "127.0.0.1"),
        "PORT": env("C360_PG_PORT", "5432"),
        "NAME": env("C360_PG_NAME", "c360"),
        "USER": user,
        "PASSWORD": password,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"options": f"-c search_path={search_path}"},
    }


# The web's role owns nothing. Loads, migrations and the worker have the owner's password too;
# a web host is not given it, so nothing there can act as the owner.
DATABASES = {"default": _database("c360_web", env_secret("C360_PG_WEB_PASSWORD"), "app")}
if "C360_PG_OWNER_PASSWORD" in os.environ or "C360_PG_OWNER_PASSWORD_FILE" in os.environ:
    DATABASES["owner"] = _database("c360_owner", env_secret("C360_PG_OWNER_PASSWORD"), "app")
# Statements of c360.http.rows are planned once a connection, for any values.
# Each connection knows the hot ones before its first answer (config/warm.py).
C360_PG_POOL = int(env("C360_PG_POOL", "4"))
C360_WARM = env_flag("C360_WARM", default=True)
_WEB_OPTIONS = {
    "options": "-c search_path=app -c plan_cache_mode=force_generic_plan",
    "prepare_threshold": 5,
    "connect_timeout": 3,
    "tcp_user_timeout": 5000,
    "pool": {
        "min_size": 1,
        "max_size": C360_PG_POOL,
        "timeout": 5,
        "reconnect_timeout": 2,  # then who asks next tries anew, however long it was away
    },
}
DATABASES["default"]["OPTIONS"] = _WEB_OPTIONS
# Replicas of it (streaming replication) that answer what only reads: see c360.core.databases.
C360_PG_REPLICA_LAG = float(env("C360_PG_REPLICA_LAG", "5"))
for _number, (_host, _port) in enumerate(env_addresses("C360_PG_REPLICAS"), 1):
    DATABASES[f"replica_{_number}"] = {
        **DATABASES["default"],
        "HOST": _host,
        "PORT": _port or DATABASES["default"]["PORT"],
        "OPTIONS": {
            **_WEB_OPTIONS,
            "options": f"{_WEB_OPTIONS['options']} -c default_transaction_read_only=on",
        },
    }
DATABASE_ROUTERS = ["c360.core.databases.Router"]

C360_REDIS_SESSIONS_URL = env("C360_REDIS_SESSIONS_URL")
C360_REDIS_CACHE_URL = env("C360_REDIS_CACHE_URL")
# The sealer reads and trims the audit's stream, which the web's own user should not.
C360_REDIS_AUDIT_URL = env("C360_REDIS_AUDIT_URL", C360_REDIS_SESSIONS_URL)

# A collector's own bearer token for /metrics; empty: only viewers who may see loads.
C360_METRICS_TOKEN = env("C360_METRICS_TOKEN", "")
C360_METRICS_DIR = env("PROMETHEUS_MULTIPROC_DIR", "")
C360_CONCURRENT_ANSWERS = int(env("C360_CONCURRENT_ANSWERS", "6"))
C360_DRAIN_FILE = env("C360_DRAIN_FILE", "")
C360_READINESS = {
    "database": "c360.http.health.database",
    "publication": "c360.http.health.published",
    "answer_cache": "c360.http.health.answers",
    "session_store": "c360.access.health.sessions",
    "directory": "c360.access.health.people",
}

# Usage: counts by the hour, kept so many months; Google Analytics 4 only where an id is set.
C360_USAGE_MONTHS = int(env("C360_USAGE_MONTHS", "13"))
C360_GA4_MEASUREMENT_ID = env("C360_GA4_MEASUREMENT_ID", "")
C360_GA4_API_SECRET = env_secret("C360_GA4_API_SECRET") if C360_GA4_MEASUREMENT_ID else ""
C360_GA4_URL = env("C360_GA4_URL", "https://www.google-analytics.com/mp/collect")

C360_TOKEN_KEYS = env_secret("C360_TOKEN_KEYS")
C360_SESSION_IDLE_SECONDS = int(env("C360_SESSION_IDLE_SECONDS", "900"))
C360_SESSION_ABSOLUTE_SECONDS = int(env("C360_SESSION_ABSOLUTE_SECONDS", "36000"))

C360_LDAP = {
    "uri": env("C360_LDAP_URI"),
    "ca_file": env("C360_LDAP_CA_FILE"),
    "start_tls": env_flag("C360_LDAP_START_TLS"),
    "bind_dn": env("C360_LDAP_BIND_DN"),
    "bind_password": env_secret("C360_LDAP_BIND_PASSWORD"),
    "user_base": env("C360_LDAP_USER_BASE"),
    "group_base": env("C360_LDAP_GROUP_BASE"),
    "user_filter": env("C360_LDAP_USER_FILTER", ""),
}
# The role of each directory group; the first that matches holds.
C360_ROLE_GROUPS = {
    "c360-region-head": "region_head",
    "c360-cluster-head": "cluster_head",
    "c360-branch-head": "branch_head",
    "c360-rm": "rm",
    "c360-service-desk": "service_desk",
    "c360-auditor": "auditor",
    "c360-operator": "operator",
}
# Groups that permit more than a role does: staff and VIP customers are hidden without theirs.
C360_PERMISSION_GROUPS = {
    "c360-staff-customers": "customer.staff",
    "c360-vip-customers": "customer.vip",
}
C360_REVEALS_AN_HOUR = int(env("C360_REVEALS_AN_HOUR", "30"))
C360_SEARCHES_A_MINUTE = int(env("C360_SEARCHES_A_MINUTE", "120"))
C360_CLIENT_CALLS_A_MINUTE = int(env("C360_CLIENT_CALLS_A_MINUTE", "600"))
C360_EXPORTS_AN_HOUR = int(env("C360_EXPORTS_AN_HOUR", "20"))
# Harvesting: customers a day from which own habits count, that nobody exceeds, and at night.
C360_HARVEST_LEAST = int(env("C360_HARVEST_LEAST", "60"))
C360_HARVEST_MOST = int(env("C360_HARVEST_MOST", "250"))
C360_HARVEST_OFF_HOURS = int(env("C360_HARVEST_OFF_HOURS", "20"))
C360_OFF_HOURS = env("C360_OFF_HOURS", "21:30-06:00")
C360_HONEY_CUSTOMERS = tuple(filter(None, env("C360_HONEY_CUSTOMERS", "").split(",")))
C360_WRITTEN_MONTHS = int(env("C360_WRITTEN_MONTHS", "0"))
C360_SIGN_IN_ATTEMPT_DAYS = int(env("C360_SIGN_IN_ATTEMPT_DAYS", "90"))
C360_SEALER = "c360.access.upkeep.seal_and_tidy"
C360_LATENESS_CHECK = "c360.modules.operations.lateness.watch"
C360_DIRECTORY_CHECK = "c360.access.recheck.recheck"
C360_DIRECTORY_CHECK_SECONDS = int(env("C360_DIRECTORY_CHECK_SECONDS", "60"))

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": ["c360.http.render.OrjsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["c360.http.render.OrjsonRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "c360.http.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_METADATA_CLASS": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Customer 360",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "c360.http.schema.add_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "OutcomeEnum": "c360.modules.conversations.serializers.OUTCOMES",
        "ReasonEnum": "c360.customers.serializers.REASONS",
        "RevealField": "c360.modules.oversight.actions.FIELDS",
        "RevealReason": "c360.modules.oversight.serializers.REVEAL_REASONS",
        "BreakGlassReason": "c360.modules.oversight.serializers.BREAK_GLASS_REASONS",
        "ReviewOutcome": "c360.modules.oversight.serializers.OUTCOMES",
        "AlertKind": "c360.modules.oversight.serializers.ALERT_KINDS",
    },
    "SCHEMA_PATH_PREFIX": "/api",
    "APPEND_COMPONENTS": {
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWE"}}
    },
    "SECURITY": [{"token": []}],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # It would write addresses with customer ids; c360.http.problems logs failures without them.
    "loggers": {"django.request": {"level": "CRITICAL"}},
    "root": {"handlers": ["stderr"], "level": env("C360_LOG_LEVEL", "INFO")},
}
