"""What machines send: the shapes of filings, parties and moves as the description of the interface shows them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

Code = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Short = Annotated[str, StringConstraints(max_length=200)]
Long = Annotated[str, StringConstraints(max_length=500)]
Count = Annotated[int, Field(ge=0, le=999)]


class Given(BaseModel):
    """Nothing beyond what is described is taken: a misspelt name is told, not swallowed."""

    model_config = ConfigDict(extra="forbid")


class GivenIdentity(Given):
    """A paper of identity."""

    kind: Literal["citizen_number", "old_number", "passport", "residence_card", "other"] = "citizen_number"
    number: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    issued_on: dt.date | None = None
    issued_by: Short = ""
    expires_on: dt.date | None = None


class GivenAddress(Given):
    """An address as written, with the code of its commune since 1/7/2025 (and before) when known."""

    text: Long
    area_code_new: Annotated[str, StringConstraints(max_length=10)] = ""
    area_code_old: Annotated[str, StringConstraints(max_length=10)] = ""
    province_code: Annotated[str, StringConstraints(max_length=10)] = ""


class GivenOrganisation(Given):
    """What identifies an organisation."""

    form: Literal["enterprise", "household_business", "cooperative", "agency", "other"] = "other"
    tax_code: Annotated[str, StringConstraints(max_length=20)] = ""
    identifier: Annotated[str, StringConstraints(max_length=40)] = ""


class GivenLetter(Given):
    """A paper by which one person acts for another."""

    kind: Literal["authorisation", "contract", "introduction", "guardianship"]
    number: Short = ""
    signed_on: dt.date | None = None
    valid_until: dt.date | None = None
    certified_by: Short = ""


class GivenParty(Given):
    """A person or organisation in one role; somebody in two roles is given twice."""

    role: Literal["owner", "submitter", "authorised", "legal_representative", "subject", "deceased", "other"]
    kind: Literal["citizen", "newborn", "deceased", "organisation", "foreigner"] = "citizen"
    name: Short
    identity: GivenIdentity | None = None
    born: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = Field(
        None, description="A day, a month or a year: 1990-03-12, 1990-03, 1990."
    )
    sex: Literal["male", "female"] | None = None
    nationality: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "VN"
    ethnic_group: Annotated[str, StringConstraints(max_length=20)] = ""
    phone: Annotated[str, StringConstraints(max_length=30)] = ""
    email: Annotated[str, StringConstraints(max_length=254)] = ""
    address: GivenAddress | None = None
    organisation: GivenOrganisation | None = None
    letter: GivenLetter | None = None
    died_on: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None


class PaperIn(Given):
    """A paper handed in, counted by kind of copy."""

    component: Annotated[str, StringConstraints(min_length=1, max_length=80)] = Field(
        description="Key of the paper in the procedure, or `extra`."
    )
    name: Long
    originals: Count = 0
    certified: Count = 0
    copies: Count = 0


class ForeignIn(Given):
    """What a dossier from another system brings along: its code is kept."""

    code: Code
    filed_at: AwareDatetime | None = None
    system: Literal["national", "sector"] = "national"


class FilingIn(Given):
    """A dossier to bring in. `file`: online, answered within the hours set; `receive`: complete, its clock starts."""

    act: Literal["file", "receive"]
    procedure: Code = Field(description="Code of the procedure, e.g. 1.000656.")
    unit: Code | None = Field(None, description="Code of the unit that takes it in; without it, the key's own unit.")
    channel: Literal["counter", "online", "post"] | None = Field(
        None, description="Without it: online for `file`, counter for `receive`."
    )
    case: Annotated[str, StringConstraints(max_length=60)] = ""
    parties: Annotated[list[GivenParty], Field(min_length=1, max_length=50)]
    answers: dict[str, Any] = Field(default_factory=dict, description="Answers to the e-form of the procedure.")
    papers: Annotated[list[PaperIn], Field(max_length=200)] = []
    competent_unit: Code | None = None
    return_unit: Code | None = None
    quantities: dict[str, tuple[Count, Count]] = Field(
        default_factory=dict, description="Key of a fee: units of one copy, copies."
    )
    paid: Literal["", "cash", "transfer", "card"] = Field("", description="How the fee was taken, if it was.")
    exemption: Annotated[str, StringConstraints(max_length=60)] = ""
    foreign: ForeignIn | None = None


class MoveIn(Given):
    """A move: an action of the table of moves with what it needs."""

    action: Annotated[str, StringConstraints(max_length=40)]
    inputs: dict[str, Any] = Field(default_factory=dict)


class OpenedOut(Schema):
    """A dossier that now exists."""

    id: str
    code: str
    status: int
    repeated: bool = Field(description="True where the same request had been made before.")


class MovedOut(Schema):
    """What came of a move."""

    id: str
    code: str
    before: int
    after: int
    step: str | None
    slip: str | None = Field(description="Id of the slip it issued.")
    repeated: bool


class PossibleOut(Schema):
    """An act that is open now."""

    action: str
    after: int
    needs: list[str]
    slip: str | None
    article: str


class PossibleListOut(Schema):
    items: list[PossibleOut]


class CorrectionOut(Schema):
    """A correction that was asked for: `wanted` and `before` are a unit's name or a moment, where the kind names one."""

    id: str
    kind: str
    status: int
    asked_at: dt.datetime
    asked_by: str
    asked_unit: str
    late: bool
    outcome: str
    decided_at: dt.datetime | None
    decided_by: str
    wanted: str
    before: str
    reason: str
    words: str


