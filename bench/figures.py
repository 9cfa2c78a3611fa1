"""`make bench-figures`: figures over five years of a province, each beside a plain GROUP BY on the same data in the same run.

Five million dossiers, 450 units of both eras, 1,500 procedures; and every published unit of the national index from its
own dossiers, where the shared table is at hand.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from unittest import mock

from bench.__main__ import ROOM, _surroundings

UNITS, OLD_UNITS, PROCEDURES = 450, 250, 1500  # of the units so many ended on 30/6/2025
FIRST, LAST = dt.date(2022, 1, 1), dt.date(2026, 11, 20)
TODAY = dt.date(2026, 11, 20)
KEY = ("online", "on_time", "on_time_national", "overdue", "paid_online", "digitised", "received", "settled", "open", "satisfied")

Line = tuple[str, Callable[[], object], str, list[object], float]
HOTTEST = (
    "ten key figures of the province, this month", "every indicator, this month and the one before", "on time, all units, this month and the one before",
    "overdue, all units, all months of five years", "index of all units for a year",
)  # fmt: skip
TURNS = 9  # of which the middle one is told; a statement seen five times on a connection is prepared there
WIDE = 180  # characters of a line of a plan that are shown
PLANS = """# Plans of the five hottest questions

Written by `python -m bench.figures --explain FILE` over {count:,} dossiers, 450 units, 1,500 procedures. Long lines are cut.

"""

# One pass makes every fact; what is drawn follows from the number alone, so that two runs have the same data.
MADE = """
INSERT INTO figures_fact (dossier_id, procedure_code, channel, online_level, received_unit, competent_unit, filed_on, accepted_on, ended_on,
  ended, returned_on, granted, ended_late, late_on, timeliness, appointment_late, national_late_on, no_due, answered_in_time, worked_minutes,
  worked_hours, supplements, apologised, fee_set, fee_due, fee, fee_before, shortened, paid, paid_cashless, paid_online, papers, papers_digital,
  wholly_digital, result_wanted, result_digital, result_signed, afar, assisted, elsewhere, entered_late, corrected, rating, synced, reused, stored,
  population, complained, told, asked_twice, undated, both_late_on, steps)
SELECT md5('d' || i)::uuid, '1.' || p, CASE WHEN online THEN 'online' ELSE 'counter' END, CASE p % 3 WHEN 0 THEN 'none' WHEN 1 THEN 'partial' ELSE 'full' END,
  u, u, day, day, ended_on, CASE WHEN ended_on IS NULL THEN NULL WHEN h[5] < 2 THEN 'withdrawn' ELSE 'done' END, ended_on, ended_on IS NOT NULL,
  COALESCE(ended_on > due, FALSE), due, CASE WHEN ended_on IS NULL OR h[5] < 2 THEN NULL WHEN ended_on > due THEN 'late' WHEN ended_on = due THEN 'on_time' ELSE 'early' END,
  ended_on > due, CASE WHEN ended_on IS NULL OR ended_on > due OR h[6] < 15 THEN due END, FALSE, CASE WHEN online THEN h[7] > 10 END,
  (ended_on - day) * 480, (ended_on - day) * 8, CASE WHEN h[6] < 15 THEN 2 ELSE 0 END, h[8] < 2, p % 4 = 0, p % 4 = 0 AND h[9] > 20, CASE WHEN p % 4 = 0 AND h[9] > 20 THEN 10000 ELSE 0 END,
  10000, 0, CASE WHEN p % 4 = 0 AND h[9] > 20 THEN 10000 ELSE 0 END, 0, CASE WHEN p % 4 = 0 AND h[9] > 20 AND h[10] > 40 THEN 10000 ELSE 0 END, 3, h[11] % 4,
  h[11] % 4 = 3, p % 5 <> 0, p % 5 <> 0 AND h[12] > 30, p % 5 <> 0 AND h[12] > 50, online AND h[13] > 20, h[13] < 5, h[14] < 3, FALSE, 0,
  CASE WHEN h[15] < 20 THEN 1 + h[15] % 3 END, TRUE, h[16] < 30, h[1] < 10, h[2] < 40, FALSE,
  CASE WHEN ended_on IS NOT NULL THEN 'done' END, h[6] < 15, FALSE, CASE WHEN ended_on IS NULL OR ended_on > due THEN due END,
  CASE WHEN ended_on IS NOT NULL THEN CASE WHEN h[7] < 30 THEN 'late' WHEN h[7] < 60 THEN 'on_time' ELSE 'early' END END
