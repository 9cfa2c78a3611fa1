"""A revision: the immutable snapshot of one procedure that a dossier is pinned to for ever.

Storage keeps it as one JSON document with a schema number; this module turns that document into frozen
dataclasses (`parse`); `plain_data.to_json` writes them back. Old schemas are upcast on read by pure functions, never migrated.

Source of the parts: NĐ 63/2010/NĐ-CP Điều 8 (amended by NĐ 92/2017/NĐ-CP), national procedure database.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from motcua.domain.plain_data import NotReadable, read

SCHEMA = 1


class Channel(Enum):
    """How a dossier comes in (KenhThucHien of the national portal)."""

    COUNTER = "counter"  # trực tiếp
    ONLINE = "online"  # trực tuyến
    POST = "post"  # bưu chính công ích


class OnlineLevel(Enum):
    """Level of the online service (NĐ 224/2026/NĐ-CP Điều 14)."""

    FULL = "full"  # toàn trình
    PARTIAL = "partial"  # một phần, needs a legal reason
    NONE = "none"  # information only


class PartialReason(Enum):
    """Why a service is not wholly online; one must be shown (NĐ 224/2026/NĐ-CP Điều 14)."""

    PRESENCE = "presence"  # phải có mặt
    FIELD_CHECK = "field_check"  # kiểm tra thực địa
    TECHNICAL = "technical"  # điều kiện kỹ thuật
    OTHER = "other"


class HandledBy(Enum):
    """Which system settles the procedure: exactly one is authoritative (R6)."""

    HERE = "here"
    MINISTRY = "ministry"  # hệ thống tập trung của bộ
    NATIONAL = "national"  # Cổng DVCQG


class IssuedBy(Enum):
    """Where the result gets its number: never invented here when a sector system issues it."""

    HERE = "here"
    SECTOR = "sector"


class Audience(Enum):
    CITIZEN = "citizen"
    BUSINESS = "business"
    HOUSEHOLD = "household"  # hộ kinh doanh
    ORGANISATION = "organisation"
    FOREIGNER = "foreigner"


class Level(Enum):
    PROVINCE = "province"
    COMMUNE = "commune"
    DISTRICT = "district"  # until 30/6/2025
    MINISTRY = "ministry"
    OTHER = "other"


class FeeKind(Enum):
    PHI = "phi"  # phí: the agency may keep a share
    LE_PHI = "le_phi"  # lệ phí: wholly to the budget


@dataclass(frozen=True)
class Text:
    """Catalogue text: Vietnamese always, English where somebody has written it."""

    vi: str
    en: str | None = None

    @staticmethod
    def from_string(text: str) -> Text:
        """Return a text written in Vietnamese alone."""
        return Text(vi=text)

    def in_language(self, language: str) -> tuple[str, str]:
        """Return the text and the language it is really in: falls back to Vietnamese."""
        if language == "en" and self.en:
            return self.en, "en"
        return self.vi, "vi"


@dataclass(frozen=True)
class LegalBasis:
    number: str  # số ký hiệu, e.g. "60/2014/QH13"
    title: str = ""
    article: str = ""
    in_force_from: dt.date | None = None


@dataclass(frozen=True)
class TimeLimit:
    """A limit as the procedure states it. `unit` is a value of `clock.LimitUnit`; `amount` 0 only with same_day."""

    amount: int
    unit: str


@dataclass(frozen=True)
class Field:
    """The field of administration (lĩnh vực)."""

    code: str
    name: Text


@dataclass(frozen=True)
class Case:
    """One case (trường hợp) of the procedure; `when` is a CEL expression over the answers, or None when chosen."""

    key: str
    name: Text
    when: str | None = None


@dataclass(frozen=True)
class BlankForm:
    name: str
    file: str = ""


@dataclass(frozen=True)
class Component:
    """A paper the dossier needs (thành phần hồ sơ). `cases` empty means every case."""

    key: str
    name: Text
    originals: int = 0  # bản chính
    certified: int = 0  # bản chứng thực
    copies: int = 0  # bản sao, bản photo
    required: bool = True
    when: str | None = None  # CEL over answers: needed only when it holds
    cases: tuple[str, ...] = ()
    blank_form: BlankForm | None = None
    from_form: bool = False  # satisfied by the e-form itself (tờ khai điện tử)
    result_of: str | None = None  # code of the procedure whose result this paper is
    must_digitise: bool = False  # TT 01/2023/TT-VPCP
    show_only: bool = False  # xuất trình để đối chiếu, not kept
    hint: Text | None = None


@dataclass(frozen=True)
class ChannelRule:
    """Time limit and fees of one channel for some cases."""

    channel: Channel
    limit: TimeLimit | None = None
    fees: tuple[str, ...] = ()  # keys of FeeItem
    cases: tuple[str, ...] = ()
    note: Text | None = None


@dataclass(frozen=True)
class Tier:
    """Price per unit from the `from_unit`-th unit on; VND."""

    from_unit: int
    amount: int


@dataclass(frozen=True)
class FeeItem:
    """A fee in the procedure itself (ministry level). Rows of the province may replace it: `domain.fees.schedule`."""

    key: str
    name: Text
    kind: FeeKind
    amount: int = 0  # VND a unit when there are no tiers
    unit: str = ""  # trang, bản, trường hợp …
    tiers: tuple[Tier, ...] = ()
    cap: int | None = None  # VND, most for one copy
    basis: str = ""  # số ký hiệu of the decision
    optional: bool = False  # only when the citizen asks for it
    when: str | None = None  # CEL over answers
    quantity_from: str | None = None  # answer that holds the number of units of one copy
    copies_from: str | None = None  # answer that holds the number of copies


@dataclass(frozen=True)
class ResultKind:
    key: str
    name: Text
    code: str = ""  # KQ.G15.000031
    issued_by: IssuedBy = IssuedBy.HERE
    template: str | None = None  # name of the print template
    system: str = ""  # sector system that issues it
    valid_months: int | None = None
    confirm_hours: int | None = None  # working hours to confirm a draft of it; None: as the province has set


@dataclass(frozen=True)
class Consult:
    """A consultation that runs beside a step and stops no clock (61/2018 Đ19.5)."""

    key: str
    name: Text
    unit: str  # unit selector, see domain.procedures.workflow
    hours: int
    silence: str = ""  # the article by which no answer in time is consent; empty: silence is only silence


class Order(Enum):
    """In which order the tasks of a step go to other agencies (61/2018 Đ19.6)."""

    BY_MEDIUM = "by_medium"  # on paper one after another, electronically side by side
    SEQUENCE = "sequence"
    PARALLEL = "parallel"


@dataclass(frozen=True)
class Task:
    """A task of a step at another agency (liên thông): `to` is agency:<kind> or procedure:<code> for a linked dossier."""

    key: str
    name: Text
    to: str
    days: int  # working days from the agency's receipt


@dataclass(frozen=True)
class Step:
    """One step of the workflow (quy trình nội bộ, điện tử)."""

    key: str
    name: Text
    unit: str  # unit selector: received | competent | province:<code> | linked:<kind>
    role: str  # value of permissions.roles.Role
    hours: int  # allotted working hours
    next: Mapping[str, str] = dataclasses.field(default_factory=dict)  # outcome -> step key, or "end"
    consults: tuple[Consult, ...] = ()
    linked: bool = False  # a task at another agency (liên thông)
    tasks: tuple[Task, ...] = ()  # several tasks at other agencies; the step goes on when all are answered
    order: Order = Order.BY_MEDIUM


@dataclass(frozen=True)
class Workflow:
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """Return the step named `key`. Raises KeyError."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    @property
    def first(self) -> Step:
        return self.steps[0]