class CorrectionListOut(Schema):
    items: list[CorrectionOut]


class LineOut(Schema):
    """A dossier in a list."""

    id: str
    code: str
    procedure: str
    title: str
    owner: str
    channel: str
    status: int
    step: str | None
    received_at_unit: str
    competent_unit: str
    filed_at: dt.datetime
    accepted_at: dt.datetime | None
    appointment_at: dt.datetime | None
    due_at: dt.datetime | None
    finished_at: dt.datetime | None
    moved_at: dt.datetime


class PageOut(Schema):
    """A page of dossiers, newest first; `after` asks for the next one, null at the end."""

    items: list[LineOut]
    after: str | None


class RecordOut(LineOut):
    """A dossier with what may be read of it."""

    case: str
    place: str
    payment_status: int
    delivery_status: int
    return_unit: str
    answer_due_at: dt.datetime | None
    remaining_minutes: int | None
    extended_to: dt.datetime | None
    decision: str | None
    returned_at: dt.datetime | None
    fee_total: int
    answers: dict[str, Any]
    parties: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    slips: list[dict[str, Any]]
    fees: list[dict[str, Any]] = Field(description="What is owed or paid, with its legal basis and relief; đồng.")
    receipts: list[dict[str, Any]] = Field(description="Receipts for money that name this dossier; `amount` is its share.")
    tasks: list[dict[str, Any]] = Field(
        description="Tasks at other agencies: `agency` or the code of a linked dossier, with the agency's own deadline `due_at`."
    )


class ReceiptDossierOut(Schema):
    id: str
    code: str


class ReceiptOut(Schema):
    """A receipt for money; amounts in đồng, phí and lệ phí apart. A void one keeps its number and moves no money."""

    id: str
    unit: str
    symbol: str
    number: int
    at: dt.datetime
    way: str = Field(description="cash, transfer, card, online, or free for 0 đồng")
    reference: str = Field(description="The bank's reference of a transfer.")
    phi: int
    le_phi: int
    total: int
    given_back: int
    dossiers: list[ReceiptDossierOut]
    clerk: str
    shift: str | None
    visit: str | None
    voided_at: dt.datetime | None
    void_reason: str


class ReceiptListOut(Schema):
    """The receipts of a day in the order of their numbers."""

    day: dt.date
    items: list[ReceiptOut]


class ProcedureLineOut(Schema):
    """A procedure in an answer to a search."""

    code: str
    name: str
    name_en: str | None
    online: str
    complete: bool = Field(description="Whether dossiers can be brought in here.")


class ProcedureListOut(Schema):
    items: list[ProcedureLineOut]


class ParcelSaidIn(Given):
    """What the post says of a parcel."""

    status: Literal["accepted", "in_transit", "delivered", "returned"]


class ParcelSaidOut(Schema):
    """What was written down; `news` is false where it had been said before."""

    waybill: str
    status: str
    news: bool


class ParcelOut(Schema):
    """A parcel under way, as far as the post needs to know it."""

    waybill: str
    name: str
    address: str
    status: str
    at: dt.datetime | None


class ParcelListOut(Schema):
    """Parcels, newest first."""

    items: list[ParcelOut]


class WrongOut(Schema):
    """One place that is wrong."""

    path: str
    code: str
    detail: str


class ProblemOut(Schema):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    instance: str = ""
    errors: list[WrongOut] = []
