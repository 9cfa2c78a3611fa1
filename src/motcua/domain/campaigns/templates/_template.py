"""What a template of a campaign is: a plan as a province decided it, to be taken over with days of one's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from motcua.domain.campaigns.plan import Pace, Target


@dataclass(frozen=True, kw_only=True)
class Template:
    """A decided plan: its number, who decided it and when, the days it had, its targets in its own words."""

    key: str
    document: str  # số, ký hiệu
    place: str
    name: str
    first: dt.date
    last: dt.date
    pace: Pace
    targets: tuple[Target, ...]
