"""The typed environment: every variable that Ronghe reads, with its meaning.

Wrong and missing variables stop the start with one message that lists all faults.
"""

import base64
import binascii
import re
from dataclasses import dataclass, field

from environs import Env, EnvError

MODES = ("production", "development")
FORMATS = ("json", "console")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
# 50 random hexadecimal characters have fewer different ones once in a million million; a key of
# digits alone nearly never has fewer.
_DISTINCT_AT_LEAST = 8
# The key in the examples of Fernet's specification.
_PUBLISHED = ("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=",)
_RATE = re.compile(r"[1-9][0-9]{0,6}/(second|minute|hour|day)")


class EnvironmentFault(SystemExit):
    """The environment is not valid; the text lists all faults, one a line."""


@dataclass(frozen=True)
class Environment:
    """The environment of the process.

    `secret_key_fallbacks`: earlier secret keys, whose sessions and cursors stay valid while they
    are listed. `encryption_keys`: Fernet keys, newest first. `database_prepares`: PostgreSQL keeps
    the plans of long statements; false where a pooler hands out a connection by transaction and
    knows no prepared statements (PgBouncer before 1.22, or with `max_prepared_statements` 0).
    `webhook_allow_loopback`: permits
    endpoints on this machine, over http too; production refuses it. `webhook_kept_days`: the
    days after which finished deliveries and their events are deleted; 0 keeps all.
    `shortlist_kept_days`: the days after which archived briefs, and revisions that newer ones
    followed, are deleted where nothing needs them; 0 keeps all.
    `rate_limit`: the requests that an API key may make, as 600/minute; '' sets no limit,
    because the limit is agreed between operator and firm. `email_url`: '' prints mail instead
    of sending it. `public_url`: the address by which readers of mail reach this service,
    without a slash at its end; '' sends no digests. `renew_matches`: recomputes stored matches
    when their basis changes, once any were computed. `firm_waiting_briefs`: how many briefs of a
    firm may wait for an answer; `firm_shortlists`: how many shortlists that are not archived it may
    keep; 0 sets no limit. `index_dir`: the folder of the column
    files that all processes map; with '' each process loads the partners into its own memory.
    `screening_url`: a match API that screens partners, and its dataset and key; '' screens
    none. `metrics_token`: what a scraper sends to read /metrics from elsewhere than this
    machine; '' lets only this machine read them in production, and everybody in development.
    """

    mode: str
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    encryption_keys: tuple[str, ...]
    database_url: str
    database_prepares: bool
    redis_url: str
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    log_format: str
    log_level: str
    behind_proxy: bool
    renew_matches: bool
    firm_waiting_briefs: int
    firm_shortlists: int
    webhook_allow_loopback: bool
    webhook_kept_days: int
    shortlist_kept_days: int
    rate_limit: str
    email_url: str
    mail_from: str
    public_url: str
    index_dir: str
    screening_url: str
    screening_dataset: str
    screening_key: str = field(repr=False)
    metrics_token: str = field(repr=False)

    @property
    def production(self) -> bool:
        return self.mode == "production"


def load_environment() -> Environment:
    """Read the environment of this process. Raises `EnvironmentFault` with all faults."""
    reader = _VariableReader(Env())
    # Production is the default, so that a forgotten variable cannot weaken a deployment.
    mode = reader.choice("RONGHE_MODE", "production", MODES)
    production = mode == "production"
    environment = Environment(
        mode=mode,
        secret_key=reader.required("SECRET_KEY", "signs sessions: 50 or more random characters"),
        secret_key_fallbacks=reader.string_list("SECRET_KEY_FALLBACKS"),
        encryption_keys=reader.keys("ENCRYPTION_KEYS"),
        database_url=reader.url(
            "DATABASE_URL", "postgresql://USER:PASSWORD@HOST:PORT/NAME", ("postgresql", "postgres")
        ),
        database_prepares=reader.boolean("DATABASE_PREPARES", default=True),
        redis_url=reader.url("REDIS_URL", "redis://:PASSWORD@HOST:PORT/0", ("redis", "rediss")),
        allowed_hosts=reader.string_list("ALLOWED_HOSTS") or ("127.0.0.1", "localhost", "[::1]"),
        trusted_origins=reader.string_list("TRUSTED_ORIGINS"),
        log_format=reader.choice("LOG_FORMAT", "json" if production else "console", FORMATS),
        log_level=reader.choice("LOG_LEVEL", "INFO", LEVELS),
        behind_proxy=reader.boolean("BEHIND_PROXY"),
        renew_matches=reader.boolean("RENEW_MATCHES", default=True),
        # In production a firm could otherwise reach the services of this machine.
        webhook_allow_loopback=reader.boolean("WEBHOOK_ALLOW_LOOPBACK", default=not production),
        webhook_kept_days=reader.integer("WEBHOOK_KEPT_DAYS", 90),
        shortlist_kept_days=reader.integer("SHORTLIST_KEPT_DAYS", 0),
        rate_limit=reader.rate("RATE_LIMIT"),
        email_url=reader.optional_url(
            "EMAIL_URL", "smtp://USER:PASSWORD@HOST:PORT", ("smtp", "smtps", "smtp+tls")
        ),
        mail_from=reader.text("MAIL_FROM", "ronghe@localhost"),
        public_url=reader.optional_url("PUBLIC_URL", "https://HOST", ("https", "http")).rstrip("/"),
        firm_waiting_briefs=reader.integer("FIRM_WAITING_BRIEFS", 5_000),
        firm_shortlists=reader.integer("FIRM_SHORTLISTS", 50_000),
        index_dir=reader.text("INDEX_DIR", ""),
        screening_url=reader.optional_url("SCREENING_URL", "https://HOST", ("https", "http")),
        screening_dataset=reader.text("SCREENING_DATASET", "default"),
        screening_key=reader.text("SCREENING_KEY", ""),
        metrics_token=reader.text("METRICS_TOKEN", ""),
    )
    if production:
        _add_production_faults(reader, environment)
    reader.raise_faults()
    return environment


