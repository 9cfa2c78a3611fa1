"""What citizens see of the catalogue: cards, fields, life events, one procedure with its prices, one unit with its hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from motcua.domain import folding
from motcua.domain.calendar import Calendar, DayRule, OutsideCalendar, Session
from motcua.domain.dossiers.limits import Limit
from motcua.domain.fees.schedule import FeeLine
from motcua.domain.people import units
from motcua.domain.people.units import Unit, UnitKind
from motcua.domain.procedures.revision import Case, Channel, FeeItem, OnlineLevel, Revision, Text
from motcua.queries import configuration, prices
from motcua.queries.configuration import Configuration
from motcua.storage.people import models as people
from motcua.storage.procedures.models import LifeEvent, Procedure

RECORD_HIDDEN = frozenset({"code", "name", "source", "url", "source_digest"})


@dataclass(frozen=True)
class Card:
    """A procedure in a list."""

    code: str
    name: Text
    plain: Text | None
    field: str
    online: bool


@dataclass(frozen=True)
class FieldCount:
    """A field of administration with how many procedures it has here."""

    key: str
    name: str
    count: int


@dataclass(frozen=True)
class Event:
    """A moment of life that brings people to the office."""

    key: str
    name: Text


@dataclass(frozen=True)
class Fee:
    """What one fee comes to for one unit, or the item itself where the answers decide whether it is owed."""

    item: FeeItem
    line: FeeLine | None


@dataclass(frozen=True)
class Side:
    """Time and money through one channel."""

    legal: Limit | None
    promised: Limit | None
    basis: str  # the decision that promises less than the law
    fees: tuple[Fee, ...]
    note: Text | None

    @property
    def total(self) -> int | None:
        """Return the sum when it is the same for everybody who asks for nothing more; None when it hangs on answers."""
        owed = [fee for fee in self.fees if not fee.item.optional]
        if any(f.line is None or f.item.quantity_from or f.item.tiers for f in owed):
            return None
        return sum(f.line.amount for f in owed if f.line is not None)


@dataclass(frozen=True)
class Option:
    """One case of the procedure (None: every case) with both ways side by side."""

    case: Case | None
    counter: Side | None
    online: Side | None


@dataclass(frozen=True)
class ProcedurePage:
    """Everything the page of one procedure shows; `revision` is None where only the source's record is known."""

    code: str
    name: Text
    field: str
    agency: str
    url: str
    in_scope: bool
    revision: Revision | None
    effective_from: dt.date | None
    over_since: dt.date | None  # the last revision ended on this day
    options: tuple[Option, ...]
    by_post: bool
    record: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hours:
    """When a unit is open: its sessions on a usual working day, and the special days to come."""

    sessions: tuple[Session, ...]
    open_days: tuple[int, ...]
    special: tuple[DayRule, ...]


@dataclass(frozen=True)
class UnitPage:
    """Everything the page of one unit shows."""

    unit: Unit
    address: str
    phone: str
    parent: Unit | None
    hours: Hours | None
    procedures: tuple[Card, ...]


def most_used(config: Configuration, day: dt.date, *, limit: int = 8) -> tuple[Card, ...]:
    """Return the procedures filed most often."""
    rows = Procedure.objects.filter(in_scope=True, current__isnull=False).order_by(
        "-filings", "sort_key", "code"
    )
    return _cards(config, day, rows.values("code", "name", "field_name")[: limit * 2])[:limit]


def cards(config: Configuration, day: dt.date, codes: Iterable[str]) -> tuple[Card, ...]:
    """Return the procedures of these codes in this order, without those the catalogue does not have."""
    wanted = list(codes)
    rows = Procedure.objects.filter(code__in=wanted).values("code", "name", "field_name")
    by_code = {card.code: card for card in _cards(config, day, rows)}
    return tuple(by_code[code] for code in wanted if code in by_code)


