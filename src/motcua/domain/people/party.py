"""A person or organisation of a dossier, as it was on the day of filing: a snapshot that later changes do not touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.domain.people.identity import IdentityDocument, Sex
from motcua.domain.people.partial_dates import PartialDate

VIET_NAM = "VN"


class PartyRole(StrEnum):
    """What a party is to the dossier."""

    OWNER = "owner"  # chủ hồ sơ
    SUBMITTER = "submitter"  # người nộp
    AUTHORISED = "authorised"  # người được ủy quyền
    LEGAL_REPRESENTATIVE = "legal_representative"  # người đại diện theo pháp luật
    SUBJECT = "subject"  # người được giải quyết, ví dụ trẻ được khai sinh
    DECEASED = "deceased"  # người đã chết
    OTHER = "other"  # người liên quan


class PartyKind(StrEnum):
    """What sort of person a party is."""

    CITIZEN = "citizen"  # công dân
    NEWBORN = "newborn"  # trẻ mới sinh, chưa có số định danh
    DECEASED = "deceased"  # người đã chết
    ORGANISATION = "organisation"  # cơ quan, tổ chức, hộ kinh doanh
    FOREIGNER = "foreigner"  # người nước ngoài


class OrganisationForm(StrEnum):
    """What sort of organisation it is."""

    ENTERPRISE = "enterprise"  # doanh nghiệp
    HOUSEHOLD_BUSINESS = "household_business"  # hộ kinh doanh
    COOPERATIVE = "cooperative"  # hợp tác xã
    AGENCY = "agency"  # cơ quan nhà nước, đơn vị sự nghiệp
    OTHER = "other"  # tổ chức khác


@dataclass(frozen=True, slots=True)
class Address:
    """An address as written, with the codes of its area before and since 1/7/2025 when they are known."""

    text: str
    area_code_old: str = ""
    area_code_new: str = ""
    province_code: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """What identifies an organisation: a tax code or an agency identifier."""

    form: OrganisationForm = OrganisationForm.OTHER
    tax_code: str = ""
    identifier: str = ""


class LetterKind(StrEnum):
    """The paper by which one person acts for another."""

    AUTHORISATION = "authorisation"  # giấy ủy quyền
    CONTRACT = "contract"  # hợp đồng ủy quyền
    INTRODUCTION = "introduction"  # giấy giới thiệu
    GUARDIANSHIP = "guardianship"  # quyết định cử người giám hộ


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper of authority: its number and days, who certified it, and the scan kept with the dossier."""

    kind: LetterKind
    number: str = ""
    signed_on: date | None = None
    valid_until: date | None = None
    certified_by: str = ""
    paper_id: str = ""


class ConsentHow(StrEnum):
    """How a person agreed that somebody files for them."""

    SIGNED = "signed"  # ký trên giấy
    SPOKEN = "spoken"  # nói trước mặt cán bộ
    BY_PHONE = "by_phone"  # qua điện thoại
    CODE = "code"  # mã xác nhận gửi tới điện thoại của người đó
    ELECTRONIC_ID = "electronic_id"  # xác nhận trên VNeID


@dataclass(frozen=True, slots=True)
class Consent:
    """The agreement of the owner to be filed for: how, when, and the account of the person who recorded it."""

    how: ConsentHow
    at: datetime
    by: str
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a moment without time zone: ValueError."""
        if self.at.tzinfo is None:
            raise ValueError("the moment of a consent needs its time zone")


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation in one role; somebody in two roles is two parties."""

    role: PartyRole
    kind: PartyKind
    name: str
    identity: IdentityDocument | None = None
    born: PartialDate | None = None
    sex: Sex | None = None
    nationality: str = VIET_NAM  # ISO 3166-1, hai chữ
    ethnic_group: str = ""  # dân tộc, theo mã danh mục
    phone: str = ""
    email: str = ""
    address: Address | None = None
    organisation: Organisation | None = None
    letter: Letter | None = None
    consent: Consent | None = None
    died_on: PartialDate | None = None

    @property
    def numbers(self) -> frozenset[str]:
        """Give every number by which this party can be found again; an employer's numbers are not the employee's."""
        numbers = {self.identity.number} if self.identity else set()
        if self.organisation and self.kind is PartyKind.ORGANISATION:
            numbers |= {self.organisation.tax_code, self.organisation.identifier}
        return frozenset(numbers - {""})
