"""Files of figures that take long: asked for, made by the worker with its progress kept, fetched, put away after a week.

A file is written beside its place and moved there when it is whole, so nobody ever fetches half of one or an empty one.
What fails says why and can be begun again.
"""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import xlsxwriter
from django.conf import settings
from django.db import transaction

from motcua.domain.figures import printing
from motcua.domain.figures.indicators import ALL
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.queries import actors, board, configuration
from motcua.queries.figures import figures, tables
from motcua.queries.figures.figures import Figure
from motcua.services import ledger
from motcua.services.figures import sheets
from motcua.storage.figures.models import Export
from motcua.storage.writes import Batch

log = logging.getLogger("motcua.figures")

TOPIC = "job.figures_export"
KINDS = ("xlsx", "csv")
AT_ONCE = 2  # files one person may have under way
KEPT = dt.timedelta(days=7)
LONGEST = 366 * 6  # days: a file may be of all the years there are
TOGETHER = 8  # indicators read in one go
SIMULATED = "DỮ LIỆU MÔ PHỎNG"
HEADINGS = (
    "Mã chỉ tiêu", "Chỉ tiêu", "Mã đơn vị", "Đơn vị", "Tháng", "Số được tính", "Trên tổng số", "Giá trị chính xác", "Giá trị in", "Đơn vị tính", "Lý do không có số",
)  # fmt: skip
SCALES = {printing.Scale.PERCENT: "%", printing.Scale.WORKING_DAYS: "ngày làm việc", printing.Scale.COUNT: ""}
SILENCES = {"source_not_connected": "nguồn chưa kết nối", "nothing_entered": "chưa có số nhập", "nothing_to_count": "không có gì để tính"}
Clock = Callable[[], dt.datetime]
Line = Sequence[str | int | None]


class ExportRefused(ValueError):
    """The file is not made; `code` says why: period, kind, too_many."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class NoSuchExport(LookupError):
    """There is no such file, or it is another person's: the two are not told apart."""


def begin(*, unit_id: str | None, first: dt.date, last: dt.date, kind: str, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Ask for all indicators by unit and month as a file, and return its id. Raises ExportRefused."""
    if kind not in KINDS:
        raise ExportRefused("kind")
    if first > last or (last - first).days >= LONGEST:
        raise ExportRefused("period")
    unit, _counted = board.reach(actor, unit_id)
    with transaction.atomic():
        if Export.objects.filter(asked_by=actor.id, state__in=("waiting", "working")).count() >= AT_ONCE:
            raise ExportRefused("too_many")
        row = Export(
            asked_at=at, asked_by=uuid.UUID(actor.id), unit=unit.id if unit else None, first=first, last=last, kind=kind, state="waiting",
        )  # fmt: skip
        row.save(force_insert=True)
        _tell(row, at)
    return row.id


def again(*, export_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Begin a file again that failed or was put away. Raises NoSuchExport, ExportRefused."""
    with transaction.atomic():
        row = Export.objects.select_for_update().filter(id=export_id, asked_by=actor.id).first()
        if row is None:
            raise NoSuchExport(str(export_id))
        if row.state not in ("failed", "gone"):
            raise ExportRefused("too_many")
        row.state, row.why, row.done, row.begun_at, row.ended_at = "waiting", "", 0, None, None
        row.save()
        _tell(row, at)


def _tell(row: Export, at: dt.datetime) -> None:
    batch = Batch()
    batch.insert("ledger_message", ledger.messages(learner=None, topic=TOPIC, chain=None, body={"export": str(row.id)}, at=at))
    batch.write()


def of(actor: Actor) -> list[Export]:
    """Return the files a person asked for, the latest first."""
    return list(Export.objects.filter(asked_by=actor.id).order_by("-asked_at")[:20])


def one(export_id: uuid.UUID, actor: Actor) -> Export:
    """Return a file a person asked for. Raises NoSuchExport."""
    row = Export.objects.filter(id=export_id, asked_by=actor.id).first()
    if row is None:
        raise NoSuchExport(str(export_id))
    return row


def opened(row: Export) -> Iterator[bytes]:
    """Return the content of a file that is ready, piece by piece. Raises NoSuchExport where it was put away."""
    try:
        found = _place(row).open("rb")
    except FileNotFoundError:
        raise NoSuchExport(str(row.id)) from None
    return _pieces(found)


def _pieces(found: object) -> Iterator[bytes]:
    with found:  # type: ignore[attr-defined]
        while piece := found.read(sheets.CHUNK):  # type: ignore[attr-defined]
            yield piece


def make(*, export_id: uuid.UUID, clock: Clock) -> None:
    """Make a file that was asked for; run twice it is made once. Whatever goes wrong is kept as the reason."""
    taken = Export.objects.filter(id=export_id, state__in=("waiting", "working")).update(state="working", begun_at=clock(), done=0)
    if not taken:
        return
    row = Export.objects.get(id=export_id)
    try:
        _make(row, clock)
    except _Refused as refused:
        _failed(row, str(refused), clock)
    except OSError as error:
        log.error("a file of figures could not be written", exc_info=error)
        _failed(row, "not_written", clock)
    except Exception as error:
        log.error("a file of figures could not be made", exc_info=error)
        _failed(row, "fault", clock)


class _Refused(Exception):
    pass


def _failed(row: Export, why: str, clock: Clock) -> None:
    Export.objects.filter(id=row.id).update(state="failed", why=why, ended_at=clock())


def _make(row: Export, clock: Clock) -> None:
    actor = actors.staff(row.asked_by, configuration.current(), local(clock()).date())
    if actor is None or not actor.holds(*board.ROLES):
        raise _Refused("not_allowed")
    unit, counted = board.reach(actor, str(row.unit) if row.unit else None)
    if row.unit is not None and (unit is None or unit.id != row.unit):
        raise _Refused("not_allowed")
    codes = [code for code in ALL if figures.by_month(code)]
    Export.objects.filter(id=row.id).update(whole=len(codes))
    begun = clock()
    config = configuration.current()
    known = sorted((config.units[u] for u in counted if u in config.units), key=lambda u: (u.code, str(u.id)))
    groups = {str(u.id): config.under(str(u.id)) & counted for u in known}
    names = {str(u.id): (u.code, u.name) for u in known}
    about = _about(row, unit.name if unit else "", begun)
    place = _place(row)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = place.with_suffix(".part")
    write = _write_csv if row.kind == "csv" else _write_xlsx
    try:
        count = write(waiting, about, _lines(row, codes, groups, names))
        if count == 0:
            raise _Refused("nothing")
        size = waiting.stat().st_size
        waiting.replace(place)
    finally:
        waiting.unlink(missing_ok=True)
    Export.objects.filter(id=row.id).update(state="ready", ended_at=clock(), size=size, rows=count, done=len(codes))


def _about(row: Export, unit: str, at: dt.datetime) -> list[str]:
    lines = [
        "Tất cả chỉ tiêu theo đơn vị và tháng", f"Kỳ: từ {row.first:%d/%m/%Y} đến {row.last:%d/%m/%Y}",
        f"Đơn vị: {unit or 'tất cả đơn vị trong phạm vi được xem'}; mỗi đơn vị gồm cả các đơn vị trực thuộc",
        f"Lập lúc {local(at):%H:%M:%S} ngày {local(at):%d/%m/%Y}; mỗi chỉ tiêu theo dữ liệu lúc đọc, từ thời điểm đó",
        "Chỉ tiêu không tính theo tháng (bách phân vị, số nhập, số lượng dịch vụ) không có trong bảng này",
    ]  # fmt: skip
    return [SIMULATED, *lines] if settings.ENVIRONMENT.demo else lines


def _lines(row: Export, codes: Sequence[str], groups: Mapping[str, frozenset[str]], names: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, list[Line]]]:
    """Return the lines of each indicator; units of which it has nothing in the whole period are left out."""
    for start in range(0, len(codes), TOGETHER):
        some = codes[start : start + TOGETHER]
        found = tables.rows(some, first=row.first, last=row.last, groups=groups, by_month=True, silent=False)
        for code in some:
            told: dict[str, list[tuple[dt.date, Figure]]] = {}
            for one_ in found:
                figure = one_.figures[code]
                if figure is not None and one_.month is not None:
                    told.setdefault(one_.group, []).append((one_.month, figure))
            lines: list[Line] = [
                _line(names[group], month, figure)
                for group, months in told.items() if any(f.hit or f.of for _month, f in months) for month, figure in months
            ]
            yield code, lines
        Export.objects.filter(id=row.id).update(done=min(start + TOGETHER, len(codes)))


