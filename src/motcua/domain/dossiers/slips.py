"""The slips of the one-stop office: which exist, and the form set that numbers and names them on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class SlipKind(StrEnum):
    """A paper that goes with a dossier."""

    RECEIPT = "receipt"  # giấy tiếp nhận hồ sơ và hẹn trả kết quả
    SUPPLEMENT = "supplement"  # phiếu yêu cầu bổ sung, hoàn thiện hồ sơ
    REFUSAL = "refusal"  # phiếu từ chối tiếp nhận giải quyết hồ sơ
    APOLOGY = "apology"  # phiếu xin lỗi và hẹn lại ngày trả; văn bản xin lỗi và đề nghị gia hạn
    STOP = "stop"  # thông báo dừng giải quyết hồ sơ
    CONTROL = "control"  # phiếu kiểm soát quá trình giải quyết hồ sơ
    REGISTER = "register"  # sổ theo dõi hồ sơ
    HAND_OVER = "hand_over"  # phiếu bàn giao
    RETURN = "return"  # giấy biên nhận trả kết quả
    TRANSFER = "transfer"  # phiếu chuyển thông tin đến cơ quan khác


class GapRule(StrEnum):
    """Which forms were used from 1/7/2025, when the parent decree of TT 01/2018 expired, to 14/9/2025."""

    OLD_FORMS = "old_forms"
    NEW_FORMS = "new_forms"
    NO_FORMS = "no_forms"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSet:
    """The forms (bộ mẫu) of one circular, with the days on which they bind; `last_day` None means still."""

    key: str
    name: str
    legal_basis: str
    first_day: date
    last_day: date | None
    numbers: Mapping[SlipKind, str]
    titles: Mapping[SlipKind, str]
    apology_extends: bool = False  # mẫu 04 also asks for more time (đề nghị gia hạn)

    def binds_on(self, day: date) -> bool:
        """Say whether the set is in force on a local day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def has(self, kind: SlipKind) -> bool:
        """Say whether the circular has a form for this slip."""
        return kind in self.numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands over a slip: its title and, for a form of a circular, number and legal basis."""

    title: str
    form_number: str | None
    legal_basis: str | None


class NoFormSet(LookupError):
    """No circular in the table binds on that day."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no form set is in force on {day.isoformat()}")
        self.day = day


class SlipNotInForm(LookupError):
    """The circular has no form for that slip, as TT 01/2018 has none for stopping a dossier."""

    def __init__(self, kind: SlipKind, form_set: FormSet) -> None:
        super().__init__(f"{form_set.name} has no form for {kind.value}")
        self.kind = kind
        self.form_set = form_set


# Papers of the house: no circular numbers them, so they are the same in every form set.
HOUSE_TITLES: Mapping[SlipKind, str] = MappingProxyType(
    {
        SlipKind.HAND_OVER: "Phiếu bàn giao hồ sơ",
        SlipKind.RETURN: "Giấy biên nhận trả kết quả",
        SlipKind.TRANSFER: "Phiếu chuyển thông tin",
    }
)

_FIRST_DAY_OF_TT01 = date(2019, 1, 6)
_PARENT_DECREE_EXPIRED = date(2025, 6, 30)  # NĐ 61/2018, last day in force
_DAY_BEFORE_TT03 = date(2025, 9, 14)
_FIRST_DAY_OF_TT03 = date(2025, 9, 15)
_FIRST_DAY_OF_ND118 = date(2025, 7, 1)

_SHARED_TITLES = {
    SlipKind.RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    SlipKind.SUPPLEMENT: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    SlipKind.REFUSAL: "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    SlipKind.CONTROL: "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    SlipKind.REGISTER: "Sổ theo dõi hồ sơ",
}


def _tt01(*, last_day: date) -> FormSet:
    return FormSet(
        key="tt-01-2018",
        name="Thông tư số 01/2018/TT-VPCP",
        legal_basis="Thông tư số 01/2018/TT-VPCP ngày 23/11/2018 của Văn phòng Chính phủ",
        first_day=_FIRST_DAY_OF_TT01,
        last_day=last_day,
        numbers=MappingProxyType(
            {
                SlipKind.RECEIPT: "01",
                SlipKind.SUPPLEMENT: "02",
                SlipKind.REFUSAL: "03",
                SlipKind.APOLOGY: "04",
                SlipKind.CONTROL: "05",
                SlipKind.REGISTER: "06",
            }
        ),
        titles=MappingProxyType(
            _SHARED_TITLES | {SlipKind.APOLOGY: "Phiếu xin lỗi và hẹn lại ngày trả kết quả"}
        ),
    )


def _tt03(*, first_day: date) -> FormSet:
    return FormSet(
        key="tt-03-2025",
        name="Thông tư số 03/2025/TT-VPCP",
        legal_basis="Phụ lục I Thông tư số 03/2025/TT-VPCP ngày 15/9/2025 của Văn phòng Chính phủ",
        first_day=first_day,
        last_day=None,
        numbers=MappingProxyType(
            {
                SlipKind.RECEIPT: "01",
                SlipKind.SUPPLEMENT: "02",
                SlipKind.REFUSAL: "03",
                SlipKind.APOLOGY: "04",
                SlipKind.STOP: "05",
                SlipKind.CONTROL: "06",
                SlipKind.REGISTER: "07",
            }
        ),
        titles=MappingProxyType(
            _SHARED_TITLES
            | {
                SlipKind.APOLOGY: "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
                SlipKind.STOP: "Thông báo dừng giải quyết hồ sơ",
            }
        ),
        apology_extends=True,
    )


def form_sets(gap: GapRule = GapRule.OLD_FORMS) -> tuple[FormSet, ...]:
    """List the two form sets in order of time, with the province's choice for the gap of 1/7-14/9/2025.

    Source: TT 01/2018/TT-VPCP in force from 6/1/2019; TT 03/2025/TT-VPCP from 15/9/2025.
    """
    tt01_last = _DAY_BEFORE_TT03 if gap is GapRule.OLD_FORMS else _PARENT_DECREE_EXPIRED
    tt03_first = _FIRST_DAY_OF_ND118 if gap is GapRule.NEW_FORMS else _FIRST_DAY_OF_TT03
    return (_tt01(last_day=tt01_last), _tt03(first_day=tt03_first))


def form_set_on(day: date, sets: Iterable[FormSet]) -> FormSet:
    """Find the form set that binds a dossier received on a local day; of several, the one that began last.

    Raises NoFormSet when none is in force. A dossier keeps its set: pass the day it was received, and for a
    slip written before that (02, 03) the day the slip is written.
    """
    binding = [form_set for form_set in sets if form_set.binds_on(day)]
    if not binding:
        raise NoFormSet(day)
    return max(binding, key=lambda form_set: form_set.first_day)


def heading_of(kind: SlipKind, form_set: FormSet) -> Heading:
    """Name a slip as the form set does; the papers of the house are named the same in every set.

    Raises SlipNotInForm when the circular has no such form.
    """
    if kind in HOUSE_TITLES:
        return Heading(title=HOUSE_TITLES[kind], form_number=None, legal_basis=None)
    if not form_set.has(kind):
        raise SlipNotInForm(kind, form_set)
    return Heading(
        title=form_set.titles[kind],
        form_number=form_set.numbers[kind],
        legal_basis=form_set.legal_basis,
    )
