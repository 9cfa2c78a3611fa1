"""What the surroundings tell us: environment variables, read once, checked with messages that say what to set."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


class BadEnvironment(SystemExit):
    """One or more variables are wrong: the message lists each with what to set. Ends the process with code 2."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("motcua cannot start:\n" + "\n".join(f"  - {p}" for p in problems))


@dataclass(frozen=True)
class Environment:
    """The checked surroundings."""

    database_url: str
    secret_key: str
    keys: str
    data: Path
    hosts: tuple[str, ...]
    public_url: str
    demo: bool
    debug: bool
    secure: bool
    province_code: str
    province_name: str
    province_name_en: str
    email_host: str
    email_port: int
    email_from: str
    code_pattern: str
    upload_max_mb: int
    log_level: str
    pretend: tuple[str, ...]


def read(env: Mapping[str, str] | None = None) -> Environment:
    """Return the environment. Raises BadEnvironment naming every variable that is wrong."""
    env = os.environ if env is None else env
    problems: list[str] = []
    demo = _flag(env, "MOTCUA_DEMO", problems)
    public_url = env.get("MOTCUA_PUBLIC_URL", f"http://127.0.0.1:{env.get('PORT', '8000')}").rstrip("/")
    found = Environment(
        database_url=_database(env, problems),
        secret_key=_required(env, "MOTCUA_SECRET_KEY", "a long random text, at least 40 characters", 40, problems),
        keys=_required(env, "MOTCUA_KEYS", "the sealing keys; `motcua keys new` prints a fresh set", 60, problems),
        data=Path(env.get("MOTCUA_DATA", ".motcua")).resolve(),
        hosts=tuple(h.strip() for h in env.get("MOTCUA_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h.strip()),
        public_url=public_url,
        demo=demo,
        debug=_flag(env, "MOTCUA_DEBUG", problems),
        secure=public_url.startswith("https://"),
        province_code=env.get("MOTCUA_PROVINCE_CODE", "H48"),
        province_name=env.get("MOTCUA_PROVINCE_NAME", "Tỉnh Quảng Ngãi"),
        province_name_en=env.get("MOTCUA_PROVINCE_NAME_EN", "Quảng Ngãi Province"),
        email_host=env.get("MOTCUA_EMAIL_HOST", ""),
        email_port=_number(env, "MOTCUA_EMAIL_PORT", 25, problems),
        email_from=env.get("MOTCUA_EMAIL_FROM", "mot-cua@localhost"),
        code_pattern=env.get("MOTCUA_CODE_PATTERN", "{unit}-{day:%y%m%d}-{ordinal:04d}"),
        upload_max_mb=_number(env, "MOTCUA_UPLOAD_MAX_MB", 20, problems),
        log_level=env.get("MOTCUA_LOG_LEVEL", "INFO").upper(),
        pretend=_names(env, "MOTCUA_PRETEND", "sms,zalo" if demo else "", problems),
    )
    if found.demo and found.secure:
        problems.append("MOTCUA_DEMO is on beside an https address: the demo shows second-factor codes, so set it to off")
    if problems:
        raise BadEnvironment(problems)
    return found


def database(url: str) -> dict[str, object]:
    """Return Django's connection settings for a postgresql:// address. Raises ValueError for another scheme."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("DATABASE_URL must start with postgresql:// (PostgreSQL 16 or newer)")
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or (unquote(parts.hostname) if parts.hostname else "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "motcua",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": {
            **query,
            "connect_timeout": 5,
            "prepare_threshold": 5,  # for storage.statements alone: Django's own cursors never prepare
            "options": "-c jit=off -c max_parallel_workers_per_gather=0 -c statement_timeout=15000 -c lock_timeout=8000",
        },
    }


def _database(env: Mapping[str, str], problems: list[str]) -> str:
    url = env.get("DATABASE_URL", "")
    if not url:
        problems.append("DATABASE_URL is not set: give a postgresql:// address, or start through the `motcua` command,")
        problems.append("  which runs a private PostgreSQL of its own")
        return ""
    try:
        database(url)
    except ValueError as error:
        problems.append(str(error))
    return url


def _required(env: Mapping[str, str], name: str, what: str, least: int, problems: list[str]) -> str:
    value = env.get(name, "")
    if len(value) < least:
        problems.append(f"{name} is {'not set' if not value else 'too short'}: set it to {what}")
    return value


def _flag(env: Mapping[str, str], name: str, problems: list[str]) -> bool:
    value = env.get(name, "").strip().lower()
    if value not in ("", "0", "1", "true", "false", "on", "off"):
        problems.append(f"{name} is {value!r}: set it to on or off")
    return value in ("1", "true", "on")


def _names(env: Mapping[str, str], name: str, default: str, problems: list[str]) -> tuple[str, ...]:
    found = tuple(n.strip() for n in env.get(name, default).split(",") if n.strip())
    if not all(n.isidentifier() for n in found):
        problems.append(f"{name} is {env[name]!r}: set it to names separated by commas, e.g. sms,zalo, or leave it empty")
        return ()
    return found


def _number(env: Mapping[str, str], name: str, default: int, problems: list[str]) -> int:
    value = env.get(name, str(default))
    if not value.isdigit():
        problems.append(f"{name} is {value!r}: set it to a whole number, e.g. {default}")
        return default
    return int(value)