def fields() -> tuple[FieldCount, ...]:
    """Return the fields of the procedures in scope, in alphabetical order."""
    rows = (
        Procedure.objects.filter(in_scope=True)
        .exclude(field_name="")
        .values("field_name")
        .annotate(n=Count("id"))
    )
    found = [FieldCount(field_key(row["field_name"]), row["field_name"], row["n"]) for row in rows.order_by()]
    return tuple(sorted(found, key=lambda field: folding.sort_key(field.name)))


def field_key(name: str) -> str:
    """Return a field's name as it stands in an address."""
    return "-".join("".join(c if c.isalnum() else " " for c in folding.fold(name)).split())


def of_field(config: Configuration, day: dt.date, key: str) -> tuple[str, tuple[Card, ...]] | None:
    """Return a field's name and its procedures in scope, or None for an unknown field."""
    names = [field.name for field in fields() if field.key == key]
    if not names:
        return None
    rows = Procedure.objects.filter(in_scope=True, field_name__in=names).order_by("sort_key", "code")
    return names[0], _cards(config, day, rows.values("code", "name", "field_name"))


def events() -> tuple[Event, ...]:
    """Return the moments of life, in the catalogue's order."""
    return tuple(Event(row.key, _text(row.name)) for row in LifeEvent.objects.order_by("ordinal", "key"))


def of_event(config: Configuration, day: dt.date, key: str) -> tuple[Event, tuple[Card, ...]] | None:
    """Return a moment of life with its procedures in the order they are needed, or None."""
    row = LifeEvent.objects.filter(key=key).first()
    return (Event(row.key, _text(row.name)), cards(config, day, row.codes)) if row else None


def procedure(config: Configuration, day: dt.date, code: str) -> ProcedurePage | None:
    """Return one procedure as it is on a day: the one in scope before others of the same code; None when unknown."""
    row = Procedure.objects.filter(code=code).order_by("-in_scope", "completeness", "id").first()
    if row is None:
        return None
    published = config.in_force(code, day)
    every = config.published.get(code, ())
    revision = configuration.revision(published.id) if published else None
    ended = [one.effective_to for one in every if one.effective_to and one.effective_to < day]
    return ProcedurePage(
        code=row.code, name=revision.name if revision else Text(row.name),
        field=revision.field.name.vi if revision else row.field_name,
        agency=revision.competence.title if revision else row.agency, url=row.url, in_scope=row.in_scope,
        revision=revision, effective_from=published.effective_from if published else None,
        over_since=max(ended) if ended and published is None else None,
        options=_options(config, revision, day) if revision else (),
        by_post=any(rule.channel is Channel.POST for rule in revision.channels) if revision else False,
        record=() if revision else _record(row.record),
    )  # fmt: skip


def one_stops(config: Configuration, day: dt.date) -> tuple[Unit, ...]:
    """Return the one-stop centres in force: the province's first, then the communes' by name."""
    found = [
        u for u in config.units.values() if u.kind is UnitKind.ONE_STOP_CENTRE and units.in_force(u, day)
    ]
    return tuple(sorted(found, key=lambda u: (u.level is not units.Level.PROVINCE, folding.sort_key(u.name))))


def help_phone(config: Configuration, day: dt.date) -> str:
    """Return the telephone of the province's one-stop centre, else of any that has one."""
    phones = {}
    for unit in config.units.values():
        if unit.kind is UnitKind.ONE_STOP_CENTRE and units.in_force(unit, day):
            phones.setdefault(unit.level is units.Level.PROVINCE, config.unit_texts[str(unit.id)].phone)
    return phones.get(True) or phones.get(False) or ""


