"""The columns of the report II.06a over facts: what `domain.reports.settlement.cells` says of one dossier, as SQL."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.reports.causes import ALL
from motcua.domain.reports.settlement import LATE, NAMES, Cells, TakenBack, broken, equalities
from motcua.storage import statements

_IN_HAND = "(f.ended_on IS NULL OR f.ended_on >= %(first)s)"
_DURING = "f.accepted_on >= %(first)s"
_WENT = "COALESCE(f.ended_on BETWEEN %(first)s AND %(last)s, FALSE)"
_DONE = f"({_WENT} AND f.ended IS NOT DISTINCT FROM 'done')"
_BACK = f"({_WENT} AND COALESCE(f.ended IN ('withdrawn', 'stopped', 'refused'), FALSE))"
_LEFT = "(f.ended_on IS NULL OR f.ended_on > %(last)s)"
_LATE = "COALESCE(f.late_on <= %(limit_by)s, FALSE)"


def _columns(taken_back: TakenBack) -> dict[str, str]:
    counted = _BACK if taken_back is TakenBack.SETTLED else "FALSE"
    return {
        "total": _IN_HAND, "online": f"{_DURING} AND f.channel = 'online'", "direct": f"{_DURING} AND f.channel IN ('counter', 'post')",
        "before": f"{_IN_HAND} AND NOT {_DURING}", "settled": f"{_WENT} AND (NOT {_BACK} OR {counted})",
        "early": f"{_DONE} AND f.timeliness IS NOT DISTINCT FROM 'early'",
        "on_time": f"({_DONE} AND f.timeliness IS NOT DISTINCT FROM 'on_time') OR ({counted} AND NOT f.ended_late)",
        "late": f"({_DONE} AND f.timeliness IS NOT DISTINCT FROM 'late') OR ({counted} AND f.ended_late)",
        "open": _LEFT, "open_in_time": f"{_LEFT} AND NOT {_LATE}", "open_late": f"{_LEFT} AND {_LATE}", "taken_back": _BACK,
    }  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Whose dossiers of which days, and how those taken back are counted."""

    units: Collection[str]  # ids of units that settle
    first: dt.date
    last: dt.date
    taken_back: TakenBack
    limit_by: dt.date | None = None  # what had its limit until then is late; None: until the last day


@dataclass(frozen=True)
class Counted:
    """The numbers of one unit and procedure, and its late dossiers by cause."""

    unit: str
    procedure: str
    cells: Cells
    causes: tuple[int, ...]
    broken: int = 0  # dossiers of which an equality does not hold


@dataclass(frozen=True)
class Wrong:
    """A dossier of which an equality does not hold."""

    dossier_id: uuid.UUID
    equalities: tuple[str, ...]


def counted(asked: Asked) -> list[Counted]:
    """Return the numbers by unit and procedure, in one statement: each dossier once, of one moment.

    Dossiers that no column can tell apart are counted together first, so that the columns are judged once a kind.
    """
    sums = [f"sum(n * {name})" for name in NAMES]
    late = " + ".join(LATE)
    causes = [f"COALESCE(sum(n * ({late})) FILTER (WHERE cause = '{one}'), 0)" for one in ALL]
    broken_ones = f"COALESCE(sum(n) FILTER (WHERE {_not_so(asked)}), 0)"
    text, values = _bound(
        f"SELECT competent_unit, procedure_code, {', '.join([broken_ones, *sums, *causes])} "
        f"FROM (SELECT f.competent_unit, f.procedure_code, f.cause, f.n, {_flags(asked)} FROM ({_KINDS}) f) c GROUP BY 1, 2 ORDER BY 1, 2",
        asked,
    )
    return [_counted(row) for row in statements.run(text, values)]