@dataclass
class _VariableReader:
    """Reads variables and collects their faults."""

    env: Env
    faults: list[str] = field(default_factory=list)

    def add_fault_if(self, is_faulty: bool, fault: str) -> None:
        if is_faulty:
            self.faults.append(fault)

    def raise_faults(self) -> None:
        if self.faults:
            raise EnvironmentFault("Ronghe cannot start:\n  " + "\n  ".join(self.faults))

    def required(self, name: str, why: str) -> str:
        value = self.env.str(name, "")
        self.add_fault_if(not value, f"{name}: missing; {why}")
        return value

    def choice(self, name: str, default: str, known: tuple[str, ...]) -> str:
        value = self.env.str(name, default)
        self.add_fault_if(value not in known, f"{name}: {value!r} is not one of {', '.join(known)}")
        return value

    def string_list(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.env.str(name, "").split(",") if part.strip())

    def url(self, name: str, form: str, schemes: tuple[str, ...]) -> str:
        value = self.required(name, form)
        known = value.partition("://")[0] in schemes
        self.add_fault_if(bool(value) and not known, f"{name}: only {schemes[0]}:// is supported")
        return value

    def optional_url(self, name: str, form: str, schemes: tuple[str, ...]) -> str:
        return self.url(name, form, schemes) if self.env.str(name, "") else ""

    def text(self, name: str, default: str) -> str:
        return self.env.str(name, "") or default

    def integer(self, name: str, default: int) -> int:
        value = self.env.str(name, "") or str(default)
        is_valid = value.isascii() and value.isdigit() and len(value) <= 5
        self.add_fault_if(not is_valid, f"{name}: {value!r} is not a whole number from 0 to 99999")
        return int(value) if is_valid else default

    def rate(self, name: str) -> str:
        value = self.env.str(name, "")
        is_valid = not value or _RATE.fullmatch(value) is not None
        self.add_fault_if(
            not is_valid, f"{name}: {value!r} is not a rate: write 600/minute or 20/second"
        )
        return value if is_valid else ""

    def keys(self, name: str) -> tuple[str, ...]:
        found = self.string_list(name)
        self.add_fault_if(
            not found, f"{name}: missing; encrypts webhook secrets: Fernet keys, newest first"
        )
        for n, key in enumerate(found, 1):
            fault = _key_fault(key)
            self.add_fault_if(fault is not None, f"{name}: key {n} {fault}")
        return found

    def boolean(self, name: str, *, default: bool = False) -> bool:
        try:
            return self.env.bool(name, default)
        except EnvError:
            self.faults.append(f"{name}: write true or false")
            return False


def _add_production_faults(reader: _VariableReader, environment: Environment) -> None:
    """Add the faults of values that only a deployment must not have."""
    _add_key_faults(reader, environment)
    hosts = reader.string_list("ALLOWED_HOSTS")
    reader.add_fault_if(not hosts, "ALLOWED_HOSTS: missing; the host names of this service")
    reader.add_fault_if(
        "*" in hosts,
        "ALLOWED_HOSTS: * lets a client choose the address in our links; write the host names of"
        " this service",
    )
    reader.add_fault_if(
        environment.webhook_allow_loopback,
        "WEBHOOK_ALLOW_LOOPBACK: true lets every firm reach the services of this machine; leave it"
        " out",
    )
    reader.add_fault_if(
        bool(environment.email_url) and not reader.text("MAIL_FROM", ""),
        "MAIL_FROM: missing; the sender address of mail, needed with EMAIL_URL",
    )


def _add_key_faults(reader: _VariableReader, environment: Environment) -> None:
    # A fallback still verifies signatures, so a weak fallback is as bad as a weak key.
    named = [("SECRET_KEY_FALLBACKS", key) for key in environment.secret_key_fallbacks]
    for name, key in (("SECRET_KEY", environment.secret_key), *named):
        reader.add_fault_if(
            0 < len(key) < 50, f"{name}: {len(key)} characters, 50 or more are needed"
        )
        known = key.startswith("django-insecure-")
        reader.add_fault_if(
            known or (len(key) >= 50 and len(set(key)) < _DISTINCT_AT_LEAST),
            f"{name}: can be guessed; 50 or more random characters are needed",
        )
    # Only the first encrypts. A weak one behind it must be readable, to be rotated away.
    reader.add_fault_if(
        any(
            _key_fault(key) is None and _can_be_guessed(key)
            for key in environment.encryption_keys[:1]
        ),
        "ENCRYPTION_KEYS: key 1 can be guessed; make one with Fernet.generate_key()",
    )


def _can_be_guessed(key: str) -> bool:
    """Tell whether a Fernet key is published, made of a text, or of few different bytes."""
    content = base64.b64decode(key, altchars=b"-_")
    text = all(0x20 <= byte < 0x7F for byte in content)
    return key in _PUBLISHED or text or len(set(content)) < _DISTINCT_AT_LEAST


def _key_fault(key: str) -> str | None:
    try:
        # Fernet itself ignores invalid characters, which would hide a damaged key.
        size = len(base64.b64decode(key, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        return "is not base64url"
    return None if size == 32 else f"holds {size} bytes, 32 are needed"