FROM (
  SELECT i, h, day, u, p, h[3] < 20 + 15 * (extract(year FROM day)::int - 2022) AS online, day + 3 + h[4] % 20 AS due,
    CASE WHEN day + 1 + (h[4] * h[5]) % 24 < %(today)s THEN day + 1 + (h[4] * h[5]) % 24 END AS ended_on
  FROM (
    SELECT i, h, day, (1 + floor(1500 * power((get_byte(b, 2) * 256 + get_byte(b, 3)) / 65536.0, 3)))::int AS p,
      md5('u' || CASE WHEN day <= '2025-06-30' THEN (get_byte(b, 0) * 256 + get_byte(b, 1)) %% 250 ELSE 250 + (get_byte(b, 0) * 256 + get_byte(b, 1)) %% 200 END)::uuid AS u
    FROM (
      SELECT i, b, ARRAY(SELECT get_byte(b, n) %% 100 FROM generate_series(0, 15) n) AS h, %(first)s + (i %% %(days)s)::int AS day
      FROM (SELECT i, decode(md5(i::text), 'hex') AS b FROM generate_series(1, %(count)s) i OFFSET 0) a OFFSET 0
    ) c OFFSET 0
  ) e OFFSET 0
) f
"""


def main() -> int:
    """Make the facts once, measure each figure and its plain GROUP BY in turn, print them, and return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(prog="python -m bench.figures", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=5_000_000)
    parser.add_argument("--explain", type=Path, help="write the plans of the hottest queries to this file")
    given = parser.parse_args()
    _surroundings()
    from motcua.cli import private_database, surroundings

    surroundings.keys()
    database = private_database.start(place=ROOM / "figures", fsync=False, fresh=True)
    try:
        for name in ("DATABASE_OWNER_URL", "DATABASE_URL"):
            os.environ[name] = database.url(role=private_database.OWNER)
        return _measure(given.dossiers, given.explain)
    finally:
        database.stop()


def _measure(count: int, explain: Path | None) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from motcua.services import maintenance

    call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
    maintenance.take_time()
    print(f"» {count:,} dossiers, {UNITS} units of both eras, {PROCEDURES:,} procedures", flush=True)
    _timed("make the facts", lambda: _facts(connection, count))
    from motcua.services.figures import folding

    print("» sums", flush=True)
    anew = _timed("make every sum anew", lambda: folding.make_anew(at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC)))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE figures_rollup")
        cursor.execute("SELECT count(*), pg_total_relation_size('figures_rollup'), pg_total_relation_size('figures_fact') FROM figures_rollup")
        rows, sums, facts = cursor.fetchone()
    print(f"  {rows:,} sums, {sums >> 20} MB; facts {facts >> 20} MB")
    lines = _lines(connection)
    bad = _told(connection, lines)
    if explain:
        hottest = {name: ours for name, ours, _text, _values, _limit in lines if name in HOTTEST}
        explain.write_text(PLANS.format(count=count) + _explain(connection, hottest), encoding="utf-8")
    bad += [] if anew <= 60 else [f"every sum anew took {anew:.0f} s, at most 60"]
    for line in bad:
        print(f"✗ {line}")
    return 1 if bad else 0


def _facts(connection: object, count: int) -> None:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'figures_fact' AND indexname NOT LIKE '%%pkey'")
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        text = MADE.replace("h[4] % 20", "h[4] %% 20").replace("h[5]) % 24", "h[5]) %% 24").replace("p % ", "p %% ").replace("h[11] % 4", "h[11] %% 4").replace("h[15] % 3", "h[15] %% 3")
        cursor.execute(text, {"count": count, "first": FIRST, "days": (LAST - FIRST).days + 1, "today": TODAY})
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE figures_fact")


