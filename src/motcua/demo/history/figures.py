"""The figures of the simulated province, one table each: how many, of what, when, how fast, how late; change them here.

Shares are of 1. Where a figure comes from a published one, its line says so; everything else is a plain guess.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

FIRST_DAY = dt.date(2022, 1, 1)  # the base year of "+10 % so với 2022"
NEW_ERA = dt.date(2025, 7, 1)  # two levels from here on
SEED = 2022
SCALE = 10  # one in so many dossiers is made
LONGEST = 120  # days after which nothing more happens in a story: what is open then is forgotten


class Level(Enum):
    """Where a procedure is settled."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Group(Enum):
    """What a dossier is about, as its lateness and its share of all dossiers depend on it."""

    CERTIFICATION = "certification"  # chứng thực
    CIVIL_STATUS = "civil_status"  # hộ tịch
    LAND = "land"  # đất đai
    BUSINESS = "business"  # hộ kinh doanh
    SOCIAL = "social"  # bảo trợ, người có công, giảm nghèo
    BUILDING = "building"  # xây dựng, hạ tầng
    REST = "rest"


# Dossiers received in a whole year. Quảng Ngãi in its borders of 2025: about 250-330 thousand (248,677 in the national
# index of 1/1-10/10/2026).
VOLUME = {2022: 250_000, 2023: 268_000, 2024: 285_000, 2025: 300_000, 2026: 318_000, 2027: 330_000}

# Share of all dossiers: half certification, a fifth civil status.
GROUPS = {
    Group.CERTIFICATION: 0.50, Group.CIVIL_STATUS: 0.20, Group.LAND: 0.08, Group.BUSINESS: 0.05, Group.SOCIAL: 0.08,
    Group.BUILDING: 0.02, Group.REST: 0.07,
}  # fmt: skip
GROUP_OF_FIELD = {
    "G15-CT": Group.CERTIFICATION, "G15-HT": Group.CIVIL_STATUS, "G15-CN": Group.CIVIL_STATUS, "G10-DD": Group.LAND,
    "G15-BPBD": Group.LAND, "G12-HKD": Group.BUSINESS, "G02-LTHH": Group.BUSINESS, "G18-BT": Group.SOCIAL,
    "G09-NCC": Group.SOCIAL, "G10-GN": Group.SOCIAL, "G17-XD": Group.BUILDING, "G17-HTKT": Group.BUILDING,
}  # fmt: skip
# Weight of a procedure within its group; 1 where none is given.
WEIGHTS = {
    "2.000815": 60, "2.000884": 18, "2.001035": 8, "2.000908": 2, "1.001193": 16, "2.000635": 22, "1.004873": 16, "1.000894": 10,
    "1.000656": 7, "1.004859": 4, "1.012783": 6, "1.013833": 8, "1.012790": 2, "1.011443": 10, "1.001776": 6, "1.014027": 8,
    "2.000720": 6, "2.000575": 3, "1.013225": 6, "2.000488": 12, "2.002288": 10, "1.005092": 6, "2.002481": 8,
}  # fmt: skip
# Until 30/6/2025 the district settled these groups.
DISTRICT_GROUPS = frozenset({Group.LAND, Group.BUSINESS, Group.BUILDING})

# The year's course: weight of a month (school leavers in June to August, the rush before Tết in January).
MONTHS = {1: 1.02, 2: 0.80, 3: 1.00, 4: 0.98, 5: 1.00, 6: 1.14, 7: 1.17, 8: 1.19, 9: 1.02, 10: 0.98, 11: 0.97, 12: 0.95}
WEEKDAYS = (1.18, 1.05, 1.00, 0.97, 0.90, 0.0, 0.0)  # Monday to Sunday, at counters
AT_HOME = 0.16  # of a working day's online filings come in on a day off
# Days before and after the first day of Tết (mùng 1) with their weight.
TET = ((-21, -8, 1.10), (-7, -1, 0.55), (5, 12, 0.62))
TET_DAYS = (
    dt.date(2022, 2, 1), dt.date(2023, 1, 22), dt.date(2024, 2, 10), dt.date(2025, 1, 29), dt.date(2026, 2, 17), dt.date(2027, 2, 6),
)  # fmt: skip
# Weight of an hour of the day: at the counter (clamped to its sessions), and online.
COUNTER_HOURS = {7: 7, 8: 17, 9: 19, 10: 15, 11: 4, 13: 6, 14: 15, 15: 12, 16: 6}
ONLINE_HOURS = {0: 1, 6: 2, 7: 4, 8: 10, 9: 13, 10: 11, 11: 6, 12: 3, 13: 5, 14: 11, 15: 10, 16: 8, 17: 4, 18: 2, 19: 4, 20: 5, 21: 4, 22: 2}

# Share received online, from a day on, by level: 70 / 30 / 17.7 % on average from 1/1 to 30/7/2023 (published), over 90 % in 2026.
ONLINE = (
    (dt.date(2022, 1, 1), {Level.PROVINCE: 0.35, Level.DISTRICT: 0.15, Level.COMMUNE: 0.08}),
    (dt.date(2023, 1, 1), {Level.PROVINCE: 0.70, Level.DISTRICT: 0.30, Level.COMMUNE: 0.177}),
    (dt.date(2023, 9, 6), {Level.PROVINCE: 0.72, Level.DISTRICT: 0.38, Level.COMMUNE: 0.26}),
    (dt.date(2024, 1, 1), {Level.PROVINCE: 0.80, Level.DISTRICT: 0.52, Level.COMMUNE: 0.43}),
    (dt.date(2025, 1, 1), {Level.PROVINCE: 0.85, Level.DISTRICT: 0.66, Level.COMMUNE: 0.60}),
    (dt.date(2025, 7, 1), {Level.PROVINCE: 0.89, Level.DISTRICT: 0.0, Level.COMMUNE: 0.82}),
    (dt.date(2026, 1, 1), {Level.PROVINCE: 0.96, Level.DISTRICT: 0.0, Level.COMMUNE: 0.93}),
)


