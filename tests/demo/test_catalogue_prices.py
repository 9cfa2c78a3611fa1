"""Fees and time limits of the demo province: one price on every channel, each resting on its decision."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.fees import limits, schedule
from motcua.domain.fees.provincial import Area
from motcua.domain.procedures import time_limits, workflow
from motcua.domain.procedures.revision import Channel
from tests.demo.catalogue_files import NOW, REVISIONS, document, fee_rows, limit_rows

QUANG_NGAI = Area(new=frozenset({"51"}), old=frozenset({"51"}))
KON_TUM = Area(new=frozenset({"51"}), old=frozenset({"62"}))


def test_rows_are_sound_and_name_what_exists() -> None:
    fees, times = document("fees.json")["rows"], document("limits.json")["rows"]
    known = {fee.key for revision in REVISIONS.values() for fee in revision.fees}
    for rows in (fees, times):
        assert len({row["key"] for row in rows}) == len(rows)
        assert {code for row in rows for code in row.get("procedures", ())} <= set(REVISIONS)
    assert {key for row in fees for key in row["fees"]} <= known
    assert [p for row in fee_rows() for p in schedule.problems(row)] == []
    assert [p for row in limit_rows() for p in limits.problems(row)] == []


@pytest.mark.parametrize("place", [QUANG_NGAI, KON_TUM], ids=["quang-ngai", "kon-tum"])
def test_every_fee_has_one_price_on_every_channel_in_either_half_of_the_province(place: Area) -> None:
    rows = fee_rows()
    for revision in REVISIONS.values():
        for channel in {rule.channel for rule in revision.channels}:
            for case in [c.key for c in revision.cases] or [None]:
                quote = schedule.quote(revision, channel=channel, case=case, on=NOW, area=place, rows=rows)
                for line in quote.lines:
                    assert line.before > 0, (revision.code, line.key)
                    assert all(basis.decision for basis in line.basis)


@pytest.mark.parametrize(
    ("code", "channel", "place", "on", "answers", "exemption", "total", "because"),
    [
        ("1.001612", "counter", QUANG_NGAI, NOW, {}, None, 100_000, "the province's own amount"),
        ("1.001612", "online", QUANG_NGAI, NOW, {}, None, 50_000, "NQ 11/2022 halves it online"),
        ("1.001612", "counter", KON_TUM, NOW, {}, None, 80_000, "NQ 28/2020 goes on in the former Kon Tum"),
        ("1.001612", "online", KON_TUM, NOW, {}, None, 0, "there it is free online"),
        ("1.004873", "counter", QUANG_NGAI, NOW, {}, "poor_household", 0, "the poor are exempt by law"),
        ("1.013978", "counter", QUANG_NGAI, NOW, {}, None, 135_000, "a first certificate: 35.000 + 100.000"),
        (
            "1.013225",
            "counter",
            QUANG_NGAI,
            NOW,
            {"building": "house"},
            None,
            75_000,
            "a house, not other works",
        ),
        (
            "1.005319",
            "online",
            QUANG_NGAI,
            NOW,
            {},
            None,
            25_000,
            "TT 64/2025 halves it until the end of 2026",
        ),
        ("1.005319", "online", QUANG_NGAI, dt.date(2027, 1, 4), {}, None, 50_000, "the reduction has ended"),
        (
            "2.000635",
            "online",
            QUANG_NGAI,
            NOW,
            {"copies": 3},
            None,
            24_000,
            "8.000 đ a copy; phí is not halved",
        ),
        ("2.000815", "counter", QUANG_NGAI, NOW, {"pages": 5}, None, 7_000, "2 × 2.000 + 3 × 1.000"),
        (
            "2.000815",
            "counter",
            QUANG_NGAI,
            NOW,
            {"pages": 5, "sets": 3},
            None,
            21_000,
            "three copies of five",
        ),
        ("2.000815", "counter", QUANG_NGAI, NOW, {"pages": 900}, None, 200_000, "at most 200.000 đ a copy"),
        ("1.001193", "online", QUANG_NGAI, NOW, {}, None, 0, "a birth is free, copies only when asked for"),
        ("1.001193", "online", QUANG_NGAI, NOW, {"copies": 2}, None, 16_000, "two copies of the certificate"),
    ],
)
def test_a_dossier_costs_what_the_resolutions_say(
    code: str,
    channel: str,
    place: Area,
    on: dt.date,
    answers: dict[str, object],
    exemption: str | None,
    total: int,
    because: str,
) -> None:
    revision = REVISIONS[code]
    case = next((c.key for c in revision.cases if c.key == answers.get("building")), None)
    quote = schedule.quote(
        revision,
        channel=Channel(channel),
        case=case,
        on=on,
        answers=answers,
        area=place,
        exemption=exemption,
        rows=fee_rows(),
    )
    assert quote.total == total, because


def test_the_steps_fit_the_limit_the_province_promises() -> None:
    rows = limit_rows()
    for revision in REVISIONS.values():
        for rule in revision.channels:
            for case in rule.cases or (None,):
                assert rule.limit is not None
                found = limits.promised(
                    rule.limit, rows, procedure=revision.code, channel=rule.channel, on=NOW, case=case
                )
                if revision.workflow:
                    needed, _path = workflow.longest(revision.workflow)
                    assert needed <= time_limits.working_hours(found.limit), (
                        revision.code,
                        rule.channel,
                        case,
                    )


def test_named_limits_are_a_fifth_shorter_online() -> None:
    rows = limit_rows()
    named = [code for row in rows if row.percent == 20 for code in row.procedures]
    assert len(named) >= 10
    for code in named:
        rule = next(r for r in REVISIONS[code].channels if r.channel is Channel.ONLINE)
        assert rule.limit is not None
        case = rule.cases[0] if rule.cases else None
        found = limits.promised(rule.limit, rows, procedure=code, channel=Channel.ONLINE, on=NOW, case=case)
        assert found.shorter
        assert time_limits.working_hours(found.limit) * 5 <= time_limits.working_hours(found.legal) * 4
