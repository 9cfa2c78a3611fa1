"""What the figures look like to other systems: definitions, figures with their counts, the national index."""

from __future__ import annotations

import datetime as dt

from ninja import Field, Schema


class BasisOut(Schema):
    """A document an indicator rests on."""

    document: str
    article: str
    first_day: dt.date | None
    last_day: dt.date | None


class IndicatorOut(Schema):
    """What an indicator is, in the words of the board; texts are Vietnamese with English beside."""

    code: str
    name: str
    name_en: str
    sentence: str
    sentence_en: str
    formula: str
    formula_en: str
    basis: list[BasisOut]
    since: dt.date
    chapter: str
    kind: str
    account: str = Field(description="What is counted: dossiers, procedures, minutes …")
    better: str = Field(description="Which way is better: up, down, neither.")
    target: str | None = Field(description="Its own target as an exact fraction, such as 9/10.")
    scale: str = Field(description="What printed values are in: percent, working_days, or a count of the account.")
    variant_of: str | None = Field(description="The indicator of which this is another reading.")
    source: str | None = Field(description="What must be connected for it to be known.")
    by_month: bool = Field(description="Whether it is told month by month.")


class IndicatorListOut(Schema):
    """Every indicator."""

    items: list[IndicatorOut]


class UnitOut(Schema):
    """A unit with everything under it, unless `alone`."""

    id: str
    code: str
    name: str
    alone: bool = Field(description="Only what the unit settles itself, beside the units under it.")


class MissingOut(Schema):
    """Why nothing is told."""

    code: str = Field(description="source_not_connected, nothing_entered, nothing_to_count, not_by_month")
    source: str | None = None


class FigureOut(Schema):
    """One figure: `hit` of `of`, exactly, and as it is printed. What is not known is null with its reason, never 0."""

    indicator: str
    hit: int | None = Field(description="The upper count; of a plain count the count itself.")
    of: int | None = Field(description="The lower count, where the indicator is something of something.")
    value: str | None = Field(description="The exact value as a fraction: 2/3, or 14.")
    printed: str | None = Field(description="Two decimals, half up, in the indicator's scale: 66.67 (percent).")
    missing: MissingOut | None


class RowOut(Schema):
    """The figures of a unit in the period, or in one month of it."""

    unit: UnitOut | None = Field(description="Null: all units within the key's reach.")
    month: str | None = Field(description="2026-11; null where months are not kept apart.")
    figures: list[FigureOut]


class FiguresOut(Schema):
    """Figures of a period, both days included, as known at a moment."""

    first: dt.date
    last: dt.date
    at: dt.datetime
    simulated: bool = Field(description="All data is made up for a demonstration.")
    items: list[RowOut]


class ComponentOut(Schema):
    """A component of the index with its counts and points; `points` is null where what it needs is not connected."""

    code: str
    group: str
    hit: int | None
    of: int | None
    printed: str | None = Field(description="The share in percent, two decimals, half up.")
    points: str | None
    most: int
    missing: MissingOut | None


class IndexRowOut(Schema):
    """The index of a unit with everything under it."""

    unit: UnitOut | None
    total: str
    most: int = Field(description="Points that could be had with what is connected.")
    grade: str = Field(description="excellent, good, fair, average, weak")
    dossiers: int
    late: int
    groups: dict[str, str]
    components: list[ComponentOut]


class IndexOut(Schema):
    """The national index (766/QĐ-TTg) of a period."""

    first: dt.date
    last: dt.date
    at: dt.datetime
    simulated: bool
    items: list[IndexRowOut]