@dataclass(frozen=True)
class Campaign:
    """A campaign: from the first to the last day online shares and payments are multiplied, and more comes in."""

    name: str
    first: dt.date
    last: dt.date
    online: float
    volume: float = 1.0


CAMPAIGNS = (
    Campaign("30 ngày đêm, KH 140/KH-UBND", dt.date(2023, 8, 5), dt.date(2023, 9, 5), online=1.8, volume=1.06),
    Campaign("Cao điểm cuối năm 2024", dt.date(2024, 11, 1), dt.date(2024, 12, 15), online=1.15),
    Campaign("100 ngày đầu hai cấp", dt.date(2025, 7, 1), dt.date(2025, 10, 8), online=1.06, volume=1.03),
)
MOST_ONLINE = 0.985
POST = 0.012  # of all that is not filed online
HELPED = {"afar": 0.72, "one_stop_help": 0.21, "village_team": 0.07}  # where people sit who file online


@dataclass(frozen=True)
class Year:
    """How the offices of a year work."""

    late: float  # past the legal limit, of all; spread over the groups by LATE_OF
    paid_online: float  # of the fees of online filings
    digitised: float  # papers with an electronic copy, of those handed in on paper
    signed: float  # results signed digitally
    not_sent: float  # status 9 never reached the national portal: SyncStatus.PENDING
    sent_late: float  # status 9 failed to reach it and only 10 did, after the appointment: SyncStatus.FAILED
    synced: bool = True


# 2026: 48,109 late of 248,677 by the national index (19.3 %) beside 98-99 % on time by law.
YEARS = {
    2022: Year(0.040, 0.12, 0.18, 0.15, 0.0, 0.0, synced=False),
    2023: Year(0.030, 0.33, 0.42, 0.35, 0.060, 0.050),
    2024: Year(0.024, 0.52, 0.58, 0.52, 0.070, 0.070),
    2025: Year(0.020, 0.70, 0.70, 0.66, 0.065, 0.085),
    2026: Year(0.0135, 0.865, 0.86, 0.90, 0.066, 0.095),
}
LAST_KNOWN_YEAR = max(YEARS)
# How much likelier than the average a group is late: most lateness lies in land.
LATE_OF = {
    Group.CERTIFICATION: 0.10, Group.CIVIL_STATUS: 0.30, Group.LAND: 8.2, Group.BUSINESS: 0.6, Group.SOCIAL: 1.0,
    Group.BUILDING: 3.0, Group.REST: 0.9,
}  # fmt: skip
LATE_BY = 2.5  # working days, on average
BETWEEN = 0.06  # past the province's shorter limit and within the legal one, of those that have one

# What happens on the way, of all dossiers; certification is done while people wait, so there only the first applies.
WITHDRAWN = 0.006
REFUSED_INTAKE = 0.012  # of online filings
ASKED_INTAKE = 0.045  # of online filings
REFUSED = 0.02  # decided against
SUPPLEMENTED = 0.095
TWICE = 0.30  # of those: asked more than once, which the national index counts as late
STOPPED = 0.05  # of those asked once: never answered
RESTARTED = 0.08  # of the answers: the limit begins anew (61/2018 Đ19.4)
SENT_BACK = 0.02
VOIDED = 0.0012  # corrections: entered twice, void
CORRECTION_REFUSED = 0.0008
EXTENDED = 0.45  # of the late ones: an apology with a new date
APOLOGY_IN_TIME = 0.7  # of those: sent before the limit ran out
CAUSES = {"a": 0.2, "b": 0.5, "c": 0.2, "d": 0.1}  # classes of II.06g
FORGOTTEN = 0.0016  # nobody touches them again
FOUND = 0.5  # of those: finished after months
UNCOLLECTED = 0.035
RATED = 0.07
RATINGS = {3: 0.80, 2: 0.18, 1: 0.02}
RATINGS_WHEN_LATE = {3: 0.25, 2: 0.40, 1: 0.35}
EXTRA_PARTY = 0.18  # somebody else hands it in
CASH_WAYS = {"cash": 0.62, "transfer": 0.30, "card": 0.08}


def year(day: dt.date) -> Year:
    """Return how the offices work in the year of a day; the last known year goes on."""
    return YEARS[min(max(day.year, FIRST_DAY.year), LAST_KNOWN_YEAR)]


def online_share(level: Level, day: dt.date) -> float:
    """Return the share of filings that come in online at a level on a day, campaigns included."""
    share = next(shares[level] for first, shares in reversed(ONLINE) if first <= day)
    for campaign in CAMPAIGNS:
        if campaign.first <= day <= campaign.last:
            share *= campaign.online
    return min(share, MOST_ONLINE)


def weight(day: dt.date) -> float:
    """Return how much is filed on a day beside an average one, whatever its weekday."""
    found = MONTHS[day.month]
    for tet in TET_DAYS:
        found *= next((w for first, last, w in TET if first <= (day - tet).days <= last), 1.0)
    for campaign in CAMPAIGNS:
        if campaign.first <= day <= campaign.last:
            found *= campaign.volume
    return found