def _line(unit: tuple[str, str], month: dt.date, figure: Figure) -> Line:
    one_, exact = figure.indicator, figure.value
    number = "" if exact is None else f"{printing.printed(one_, exact)}".replace(".", ",")
    return (
        one_.code, one_.name.vi, *unit, f"{month:%m/%Y}", figure.hit, figure.of, "" if exact is None else str(exact), number,
        SCALES[printing.scale(one_)], SILENCES.get(figure.silence, ""),
    )  # fmt: skip


def _write_csv(path: Path, about: Sequence[str], found: Iterator[tuple[str, list[Line]]]) -> int:
    count = 0

    def rows() -> Iterator[list[str]]:
        nonlocal count
        yield from ([line] for line in about)
        yield []
        yield list(HEADINGS)
        for _code, lines in found:
            for line in lines:
                count += 1
                yield ["" if cell is None else str(cell) for cell in line]

    with path.open("wb") as out:
        for piece in sheets.csv_lines(rows()):
            out.write(piece)
    return count


def _write_xlsx(path: Path, about: Sequence[str], found: Iterator[tuple[str, list[Line]]]) -> int:
    count = 0
    settings_ = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), settings_) as out:
        bold = out.add_format({"bold": True})
        first = out.add_worksheet("0. Giới thiệu")
        for row, line in enumerate(about):
            first.write_string(row, 0, line)
        for place, (code, lines) in enumerate(found, start=1):
            if not lines:
                continue
            count += len(lines)
            page = out.add_worksheet(f"{place}. {code}"[: sheets.LONGEST_NAME])
            page.write_string(0, 0, "; ".join(about))
            for column, heading in enumerate(HEADINGS):
                page.write_string(1, column, heading, bold)
            for row, cells in enumerate(lines, start=2):
                for column, cell in enumerate(cells):
                    if isinstance(cell, int):
                        page.write_number(row, column, cell)
                    elif cell:
                        page.write_string(row, column, str(cell))
    return count


def put_away(*, at: dt.datetime) -> int:
    """Take files off the disk a week after they were made; return how many. What was asked for stays to be begun again."""
    old = list(Export.objects.filter(state="ready", ended_at__lt=at - KEPT))
    for row in old:
        _place(row).unlink(missing_ok=True)
        Export.objects.filter(id=row.id, state="ready").update(state="gone")
    return len(old)


def _place(row: Export) -> Path:
    return Path(settings.FILES_ROOT) / "exports" / f"{row.id}.{row.kind}"
