"""What people forget: docstrings, length of files, printing, the clock, deleting, addresses in locks and files."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.architecture import sources

MOST_LINES = 400
BELOW_THE_DOORS = ("domain", "ports", "storage", "queries", "services", "connectors")
PRINTING = ("src/motcua/cli/", "src/motcua/demo/", "bench/", "docs/run/", "frontend/", "tests/")

READS_THE_CLOCK = {
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "time.time", "time.time_ns", "time.monotonic", "time.perf_counter", "time.localtime", "time.gmtime",
    "django.utils.timezone.now", "django.utils.timezone.localdate", "django.utils.timezone.localtime",
    "django.db.models.functions.Now",
}  # fmt: skip
SQL_CLOCK = re.compile(r"\b(?:now\(\)|clock_timestamp\(|current_timestamp|current_date|localtimestamp)", re.IGNORECASE)

# Where the clock is read below the doors, and why: how long something takes is no fact about a dossier.
MAY_READ_THE_CLOCK = {
    "src/motcua/queries/configuration.py": "age of the process's own snapshot",
    "src/motcua/queries/console_health.py": "compares the database's clock with the moment it is given",
    "src/motcua/services/ledger_seals.py": "waits for transactions under way, at most a minute",
}

# Services that delete rows, and why that loses nothing. A dossier and what belongs to it are never deleted.
MAY_DELETE = {
    "src/motcua/services/calendars.py": "a season of working hours; noted in the ledger",
    "src/motcua/services/catalogue/publishing.py": "a draft of a revision; a published one is frozen by a trigger",
    "src/motcua/services/catalogue/rows.py": "a row of fees or limits that has not begun; noted in the ledger",
    "src/motcua/services/configuration.py": "a day of the calendar; noted in the ledger",
    "src/motcua/services/drafts.py": "a draft is no dossier yet: its owner throws it away",
    "src/motcua/services/kept_forms.py": "what was being typed when a counter was locked, once it was taken up or a day is over",
    "src/motcua/services/opening_hours.py": "hours of the doors; noted in the ledger",
    "src/motcua/services/reorganisation/undoing.py": "units an undone reorganisation had opened, once nothing names them; noted in the ledger",
    "src/motcua/services/saved_filters.py": "a filter somebody kept under a name",
    "src/motcua/services/supplements.py": "the draft of an answer, once the answer has been given",
    "src/motcua/services/fallback/outages.py": "an outage declared by mistake, as long as nothing was entered for it; noted in the ledger",
    "src/motcua/services/files.py": "files that nothing has used for a day",
    "src/motcua/services/sweeping.py": "sessions that ended, idempotency keys after thirty days",
    "src/motcua/services/throttling.py": "counts of rate limits whose window is over",
}
DRAFTS = {"Draft", "DraftFile", "SavedFilter"}  # in the dossiers app, and no part of a dossier

EVALUATORS = {"cel", "jsonschema_rs"}  # pure functions: docs/adr/0009-domain-may-evaluate.md
LOCKS = ("requirements.txt", "requirements-dev.txt", "frontend/package-lock.json", "frontend/print-fonts/package-lock.json")
# Spelled in pieces, so that this file does not name what it forbids.
REGISTRIES = [".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"), ("yarnpkg", "com"), ("deb", "debian", "org"),
    ("security", "debian", "org"), ("proxy", "golang", "org"), ("crates", "io"),
)]  # fmt: skip


def test_every_module_opens_with_a_sentence_saying_what_it_is():
    silent = [sources.name(p) for p in sources.modules() if not ast.get_docstring(sources.tree(p))]
    assert silent == []


def test_no_module_is_longer_than_four_hundred_lines():
    lengths = {sources.name(p): sources.text(p).count("\n") for p in sources.modules()}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_only_commands_and_the_demo_print():
    found = []
    for path in sources.modules():
        if sources.name(path).startswith(PRINTING):
            continue
        for node in ast.walk(sources.tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                found.append(f"{sources.name(path)}:{node.lineno}")
    assert found == []


def test_nothing_below_the_doors_reads_the_clock():
    found: dict[str, list[int]] = {}
    for path in _below_the_doors():
        module = sources.tree(path)
        lines = [line for name, line in sources.references(module) if name in READS_THE_CLOCK]
        lines += [line for text, line in sources.written(module) if SQL_CLOCK.search(text)]
        lines += [node.value.lineno for node in ast.walk(module) if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add")]
        if lines:
            found[sources.name(path)] = sorted(lines)
    assert {path: lines for path, lines in found.items() if path not in MAY_READ_THE_CLOCK} == {}
    assert set(MAY_READ_THE_CLOCK) - set(found) == set(), "these no longer need to be excused"


def test_domain_and_ports_import_the_standard_library_and_two_evaluators():
    strange = []
    for ring in ("domain", "ports"):
        for path in sources.modules(f"src/motcua/{ring}/"):
            evaluators = EVALUATORS if sources.name(path).startswith("src/motcua/domain/procedures/") else set()
            for whole in sources.imported(sources.tree(path)):
                first = whole.split(".")[0]
                own = whole.startswith(("motcua.domain", "motcua.ports"))
                if not own and first not in sys.stdlib_module_names | evaluators:
                    strange.append(f"{sources.name(path)}: {whole}")
    assert strange == []


def test_services_delete_only_what_is_no_part_of_a_dossier():
    deleting: dict[str, list[str]] = {}
    for path in sources.modules("src/motcua/services"):
        module = sources.tree(path)
        known = sources.meanings(module)
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("delete", "_raw_delete"):
                name = known.get(sources.root_of(node.func) or "", "a row")
                deleting.setdefault(sources.name(path), []).append(name)
    assert {path: names for path, names in deleting.items() if path not in MAY_DELETE} == {}
    assert set(MAY_DELETE) - set(deleting) == set(), "these no longer need to be excused"
    models = [name for names in deleting.values() for name in names if name.startswith("motcua.storage.dossiers.models.")]
    assert {name.rsplit(".", 1)[1] for name in models} <= DRAFTS


def test_no_statement_deletes_from_the_tables_of_dossiers_or_the_ledger():
    found = []
    for path in sources.modules("src/motcua"):
        for text, line in sources.written(sources.tree(path)):
            if re.search(r"\b(?:DELETE\s+FROM|TRUNCATE)\s+(?:TABLE\s+)?\"?(?:dossiers|papers|fees|ledger)_", text, re.IGNORECASE):
                found.append(f"{sources.name(path)}:{line}")
    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_digests_and_no_addresses(lock):
    text = sources.text(sources.ROOT / lock)
    addresses = ("://", "http:", "https:", "resolved", "-url", "--find-links")
    assert [one for one in addresses if one in text] == []
    assert ("--hash=sha256:" if lock.endswith(".txt") else '"integrity"') in text


def test_every_lock_file_is_looked_at():
    locks = {sources.name(p) for p in sources.tracked() if p.name == "package-lock.json" or p.match("requirements*.txt")}
    assert locks == set(LOCKS)
    assert not [p for p in sources.tracked() if p.name in ("uv.lock", "poetry.lock", "Pipfile.lock", "yarn.lock", "pnpm-lock.yaml")]


def test_no_file_names_the_host_of_a_registry():
    found = [
        f"{sources.name(path)}: {host}" for path in sources.tracked() for host in REGISTRIES if host in sources.text(path)
    ]
    assert found == []


def test_no_file_keeps_both_sides_of_a_merge():
    signs = re.compile(r"^(?:<{7}|>{7}|\|{7}) ", re.MULTILINE)
    assert [sources.name(path) for path in sources.tracked() if signs.search(sources.text(path))] == []


def _below_the_doors() -> list[Path]:
    return [p for ring in BELOW_THE_DOORS for p in sources.modules(f"src/motcua/{ring}/")]
