"""Results laid out as pages: decisions, certificates, confirmations, extracts, each from named fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from motcua.domain.dossiers.slip_contents import Signer
from motcua.services import slip_texts as say
from motcua.services.print_blocks import Block, Page

FieldValue = str | list[str] | list[dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultForm:
    """A result template: its title and the names of its fields, those that may stay empty apart."""

    template: str
    title: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultHead:
    """The top and the end of a result: who issues and signs it, its number, where and when."""

    parent: str = ""
    office: str
    number: str = ""
    place: str
    issued_at: datetime
    signer: Signer
    recipients: tuple[str, ...] = ()
    code: str = ""  # mã hồ sơ
    lookup: str = ""  # text of the QR code
    signed: bool = False  # leaves the place of the signature free
    demo: bool = False  # marks the paper as a trial


class ResultIncomplete(ValueError):
    """A result may not be printed: fields it needs are empty, or it was given fields it does not have."""

    def __init__(self, template: str, *, missing: Iterable[str] = (), unknown: Iterable[str] = ()) -> None:
        self.template = template
        self.missing = tuple(missing)
        self.unknown = tuple(unknown)
        super().__init__(f"{template} lacks {list(self.missing)}, does not know {list(self.unknown)}")


RESULT_FORMS: Mapping[str, ResultForm] = MappingProxyType(
    {
        form.template: form
        for form in (
            ResultForm(
                template="birth_certificate",
                title="Giấy khai sinh",
                required=("name", "born_on", "gender", "ethnic_group", "nationality", "birth_place"),
                optional=(
                    "born_on_words",
                    "home_town",
                    "personal_id",
                    "mother_name",
                    "mother_born",
                    "mother_ethnic_group",
                    "mother_nationality",
                    "mother_address",
                    "father_name",
                    "father_born",
                    "father_ethnic_group",
                    "father_nationality",
                    "father_address",
                    "declarant",
                    "declarant_identity",
                    "registered_at",
                    "registered_on",
                    "note",
                ),
            ),
            ResultForm(
                template="marital_status",
                title="Giấy xác nhận tình trạng hôn nhân",
                required=("requested_by", "name", "born_on", "status", "purpose"),
                optional=(
                    "gender",
                    "ethnic_group",
                    "nationality",
                    "identity",
                    "address",
                    "resident_at",
                    "resident_period",
                ),
            ),
            ResultForm(
                template="household_business",
                title="Giấy chứng nhận đăng ký hộ kinh doanh",
                required=(
                    "business_code",
                    "first_registered",
                    "business_name",
                    "address",
                    "trades",
                    "owner_name",
                ),
                optional=(
                    "changed",
                    "foreign_name",
                    "phone",
                    "email",
                    "capital",
                    "capital_words",
                    "owner_gender",
                    "owner_born_on",
                    "owner_ethnic_group",
                    "owner_identity",
                    "owner_address",
                    "members",
                ),
            ),
            ResultForm(
                template="extract",
                title="Trích lục",
                required=("lines",),
                optional=("source", "note"),
            ),
            ResultForm(
                template="decision",
                title="Quyết định",
                required=("issuer", "grounds", "articles"),
                optional=("proposal",),
            ),
        )
    }
)


def result_page(
    template: str,
    *,
    head: ResultHead,
    fields: Mapping[str, FieldValue],
    at: datetime,
    title: str = "",
    subject: str = "",
) -> Page:
    """Lay out one of the known result forms; `at` is the instant of printing.

    `fields` holds texts by the names of RESULT_FORMS; for a decision `grounds` and `articles` are lists of
    texts, for an extract `lines` is a list of {"label", "value"}. An empty optional field prints as a dotted
    line. `title` replaces the form's own, for instance "Trích lục khai sinh (bản sao)".
    Raises LookupError for an unknown template, ResultIncomplete for missing or unknown fields.
    """
    form = RESULT_FORMS[template]
    missing = [name for name in form.required if not fields.get(name)]
    unknown = sorted(set(fields) - set(form.required) - set(form.optional))
    if missing or unknown:
        raise ResultIncomplete(template, missing=missing, unknown=unknown)
    data = _frame(head, title=title or form.title, subject=subject, at=at)
    return Page(template=template, data=data | {"fields": dict(fields)})


def letter_page(
    *, head: ResultHead, title: str, subject: str = "", blocks: Iterable[Block], at: datetime
) -> Page:
    """Lay out a result that has no form of its own: paragraphs and labelled fields from print_blocks."""
    data = _frame(head, title=title, subject=subject, at=at)
    return Page(template="result", data=data | {"blocks": list(blocks)})


def _frame(head: ResultHead, *, title: str, subject: str, at: datetime) -> dict[str, object]:
    data: dict[str, object] = {
        "at": say.local(at).isoformat(),
        "parent": head.parent,
        "office": head.office,
        "number": head.number,
        "place_date": say.place_and_day(head.place, head.issued_at),
        "title": title,
        "subject": subject,
        "code": head.code,
        "signer": {
            "authority": head.signer.authority,
            "position": head.signer.position,
            "name": head.signer.name,
        },
        "recipients": list(head.recipients),
        "signed": head.signed,
        "demo": head.demo,
        "footer": f"Mã hồ sơ: {head.code}" if head.code else "",
    }
    if head.lookup:
        data["qr"] = head.lookup
    return data
