"""Scoring officials and agencies by nine criteria of 0, 1 or 2 points each (TT 01/2018/TT-VPCP Điều 13-15).

Criteria 1, 2, 3, 4 and 7 are points of every dossier settled: their mean, to one decimal, half up. Criteria 5, 6, 8 and 9
are points of an agency. What is not known of a criterion is missing: neither zero nor full, and a class is told only
where it cannot change it. Whether TT 03/2025/TT-VPCP keeps the scoring is not known: the setting `scoring_2018` says
until when it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction

from motcua.domain.figures import rounding

MOST = 2  # points of one criterion
TENTH = Decimal("0.1")


class Criterion(StrEnum):
    """The nine criteria (chỉ số) in their order."""

    TOTAL_TIME = "total_time"  # 1. thời gian giải quyết toàn bộ so với quy định
    UNIT_TIME = "unit_time"  # 2. thời gian của từng đơn vị, kể cả cơ quan phối hợp
    CONTACTS = "contacts"  # 3. số lần liên hệ để hoàn thiện hồ sơ
    AGENCIES = "agencies"  # 4. số cơ quan phải liên hệ
    ONE_STOP = "one_stop"  # 5. thực hiện tại Bộ phận Một cửa
    PUBLICATION = "publication"  # 6. công khai thủ tục
    ATTITUDE = "attitude"  # 7. thái độ phục vụ
    PETITIONS = "petitions"  # 8. tiếp thu, giải trình phản ánh, kiến nghị
    ONLINE = "online"  # 9. dịch vụ công trực tuyến


OF_OFFICIALS = (Criterion.TOTAL_TIME, Criterion.UNIT_TIME, Criterion.CONTACTS, Criterion.AGENCIES, Criterion.ATTITUDE)


class AgencyClass(Enum):
    """How an agency is classed by its sum of at most 18."""

    EXCELLENT = "excellent"  # xuất sắc
    GOOD = "good"  # tốt
    FAIR = "fair"  # khá
    AVERAGE = "average"  # trung bình
    WEAK = "weak"  # yếu


class Duty(Enum):
    """How far an official did their duty, by a sum of at most 10."""

    FULL = "full"  # hoàn thành 100 % khối lượng công việc
    MOST = "most"  # từ 70 % đến dưới 100 %
    LESS = "less"  # dưới 70 %


_AGENCY = ((15, AgencyClass.EXCELLENT), (12, AgencyClass.GOOD), (9, AgencyClass.FAIR), (6, AgencyClass.AVERAGE))


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What is counted of settled dossiers; a dossier settled late, or in a step that was late, has no point for it."""

    settled: int = 0
    early: int = 0
    on_time: int = 0
    stepped: int = 0  # steps with a time of their own were left
    steps_early: int = 0
    steps_on_time: int = 0
    not_asked: int = 0  # papers were never asked for
    asked_once: int = 0
    afar: int = 0  # nobody had to come
    early_unblamed: int = 0  # early, and no petition was made about it
    on_time_unblamed: int = 0


@dataclass(frozen=True)
class Score:
    """Points of a criterion to one decimal; None: not known, or nothing to score.

    `points` of `of` dossiers for a mean; `counts` are the numbers an agency's points were read from, in the order of
    the function that read them.
    """

    value: Decimal | None
    points: int | None = None
    of: int | None = None
    counts: tuple[int, ...] = ()


def of_dossiers(tally: Tally, *, petitions_known: bool) -> dict[Criterion, Score]:
    """Return criteria 1, 2, 3, 4 and 7 of settled dossiers; 7 is missing where petitions are not known."""
    attitude = 2 * tally.early_unblamed + tally.on_time_unblamed
    return {
        Criterion.TOTAL_TIME: _mean(2 * tally.early + tally.on_time, tally.settled),
        Criterion.UNIT_TIME: _mean(2 * tally.steps_early + tally.steps_on_time, tally.stepped),
        Criterion.CONTACTS: _mean(2 * tally.not_asked + tally.asked_once, tally.settled),
        Criterion.AGENCIES: _mean(2 * tally.afar + (tally.settled - tally.afar), tally.settled),
        Criterion.ATTITUDE: _mean(attitude, tally.settled) if petitions_known else Score(None),
    }


def one_stop(*, done: int | None, received: int | None, of: int) -> Score:
    """Return criterion 5: at least 20 % of procedures wholly done at the one-stop 2, else all received there 1, else 0."""
    if done is None or received is None or not of:
        return Score(None)
    return _whole(2 if Fraction(done, of) >= Fraction(1, 5) else 1 if received >= of else 0, done, received, of)


def publication(*, posted: int | None, electronic: int | None, of: int) -> Score:
    """Return criterion 6: every procedure posted up and published electronically 2, one of both 1, neither 0."""
    if posted is None or electronic is None or not of:
        return Score(None)
    return _whole((posted >= of) + (electronic >= of), posted, electronic, of)


def petitions(*, on_time: int | None, of: int | None) -> Score:
    """Return criterion 8: all petitions handled in time, or none made, 2; from 90 % 1; fewer 0."""
    if of is None or (of > 0 and on_time is None):
        return Score(None)
    if of == 0:
        return _whole(2, 0, 0)
    share = Fraction(on_time or 0, of)
    return _whole(2 if share >= 1 else 1 if share >= Fraction(9, 10) else 0, on_time or 0, of)


def online(*, offered: int, procedures: int, received_online: int, received: int, late: int) -> Score:
    """Return criterion 9 from procedures offered online, dossiers received online, and online ones settled late.

    None late, 20 % of the procedures and 30 % of the dossiers 2; none late and 15 % of the dossiers 1; else 0.
    """
    if not procedures or not received:
        return Score(None)
    share, counts = Fraction(received_online, received), (offered, procedures, received_online, received, late)
    if late or share < Fraction(15, 100):
        return _whole(0, *counts)
    return _whole(2 if share >= Fraction(30, 100) and Fraction(offered, procedures) >= Fraction(20, 100) else 1, *counts)


def total(scores: Mapping[Criterion, Score], wanted: Iterable[Criterion] = Criterion) -> tuple[Decimal, int]:
    """Return the sum of the points that are known, and how many criteria are not."""
    values = [scores[one].value for one in wanted]
    return sum((v for v in values if v is not None), Decimal(0)), sum(v is None for v in values)


def agency_class(points: Decimal) -> AgencyClass:
    """Return the class of an agency: from 15, 12, 9 and 6 points."""
    return next((name for least, name in _AGENCY if points >= least), AgencyClass.WEAK)


def duty(points: Decimal) -> Duty:
    """Return how far an official did their duty: from 5 points wholly, from 3.5 from 70 %."""
    return Duty.FULL if points >= 5 else Duty.MOST if points >= Decimal("3.5") else Duty.LESS


def _mean(points: int, of: int) -> Score:
    return Score(rounding.mean(points, of, TENTH), points, of)


def _whole(points: int, *counts: int) -> Score:
    return Score(Decimal(points).quantize(TENTH), counts=counts)