def wrong(asked: Asked, *, limit: int = 50) -> list[Wrong]:
    """Return dossiers of which an equality does not hold, the newest first."""
    text, values = _bound(
        f"SELECT dossier_id, {', '.join(NAMES)} FROM (SELECT f.dossier_id, {_flags(asked)} FROM figures_fact f WHERE {_SCOPE}) c "
        f"WHERE {_not_so(asked)} ORDER BY dossier_id DESC LIMIT {int(limit)}",
        asked,
    )
    return [
        Wrong(uuid.UUID(str(row[0])), tuple(broken(Cells(*(int(str(n)) for n in row[1:])), asked.taken_back)))
        for row in statements.run(text, values)
    ]


def behind(
    asked: Asked, columns: Sequence[str], *, limit: int, procedures: Collection[str] | None = None, after: uuid.UUID | None = None
) -> list[uuid.UUID]:
    """Return the dossiers behind one or several columns, the newest first; `after` goes on below a dossier. Raises KeyError."""
    known = _columns(asked.taken_back)
    where = " OR ".join(f"({known[name]})" for name in columns)
    more: dict[str, object] = {}
    text = f"SELECT f.dossier_id FROM figures_fact f WHERE {_SCOPE} AND ({where})"
    if procedures is not None:
        text, more = text + " AND f.procedure_code = ANY(%(procedures)s::text[])", {"procedures": sorted(procedures)}
    if after is not None:
        text, more = text + " AND f.dossier_id < %(after)s", more | {"after": after}
    bound, values = _bound(f"{text} ORDER BY f.dossier_id DESC LIMIT {int(limit)}", asked, more)
    return [uuid.UUID(str(row[0])) for row in statements.run(bound, values)]


# Whatever a column may count, a dossier that ended before it came in among them: what is broken must be found.
_SCOPE = f"f.competent_unit = ANY(%(units)s::uuid[]) AND f.accepted_on <= %(last)s AND ({_IN_HAND} OR {_DURING})"


# One row a kind of dossier, with days that stand for all of its days: before the period, in it, after it.
_KINDS = f"""SELECT competent_unit, procedure_code, channel, ended, timeliness, ended_late, accepted_on, ended_on, late_on, cause, count(*) AS n FROM (
  SELECT f.competent_unit, f.procedure_code, f.channel, f.ended, f.timeliness, f.ended_late, COALESCE(k.cause, '') AS cause,
    CASE WHEN {_DURING} THEN %(first)s::date ELSE %(first)s::date - 1 END AS accepted_on,
    CASE WHEN f.ended_on < %(first)s::date THEN %(first)s::date - 1 WHEN f.ended_on <= %(last)s::date THEN %(last)s::date WHEN f.ended_on > %(last)s::date THEN %(last)s::date + 1 END AS ended_on,
    CASE WHEN {_LATE} THEN %(limit_by)s::date END AS late_on
  FROM figures_fact f LEFT JOIN reports_latecause k ON k.dossier_id = f.dossier_id WHERE {_SCOPE}
) x GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"""


def _flags(asked: Asked) -> str:
    """Return every column of one dossier as 0 or 1."""
    return ", ".join(f"({text})::int AS {name}" for name, text in _columns(asked.taken_back).items())


def _not_so(asked: Asked) -> str:
    return " OR ".join(f"{name} <> {' + '.join(parts)}" for name, parts in equalities(asked.taken_back))


def _bound(text: str, asked: Asked, more: Mapping[str, object] | None = None) -> tuple[str, list[object]]:
    """Return the text with plain places, and the values in their order."""
    given = {"units": sorted(asked.units), "first": asked.first, "last": asked.last, "limit_by": asked.limit_by or asked.last} | dict(more or {})
    pieces, values = text.split("%("), []
    found = pieces[0]
    for piece in pieces[1:]:
        name, rest = piece.split(")s", 1)
        values.append(given[name])
        found += "%s" + rest
    return found, values


def _counted(row: Sequence[object]) -> Counted:
    numbers = [int(str(n)) for n in row[3:]]
    return Counted(str(row[0]), str(row[1]), Cells(*numbers[: len(NAMES)]), tuple(numbers[len(NAMES) :]), int(str(row[2])))
