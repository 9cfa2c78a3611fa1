"""A revision that may be published, for tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from motcua.domain.procedures.revision import (
    Audience,
    BlankForm,
    Case,
    Channel,
    ChannelRule,
    Competence,
    Component,
    FeeItem,
    FeeKind,
    Field,
    LegalBasis,
    Level,
    OnlineLevel,
    ResultKind,
    Revision,
    Text,
    TimeLimit,
)
from tests.domain.procedures import example_form
from tests.domain.procedures.example_workflow import GOOD

LIMIT = TimeLimit(5, "working_days")
DECLARATION = Component(
    key="declaration", name=Text(vi="Tờ khai"), blank_form=BlankForm(name="Mẫu 1"), from_form=True
)
PAPER = Component(
    key="paper", name=Text(vi="Giấy cũ"), originals=1, when="kind == 'change'", cases=("change",)
)
FEE = FeeItem(
    key="fee",
    name=Text(vi="Lệ phí"),
    kind=FeeKind.LE_PHI,
    amount=100_000,
    basis="85/2019/TT-BTC",
    when="kind == 'new'",
    quantity_from="members",
)

REVISION = Revision(
    schema=1,
    code="1.001612",
    number=1,
    name=Text(vi="Đăng ký hộ kinh doanh"),
    publisher="H21",
    field=Field(code="G05-KD", name=Text(vi="Hộ kinh doanh")),
    decision="12/QĐ-UBND",
    effective_from=dt.date(2026, 1, 1),
    competence=Competence(level=Level.COMMUNE, title="Ủy ban nhân dân xã"),
    levels=(Level.COMMUNE,),
    audience=(Audience.CITIZEN,),
    online=OnlineLevel.FULL,
    legal_basis=(LegalBasis(number="168/2025/NĐ-CP"),),
    execution="Nộp hồ sơ, thẩm định, ký, trả kết quả.",
    cases=(
        Case(key="new", name=Text(vi="Thành lập"), when="kind == 'new'"),
        Case(key="change", name=Text(vi="Thay đổi"), when="kind == 'change'"),
    ),
    components=(DECLARATION, PAPER),
    channels=(
        ChannelRule(channel=Channel.ONLINE, limit=LIMIT, fees=("fee",)),
        ChannelRule(channel=Channel.COUNTER, limit=LIMIT, fees=("fee",)),
        ChannelRule(channel=Channel.COUNTER, limit=LIMIT, cases=("change",)),
    ),
    fees=(FEE,),
    results=(ResultKind(key="certificate", name=Text(vi="Giấy chứng nhận")),),
    workflow=GOOD,
    form=example_form.form(),
)


def changed(**parts: object) -> Revision:
    """The revision with parts changed."""
    return replace(REVISION, **parts)  # type: ignore[arg-type]
