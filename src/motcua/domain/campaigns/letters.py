"""What a unit is told when it is reminded (đôn đốc): short, with the numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

from motcua.domain.dossiers.notices import Notice
from motcua.domain.figures import rounding
from motcua.domain.figures.indicators import ALL

_REMINDER = """Kính gửi anh/chị {name},

{unit} đang chậm so với mục tiêu của “{campaign}” (đến hết ngày {last}):

{lines}
{words}
Đề nghị đơn vị trả lời đôn đốc, nêu việc sẽ làm, tại: {address}

Một Cửa
"""


def reminder(*, name: str, unit: str, campaign: str, last: dt.date, lines: Sequence[str], words: str, address: str) -> Notice:
    """Return the letter of a reminder to the head of a unit."""
    sentence = f"{unit} đang chậm so với mục tiêu của “{campaign}”."
    letter = _REMINDER.format(
        name=name, unit=unit, campaign=campaign, last=f"{last:%d/%m/%Y}", lines="".join(f"- {one}\n" for one in lines),
        words=f"{words}\n\n" if words else "\n", address=address,
    )  # fmt: skip
    return Notice(f"Đôn đốc: {campaign}", sentence, letter)


def line(behind: Mapping[str, object]) -> str:
    """Return what a unit is behind with in one line: the indicator, its figure with its counts, the goal, how many are missing."""
    about, hit, of = ALL[str(behind["indicator"])], int(str(behind["hit"])), behind["of"]
    goal = Fraction(str(behind["goal"]))
    found = f"{about.name.vi}: "
    if of is None:
        found += f"{_number(hit)}, mục tiêu {_number(int(goal))}"
    else:
        share = rounding.percent(hit, int(str(of)))
        told = "chưa có" if share is None else f"{_comma(share)} %"
        found += f"{told} ({_number(hit)}/{_number(int(str(of)))}), mục tiêu {_comma(rounding.half_up(goal * 100))} %"
    short = behind["short"]
    return f"{found}; còn thiếu {_number(int(str(short)))} hồ sơ." if short else f"{found}."


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _comma(value: object) -> str:
    return str(value).replace(".", ",").removesuffix(",00")
