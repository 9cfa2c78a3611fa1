"""Records in the form of the national portal's interface of 2026 (get-formality), read as any other record.

Numbers and units become the words in which the portal shows them, so that one grammar understands every source.
"""

from __future__ import annotations

from collections.abc import Mapping

from motcua.domain.procedures import publishers, records
from motcua.domain.procedures.records import (
    CaseText,
    ChannelText,
    NotARecord,
    PaperText,
    Record,
    ResultText,
    lines,
    objects,
    text,
    whole,
)

SOURCE = "dichvucong.gov.vn API (get-formality, 2026)"

_UNITS = {
    "WORKING_DAY": "Ngày làm việc",
    "DAY": "Ngày",
    "WORKING_HOUR": "Giờ làm việc",
    "HOUR": "Giờ",
    "MONTH": "Tháng",
    "OTHER": "(khác)",
}
_LEVELS = {
    "isMinistry": "Cấp bộ",
    "isProvince": "Cấp tỉnh",
    "isWard": "Cấp xã",
    "isOtherAgency": "Cơ quan khác",
}


def is_portal_form(raw: Mapping[str, object]) -> bool:
    """Return whether the data is a record of the portal's interface."""
    return "executionMethods" in raw or "executionCases" in raw


def read(raw: Mapping[str, object]) -> Record:
    """Return the record. Raises NotARecord."""
    name = text(raw.get("name"))
    if not name:
        raise NotARecord("no name")
    given = text(raw.get("code"))
    code, suffix = records.split_code(given)
    agency = text(raw.get("executingAgencies")) or _names(raw, "departmentsExecuting", "unitGroupsExecuting")
    published_by = text(raw.get("departmentPromulgateName"))
    return Record(
        code=code or records.without_code(name, agency),
        code_as_given=given,
        name=name,
        publisher=publishers.publisher(
            code=text(raw.get("departmentPromulgateCode")) or suffix, name=published_by
        ),
        published_by=published_by,
        source=SOURCE,
        field=_names(raw, "categoriesDetails") or text(_object(raw, "category").get("name")),
        agency=agency,
        levels=tuple(level for flag, level in _LEVELS.items() if raw.get(flag) is True),
        audience=tuple(text(s.get("name")) for s in objects(raw.get("subjectTypesDetails"))),
        channels=tuple(_channel(m) for m in objects(raw.get("executionMethods"))),
        papers=tuple(_papers(raw)),
        cases=tuple(_case(c) for c in objects(raw.get("cases"))),
        results=tuple(_result(r) for r in objects(raw.get("resultsDetails"))),
        legal_basis=tuple(
            dict.fromkeys(text(b.get("code")) for b in objects(raw.get("legalBasisesDetails")))
        ),
        decision=text(raw.get("decisionNo")) or text(_object(raw, "procedureProposal").get("proposalNumber")),
        steps="\n".join(lines(s.get("description")) for s in objects(raw.get("executionSteps"))),
        conditions=lines(raw.get("requirementsAndConditions")),
        kind=text(raw.get("formalityType")),
        online="Toàn trình" if raw.get("isFullProcess") is True else "",
        url=_address(raw),
    )


def _channel(method: Mapping[str, object]) -> ChannelText:
    given = text(method.get("submissionMethod"))
    return ChannelText(
        records.way(given),
        given,
        _limit(method.get("processingTime"), method.get("processingTimeUnit")),
        "; ".join(_fee(f) for f in objects(method.get("fees"))),
        lines(method.get("description")),
    )


def _limit(amount: object, unit: object) -> str:
    number = text(amount)
    return f"{number} {_UNITS.get(text(unit), '(khác)')}" if number else ""


def _fee(fee: Mapping[str, object]) -> str:
    return f"{text(fee.get('type'))}:{text(fee.get('value'))} {text(fee.get('description'))}".strip()


def _papers(raw: Mapping[str, object]) -> list[PaperText]:
    found = []
    for case in objects(raw.get("executionCases")):
        for part in objects(case.get("profileComponents")):
            forms = [text(a.get("fileName")) for a in objects(part.get("attachments"))]
            quantities = whole(part.get("originalQty")), whole(part.get("copyQty"))
            told = "\n".join(forms), text(case.get("name")), text(part.get("code"))
            found.append(PaperText(text(part.get("name")), *quantities, *told))
    return found


def _case(case: Mapping[str, object]) -> CaseText:
    day = _object(case, "processingDay")
    return CaseText(text(case.get("code")), text(case.get("name")), _limit(day.get("qty"), day.get("type")))


def _result(result: Mapping[str, object]) -> ResultText:
    return ResultText(text(result.get("name")), text(result.get("code")))


def _address(raw: Mapping[str, object]) -> str:
    given = text(raw.get("id"))
    return f"https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{given}" if given else ""


def _names(raw: Mapping[str, object], *keys: str) -> str:
    for key in keys:
        names = [text(part.get("name")) for part in objects(raw.get(key))]
        if names:
            return "; ".join(dict.fromkeys(names))
    return ""


def _object(raw: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = raw.get(key)
    return value if isinstance(value, Mapping) else {}
