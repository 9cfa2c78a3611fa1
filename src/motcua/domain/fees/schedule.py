"""What a dossier costs: the procedure's fees, the resolutions that replace or reduce them, each line with its basis.

The price is that of the day of filing (ngày nộp). Nothing is halved or waived without a row that says so, and a line
of 0 đồng is still a line. Source: Luật Phí và lệ phí 97/2015/QH13, resolutions of the provincial council.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.domain import money
from motcua.domain.fees import provincial
from motcua.domain.fees.provincial import Ambiguous, Area, Basis
from motcua.domain.procedures import conditions, validator
from motcua.domain.procedures.problem import Problem, problem
from motcua.domain.procedures.revision import Channel, FeeItem, FeeKind, Revision, Text, Tier

MOST_UNITS = 1_000_000


@dataclass(frozen=True)
class Relief:
    """A group of people a row exempts (miễn) or charges less (giảm), with the article that says so."""

    group: str  # key, e.g. poor_household
    article: str = ""
    percent: int = 100  # what is taken off: 100 is exempt


@dataclass(frozen=True, kw_only=True)
class FeeRow:
    """One row of a resolution: an own amount, or a percentage of the amount in force, or only reliefs.

    It covers the fees it names, by key, by procedure, or by both, and only those of its kind: a resolution on lệ phí
    never touches a ministry's phí in the same procedure.
    """

    decision: str
    kind: FeeKind
    first_day: dt.date
    article: str = ""
    last_day: dt.date | None = None
    procedures: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    case: str | None = None
    channel: Channel | None = None
    territory: Area | None = None
    amount: int | None = None  # VND a unit
    tiers: tuple[Tier, ...] = ()
    unit: str = ""
    cap: int | None = None  # VND, most for one copy
    percent_of_base: int | None = None  # 50: half of the amount that would be in force without this row
    exempt: tuple[Relief, ...] = ()

    @property
    def prices(self) -> bool:
        return self.amount is not None or bool(self.tiers)


@dataclass(frozen=True)
class Quantity:
    """How much of a fee: units in one copy, and copies; or `parts`, each priced by itself (several originals at once)."""

    units: int = 1
    copies: int = 1
    parts: tuple[Quantity, ...] = ()

    @property
    def count(self) -> int:
        """Return how many units are charged in all."""
        return sum(part.count for part in self.parts) if self.parts else self.units * self.copies


@dataclass(frozen=True)
class FeeLine:
    """One fee of a quote: `before` is the price without percentage and relief, `amount` what is paid."""

    key: str
    name: Text
    kind: FeeKind
    unit: str
    quantity: Quantity
    before: int
    amount: int
    basis: tuple[Basis, ...]  # of the price, then of the percentage, then of the relief
    percent: int | None = None
    relief: Relief | None = None


@dataclass(frozen=True)
class Quote:
    lines: tuple[FeeLine, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    def total_of(self, kind: FeeKind) -> int:
        """Return the total of the phí or of the lệ phí: they are booked apart."""
        return sum(line.amount for line in self.lines if line.kind is kind)


class AmbiguousFee(Ambiguous):
    """Two rows in force set the same fee differently; both are named."""


class NoSuchChannel(LookupError):
    """The procedure is not offered through the channel."""


class NotAQuantity(ValueError):
    """The number of units or copies is not a whole number within reason."""


def quote(
    revision: Revision,
    *,
    channel: Channel,
    on: dt.date,
    case: str | None = None,
    answers: Mapping[str, object] | None = None,
    quantities: Mapping[str, Quantity] | None = None,
    chosen: frozenset[str] = frozenset(),
    area: Area | None = None,
    exemption: str | None = None,
    rows: Sequence[FeeRow] = (),
) -> Quote:
    """Return what the dossier costs on the day it is filed.

    `quantities` (by fee key) go before the answers; `chosen` are the optional fees asked for; `area` is the place that
    decides the territory; `exemption` the group the payer belongs to. Raises AmbiguousFee, NoSuchChannel,
    NotAQuantity.
    """
    rule = revision.rule(channel, case)
    if rule is None:
        raise NoSuchChannel(f"{revision.code} is not offered through {channel.value}")
    items = {item.key: item for item in revision.fees}
    asked = _Asked(revision, channel, on, case, answers or {}, quantities or {}, area or Area(), exemption)
    lines = []
    for key in rule.fees:
        quantity = asked.quantity(items[key], key in chosen)
        if quantity is not None:
            lines.append(asked.line(items[key], quantity, rows))
    return Quote(lines=tuple(lines))


def price(quantity: Quantity, *, amount: int, tiers: Sequence[Tier] = (), cap: int | None = None) -> int:
    """Return the price in VND: units of one copy by tier, at most the cap, times the copies.

    Example: 2.000 đ a page, from the third page 1.000 đ, at most 200.000 đ a copy. Parts are priced one by one: each
    original begins with its own first page.
    """
    if quantity.parts:
        return sum(price(part, amount=amount, tiers=tiers, cap=cap) for part in quantity.parts)
    steps = sorted(tiers, key=lambda tier: tier.from_unit)
    first = min((tier.from_unit for tier in steps), default=quantity.units + 1)
    total = money.vnd(amount) * min(quantity.units, first - 1)
    for tier, after in zip(steps, [*steps[1:], None], strict=False):
        last = quantity.units if after is None else min(quantity.units, after.from_unit - 1)
        total += money.vnd(tier.amount) * max(0, last - tier.from_unit + 1)
    return (total if cap is None else min(total, money.vnd(cap))) * quantity.copies


def problems(row: FeeRow) -> list[Problem]:
    """Return what is wrong with a row before it is put in force."""
    found = []
    if not row.decision.strip():
        found.append(problem("decision", "row_decision"))
    if not (row.procedures or row.fees):
        found.append(problem("fees", "row_names_nothing"))
    if not (row.prices or row.percent_of_base is not None or row.exempt):
        found.append(problem("amount", "row_says_nothing"))
    if row.prices and row.percent_of_base is not None:
        found.append(problem("percent_of_base", "row_both"))
    if row.last_day is not None and row.last_day < row.first_day:
        found.append(problem("last_day", "row_days"))
    shares = [row.percent_of_base or 0, *(relief.percent for relief in row.exempt)]
    if any(not 0 <= share <= 100 for share in shares):
        found.append(problem("percent_of_base", "row_percent"))
    amounts = [row.amount or 0, row.cap or 0, *(tier.amount for tier in row.tiers)]
    if any(amount < 0 for amount in amounts):
        found.append(problem("amount", "fee_amount"))
    if validator.tiers_wrong(row.tiers):
        found.append(problem("tiers", "fee_tiers"))
    return found


def clashes(row: FeeRow, other: FeeRow, rows: Iterable[FeeRow] = ()) -> bool:
    """Return whether the two would leave it open what a fee costs, and none of `rows` settles it: no dossier could be priced."""
    return provincial.clashes(row, other, rows, marks=_marks, meets=_meets, covers=_covers_both)


def _says(row: FeeRow) -> frozenset[str]:
    """Return what a row speaks of: the price, a share of it, each group it relieves."""
    said = {"price": row.prices, "share": row.percent_of_base is not None}
    return frozenset(name for name, does in said.items() if does) | {f"relief:{relief.group}" for relief in row.exempt}


def _meets(row: FeeRow, other: FeeRow) -> bool:
    narrowed = all(None in pair or pair[0] == pair[1] for pair in ((row.case, other.case), (row.channel, other.channel)))
    shared = (provincial.overlap(row.fees, other.fees), provincial.overlap(row.procedures, other.procedures))
    return row.kind is other.kind and narrowed and frozenset() not in shared and bool(_says(row) & _says(other))


def _covers_both(third: FeeRow, row: FeeRow, other: FeeRow) -> bool:
    named = provincial.holds_all(third.fees, provincial.overlap(row.fees, other.fees))
    named = named and provincial.holds_all(third.procedures, provincial.overlap(row.procedures, other.procedures))
    return named and _meets(third, row) and _meets(third, other) and _says(third) >= _says(row) & _says(other)


@dataclass(frozen=True)
class _Asked:
    """One question for a price; every fee of the procedure is answered from it."""

    revision: Revision
    channel: Channel
    on: dt.date
    case: str | None
    answers: Mapping[str, object]
    quantities: Mapping[str, Quantity]
    area: Area
    exemption: str | None

    def quantity(self, item: FeeItem, chosen: bool) -> Quantity | None:
        """Return how much of the fee is owed, or None when it is not owed at all."""
        if item.when is not None and not conditions.holds(item.when, self.answers):
            return None
        given = self.quantities.get(item.key) or self._answered(item)
        if item.optional and not chosen and (given is None or given.units * given.copies == 0):
            return None
        found = given or Quantity()
        for part in found.parts or (found,):
            if not all(_is_count(n) for n in (part.units, part.copies)):
                raise NotAQuantity(f"{item.key}: {part.units} × {part.copies}")
        return found

    def _answered(self, item: FeeItem) -> Quantity | None:
        """Return the quantity the answers give; a fee without a question about it has none."""
        units = self._count(item.quantity_from)
        copies = self._count(item.copies_from)
        if units is None and copies is None:
            return None
        return Quantity(units=1 if units is None else units, copies=1 if copies is None else copies)

    def _count(self, name: str | None) -> int | None:
        value = None if name is None else self.answers.get(name)
        if isinstance(value, list):
            return len(value)  # a group: one unit a row
        if value is None:
            return None
        if not _is_count(value):
            raise NotAQuantity(f"{name}: {value!r}")
        return int(str(value))

    def line(self, item: FeeItem, quantity: Quantity, rows: Iterable[FeeRow]) -> FeeLine:
        covering = [row for row in rows if self._covers(row, item)]
        priced = self._deciding([row for row in covering if row.prices], item)
        share = self._deciding([row for row in covering if row.percent_of_base is not None], item)
        exempting = [row for row in covering if any(r.group == self.exemption for r in row.exempt)]
        relieving = self._deciding(exempting, item) if self.exemption is not None else None
        relief = next((r for r in relieving.exempt if r.group == self.exemption), None) if relieving else None
        before = _price(priced or item, quantity)
        amount = before if share is None else money.percent(before, share.percent_of_base or 0)
        bases = [_basis_of(item, self.revision) if priced is None else provincial.basis(priced)]
        if share is not None:
            bases.append(provincial.basis(share))
        if relieving is not None and relief is not None:
            bases.append(Basis(relieving.decision, relief.article or relieving.article))
            amount = money.percent(amount, 100 - relief.percent)
        return FeeLine(
            key=item.key,
            name=item.name,
            kind=item.kind,
            unit=(priced.unit if priced else "") or item.unit,
            quantity=quantity,
            before=before,
            amount=amount,
            basis=tuple(bases),
            percent=share.percent_of_base if share else None,
            relief=relief,
        )

    def _covers(self, row: FeeRow, item: FeeItem) -> bool:
        named = bool(row.fees or row.procedures)
        fee = not row.fees or item.key in row.fees
        procedure = not row.procedures or self.revision.code in row.procedures
        narrowed = row.case in (None, self.case) and row.channel in (None, self.channel)
        here = provincial.in_force(row, self.on, self.area)
        return row.kind is item.kind and named and fee and procedure and narrowed and here

    def _deciding(self, rows: list[FeeRow], item: FeeItem) -> FeeRow | None:
        try:
            return provincial.deciding(rows, marks=_marks, what=item.key)
        except Ambiguous as ambiguous:
            raise AmbiguousFee(ambiguous.what, ambiguous.rows) from None


def _marks(row: FeeRow) -> frozenset[str]:
    parts = {
        "fee": row.fees,
        "procedure": row.procedures,
        "case": row.case,
        "channel": row.channel,
        "territory": row.territory,
    }
    return frozenset(name for name, value in parts.items() if value)


def _price(source: FeeRow | FeeItem, quantity: Quantity) -> int:
    return price(quantity, amount=source.amount or 0, tiers=source.tiers, cap=source.cap)


def _basis_of(item: FeeItem, revision: Revision) -> Basis:
    """The procedure's own fee rests on the text it names, or else on the decision that published the procedure."""
    return Basis(decision=item.basis or revision.decision)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_UNITS
