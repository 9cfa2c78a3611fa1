"""What an indicator is: one file each beside this one; adding a file adds the figure everywhere.

An indicator says in its own words what it is, by what law, of which dossiers (`population`) and which of them
(`hit`). Both are sums of parts (`counted.py`), so that one source is read for one dossier, for a roll-up of millions,
and for the list of dossiers behind the number. What can't be put together from parts brings a reading of its own
(`reading`, found by name in `queries.figures.readings`); what is not born here is entered by a unit with its source.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from motcua.domain.figures.parts import Sum
from motcua.domain.procedures.revision import Text


class Kind(Enum):
    """How the figure is told."""

    COUNT = "count"
    MONEY = "money"  # đồng
    SHARE = "share"  # hit of population, in percent
    MEAN = "mean"  # hit over population
    PERCENTILE = "percentile"  # of a part with buckets: the 90th, by the nearest rank
    ENTERED = "entered"  # a count a unit enters, with its source


class Account(Enum):
    """What is counted."""

    DOSSIER = "dossier"  # hồ sơ
    PROCEDURE = "procedure"  # thủ tục
    PAPER = "paper"  # giấy tờ
    DONG = "dong"  # đồng
    MINUTE = "minute"  # phút làm việc
    HOUR = "hour"  # giờ làm việc
    RATING = "rating"  # phiếu
    TIME = "time"  # lần
    UNIT = "unit"  # đơn vị
    SYSTEM = "system"  # hệ thống
    PERSON = "person"  # người
    DEVICE = "device"  # máy
    PAGE = "page"  # trang
    FIELD = "field"  # trường dữ liệu
    DOCUMENT = "document"  # văn bản
    RANK = "rank"  # thứ hạng


class Chapter(Enum):
    """Where the figure stands among the others."""

    RECEPTION = "reception"  # tiếp nhận
    ONLINE = "online"  # trực tuyến
    PAYMENT = "payment"  # thanh toán
    DIGITAL = "digital"  # số hóa, dữ liệu
    TIME = "time"  # thời hạn
    QUALITY = "quality"  # chất lượng phục vụ
    MEANS = "means"  # nguồn lực


class Better(Enum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


@dataclass(frozen=True)
class Basis:
    """A document an indicator rests on, with the days it is in force."""

    document: str
    article: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A figure a province is judged by; names and sentences are Vietnamese, with English beside."""

    code: str
    name: Text
    sentence: Text  # what it is, in plain words
    formula: Text  # how it is reckoned, in words
    basis: tuple[Basis, ...]
    since: dt.date
    chapter: Chapter
    kind: Kind = Kind.SHARE
    account: Account = Account.DOSSIER
    better: Better = Better.UP
    hit: Sum = ()
    population: Sum = ()
    target: Fraction | None = None
    variant_of: str = ""  # the indicator of which this is another province's reading
    source: str = ""  # what must be connected for it to be known (`domain.figures.sources`)
    reading: str = ""  # the name of a reading of its own
    newest: bool = False  # of an entered count: it stands until the next one; otherwise the entries of a period add up

    @property
    def has_population(self) -> bool:
        """Return whether it is something of something."""
        return self.kind in (Kind.SHARE, Kind.MEAN)