@dataclass(frozen=True)
class Competence:
    """Who is competent: a level and where the unit is looked for."""

    level: Level
    title: str = ""  # cơ quan giải quyết, as published
    unit_code: str | None = None  # a fixed department; None = the commune of the subject or the applicant
    by: str = "receiving"  # receiving | applicant | subject: whose area decides when unit_code is None
    kind: str = ""  # the agency of this kind that serves the area settles it (văn phòng đăng ký đất đai khu vực …)


@dataclass(frozen=True)
class Revision:
    """Everything filing, the counter, the desk and the reports need of a procedure, frozen."""

    schema: int
    code: str  # mã TTHC
    number: int  # ordinal of the revision
    name: Text
    publisher: str  # who announced it: province or ministry code
    field: Field
    decision: str  # số quyết định công bố
    effective_from: dt.date
    competence: Competence
    online: OnlineLevel
    levels: tuple[Level, ...] = ()
    audience: tuple[Audience, ...] = ()
    effective_to: dt.date | None = None
    short_name: Text | None = None
    plain: Text | None = None  # one sentence in plain words: who it is for
    get: Text | None = None  # what you get
    online_reason: PartialReason | None = None
    handled_by: HandledBy = HandledBy.HERE
    system: str = ""
    in_scope: bool = True
    legal_basis: tuple[LegalBasis, ...] = ()
    life_events: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()  # everyday words people search with
    execution: str = ""  # trình tự thực hiện, as published
    conditions: str = ""  # yêu cầu, điều kiện
    copies_of_dossier: int = 1  # số lượng hồ sơ
    cases: tuple[Case, ...] = ()
    components: tuple[Component, ...] = ()
    channels: tuple[ChannelRule, ...] = ()
    fees: tuple[FeeItem, ...] = ()
    results: tuple[ResultKind, ...] = ()
    workflow: Workflow | None = None
    form: Mapping[str, object] | None = None  # e-form: see domain.procedures.form
    linked: tuple[str, ...] = ()  # codes of procedures settled in one chain with this one
    originals: Mapping[str, str] = dataclasses.field(default_factory=dict)  # texts as imported, kept beside

    def rule(self, channel: Channel, case: str | None = None) -> ChannelRule | None:
        """Return the channel's rule for the case; a rule naming the case wins over a general one."""
        general = None
        for rule in self.channels:
            if rule.channel is channel:
                if case is not None and case in rule.cases:
                    return rule
                if not rule.cases:
                    general = rule
        return general

    def needed(self, case: str | None) -> tuple[Component, ...]:
        """Return the components of a case (conditions on answers are judged by `form`)."""
        return tuple(c for c in self.components if not c.cases or case in c.cases)


NotARevision = NotReadable


def parse(document: Mapping[str, object]) -> Revision:
    """Return the revision held in a stored JSON document. Raises NotARevision naming the field."""
    schema = document.get("schema")
    if schema != SCHEMA:
        raise NotARevision(f"schema {schema!r} is not known; this version reads schema {SCHEMA}")
    value = read(Revision, document, "revision")
    assert isinstance(value, Revision)
    return value