def unit(config: Configuration, day: dt.date, code: str) -> UnitPage | None:
    """Return a unit in force with its address, hours and procedures; None when there is none of that code."""
    found = config.unit_by_code(code, day)
    if found is None:
        return None
    row: people.Unit = config.unit_texts[str(found.id)]
    parent = config.units.get(str(found.parent_id)) if found.parent_id else None
    level = "province" if found.level is units.Level.PROVINCE else "commune"
    rows = Procedure.objects.filter(in_scope=True, current__isnull=False)
    if level == "commune":
        rows = rows.filter(Q(levels__contains=["commune"]) | Q(levels=[]))
    rows = rows.order_by("field_name", "sort_key", "code").values("code", "name", "field_name")
    return UnitPage(
        unit=found, address=row.address, phone=row.phone, parent=parent, hours=_hours(config.calendar(found.id), day),
        procedures=_cards(config, day, rows[:400]),
    )  # fmt: skip


def _cards(config: Configuration, day: dt.date, rows: Iterable[Mapping[str, str]]) -> tuple[Card, ...]:
    found = []
    for row in rows:
        published = config.in_force(row["code"], day)
        revision = configuration.revision(published.id) if published else None
        if revision is None:
            found.append(Card(row["code"], Text(row["name"]), None, row["field_name"], online=False))
            continue
        online = revision.online is not OnlineLevel.NONE and any(
            r.channel is Channel.ONLINE for r in revision.channels
        )
        name = revision.short_name or revision.name
        found.append(Card(row["code"], name, revision.plain, revision.field.name.vi, online=online))
    return tuple(found)


def _options(config: Configuration, revision: Revision, day: dt.date) -> tuple[Option, ...]:
    """Return the ways side by side: one line where every case costs and takes the same, else a line a case."""
    found = [
        Option(
            case,
            _side(config, revision, Channel.COUNTER, case, day),
            _side(config, revision, Channel.ONLINE, case, day),
        )
        for case in (revision.cases or (None,))
    ]
    first = found[0]
    if all((o.counter, o.online) == (first.counter, first.online) for o in found):
        return (Option(None, first.counter, first.online),)
    return tuple(found)


def _side(
    config: Configuration, revision: Revision, channel: Channel, case: Case | None, day: dt.date
) -> Side | None:
    key = case.key if case else ""
    rule = revision.rule(channel, key or None)
    if rule is None:
        return None
    quote = prices.quote(
        config, revision, channel=channel, case=key, on=day, answers={}, chosen=frozenset(rule.fees)
    )
    lines = {line.key: line for line in quote.lines}
    items = {item.key: item for item in revision.fees}
    legal = prices.limit_of(rule.limit) if rule.limit else None
    promised, basis = (
        prices.promised(config, revision, legal=legal, channel=channel, on=day, case=key)
        if legal
        else (None, "")
    )
    return Side(legal, promised, basis, tuple(Fee(items[k], lines.get(k)) for k in rule.fees), rule.note)


def _record(record: object) -> tuple[tuple[str, str], ...]:
    """Return what the source says in its own words, part by part."""
    if not isinstance(record, Mapping):
        return ()
    parts = ((str(name), _plain(value)) for name, value in record.items() if name not in RECORD_HIDDEN)
    return tuple((name, value) for name, value in parts if value)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(filter(None, (_plain(part) for part in value.values())))
    if isinstance(value, list):
        return "\n".join(filter(None, (_plain(part) for part in value)))
    return str(value).strip() if value not in (None, "", 0) else ""


def _hours(calendar: Calendar, day: dt.date) -> Hours | None:
    """Return the hours of the week of a day, and the special days of the month after it."""
    try:
        week = [day + dt.timedelta(days=n) for n in range(7)]
        worked = [each for each in week if calendar.works_on(each)]
        sessions = calendar.sessions_on(worked[0]) if worked else ()
        special = calendar.rules_between(day - dt.timedelta(days=1), day + dt.timedelta(days=31))
    except OutsideCalendar:
        return None
    return Hours(sessions, tuple(sorted(each.weekday() for each in worked)), tuple(special))


def _text(value: object) -> Text:
    if isinstance(value, Mapping):
        return Text(str(value.get("vi", "")), value.get("en"))
    return Text(str(value))