def _lines(connection: object) -> list[Line]:
    """Return what is measured: its name, the figure, the plain GROUP BY beside it with its values, the limit in milliseconds."""
    from motcua.domain.figures.indicators import ALL
    from motcua.queries import configuration
    from motcua.queries.figures import comparing, figures, index

    month, year = dt.date(2026, 11, 1), dt.date(2026, 1, 1)
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT DISTINCT competent_unit::text FROM figures_fact WHERE accepted_on >= '2026-10-01'")
        units = [row[0] for row in cursor.fetchall()]
    configuration.current()
    plain_month = "SELECT date_trunc('month', accepted_on), competent_unit, count(*) FILTER (WHERE channel = 'online'), count(*) FROM figures_fact GROUP BY 1, 2"
    plain = (
        "SELECT competent_unit, count(*) FILTER (WHERE channel = 'online'), count(*) FROM figures_fact WHERE accepted_on BETWEEN %s AND %s GROUP BY 1"
    )
    by_day = "SELECT accepted_on, count(*) FILTER (WHERE channel = 'online'), count(*) FROM figures_fact WHERE accepted_on BETWEEN %s AND %s GROUP BY 1"
    hundred = TODAY - dt.timedelta(days=99)
    return [
        ("share online, all units, all months of five years", lambda: figures.series(["online"], first=FIRST, last=LAST, span="month", by_unit=True), plain_month, [], 100),
        ("overdue, all units, all months of five years", lambda: figures.series(["overdue"], first=FIRST, last=LAST, span="month", by_unit=True), plain_month, [], 100),
        ("ten key figures of the province, this month", lambda: figures.read(KEY, first=month, last=TODAY), plain, [month, TODAY], 100),
        ("ten key figures of the province, this year", lambda: figures.read(KEY, first=year, last=TODAY), plain, [year, TODAY], 100),
        ("every indicator, this month and the one before", lambda: comparing.with_earlier(list(ALL), first=month, last=TODAY, units=None), plain, [month, TODAY], 100),
        ("on time, all units, this month and the one before", lambda: _both(figures, "on_time", month), plain, [month, TODAY], 100),
        ("overdue, all units, this month and the one before", lambda: _both(figures, "overdue", month), plain, [month, TODAY], 100),
        ("share online by unit, this year", lambda: figures.read(["online"], first=year, last=TODAY, by_unit=True), plain, [year, TODAY], 100),
        ("ten key figures of one unit, this year", lambda: figures.read(KEY, first=year, last=TODAY, units=units[:1]), plain, [year, TODAY], 100),
        ("every indicator of one unit, this month and before", lambda: comparing.with_earlier(list(ALL), first=month, last=TODAY, units=units[:1]), plain, [month, TODAY], 100),
        ("received and settled by day, a hundred days", lambda: figures.series(["received", "settled"], first=hundred, last=TODAY, span="day"), by_day, [hundred, TODAY], 100),
        ("a campaign of 96 units by day, a hundred days", lambda: figures.series(["online"], first=hundred, last=TODAY, span="day", units=units[:96]), by_day, [hundred, TODAY], 100),
        ("nine of ten done within, province, this year", lambda: figures.one("slowest_tenth", first=year, last=TODAY), plain, [year, TODAY], 100),
        ("index of all units for a year", lambda: index.read(first=year, last=TODAY, groups={u: [u] for u in units}), plain, [year, TODAY], 2000),
    ]  # fmt: skip


def _told(connection: object, lines: list[Line]) -> list[str]:
    """Measure each figure and its plain GROUP BY in turn; return what passes its limit."""
    print(f"\n{'':58}{'ms':>9}{'plain ms':>10}{'share':>8}")
    bad = []
    for name, ours, text, values, limit in lines:
        times, plains = [], []
        for turn in range(TURNS):
            times.append(_clock(ours))
            if turn % 3 == 1:  # in between, and seldom: it is slow
                plains.append(_clock(lambda text=text, values=values: _run(connection, text, values)))  # type: ignore[misc]
        took, beside = sorted(times)[TURNS // 2], sorted(plains)[len(plains) // 2]
        print(f"{name:58}{took:9.1f}{beside:10.1f}{took / beside:8.2f}", flush=True)
        if took > limit:
            bad.append(f"{name}: {took:.0f} ms, at most {limit:.0f}")
    return bad


def _both(figures: ModuleType, code: str, first: dt.date) -> None:
    figures.read([code], first=first, last=TODAY, by_unit=True)
    figures.read([code], first=dt.date(2026, 10, 1), last=dt.date(2026, 10, 20), by_unit=True)


def _explain(connection: object, asked: Mapping[str, Callable[[], object]]) -> str:
    """Return the plans of what the board asks most, as a page of the docs."""
    from motcua.storage import statements

    sent: list[tuple[str, Sequence[object]]] = []
    usual = statements.run

    def listening(text: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        sent.append((text, values))
        return usual(text, values)

    told = []
    for name, work in asked.items():
        sent.clear()
        with mock.patch.object(statements, "run", listening):
            work()
        told.append(f"## {name[0].upper()}{name[1:]}\n")
        for number, (text, values) in enumerate(sent, 1):
            with connection.cursor() as cursor:  # type: ignore[attr-defined]
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) {text}", list(values) or None)
                lines = [row[0] for row in cursor.fetchall()]
            shown = [line if len(line) <= WIDE else f"{line[:WIDE]} …" for line in lines if not line.lstrip().startswith(("Planning:", "Buffers: shared hit=0"))]
            told.append(f"Statement {number} of {len(sent)}:\n\n```text\n" + "\n".join(shown) + "\n```\n")
    return "\n".join(told)


def _run(connection: object, text: str, values: list[object]) -> None:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(text, values or None)
        cursor.fetchall()


def _clock(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _timed(name: str, work: Callable[[], object]) -> float:
    took = _clock(work) / 1000
    print(f"  {name}: {took:.1f} s", flush=True)
    return took


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
    raise SystemExit(main())
