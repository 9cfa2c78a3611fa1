"""A form with every widget, for tests: an application to register a household business."""

from __future__ import annotations

import copy


def text(vi: str) -> dict[str, str]:
    return {"vi": vi, "en": f"{vi} (en)"}


def field(id: str, widget: str, label: str = "", **more: object) -> dict[str, object]:
    return {"id": id, "widget": widget, "label": text(label or id), **more}


def options(*values: str) -> list[dict[str, object]]:
    return [{"value": v, "label": text(v)} for v in values]


ADDRESS = {
    "type": "object",
    "required": ["line", "commune", "province"],
    "properties": {
        n: {"type": "string", "maxLength": 200} for n in ("line", "commune", "province", "old_commune")
    },
}
STRING = {"type": "string"}

SCHEMA: dict[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["kind", "owner_name", "owner_born", "home", "agrees", "spouse_name"],
    "$defs": {"address": ADDRESS},
    "properties": {
        "kind": {"type": "string", "enum": ["new", "change"]},
        "old_number": {"type": "string", "pattern": "^[0-9]{6}$"},
        "owner_name": {"type": "string", "format": "vn-name"},
        "owner_identity": {"type": "string", "format": "vn-identity"},
        "owner_born": {"type": "string"},
        "owner_phone": STRING,
        "owner_email": STRING,
        "home": {"$ref": "#/$defs/address"},
        "married": {"type": "boolean"},
        "spouse_name": STRING,
        "starts_on": {"type": "string", "format": "vn-date"},
        "trades": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "enum": ["food", "repair", "other"]},
        },
        "capital": {"type": "integer", "minimum": 0},
        "area": {"type": "number", "exclusiveMinimum": 0, "maximum": 10000},
        "remarks": STRING,
        "tax_code": STRING,
        "members": {
            "type": "array",
            "maxItems": 5,
            "items": {
                "type": "object",
                "required": ["name", "born", "school"],
                "properties": {
                    "name": STRING,
                    "born": STRING,
                    "address": {"$ref": "#/$defs/address"},
                    "studies": {"type": "boolean"},
                    "school": STRING,
                },
            },
        },
        "agrees": {"type": "boolean", "const": True},
    },
}

LAYOUT: dict[str, object] = {
    "pages": [
        {
            "key": "start",
            "title": text("Việc cần làm"),
            "fields": [
                field("hello", "note"),
                field("kind", "choice", options=options("new", "change")),
            ],
        },
        {
            "key": "old",
            "title": text("Giấy cũ"),
            "when": "kind == 'change'",
            "fields": [field("old_number", "text", "Số giấy cũ")],
        },
        {
            "key": "owner",
            "title": text("Chủ hộ"),
            "fields": [
                field("owner_name", "name", "Họ, chữ đệm và tên", party="owner.name", prefill="profile.name"),
                field("owner_identity", "identity", party="owner.identity", prefill="profile.identity"),
                field("owner_born", "partial_date", party="owner.born", prefill="profile.born"),
                field("owner_phone", "phone", party="owner.phone", prefill="profile.phone"),
                field("owner_email", "email", party="owner.email"),
                field("home", "address", party="owner.address", prefill="profile.address"),
                field("married", "yes_no"),
            ],
        },
        {
            "key": "spouse",
            "title": text("Vợ, chồng"),
            "when": "married",
            "fields": [field("spouse_name", "name", party="owner#2.name")],
        },
        {
            "key": "business",
            "title": text("Kinh doanh"),
            "fields": [
                field("starts_on", "date"),
                field("trades", "choices", options=options("food", "repair", "other")),
                field("capital", "money"),
                field("area", "number"),
                field("remarks", "textarea", when="kind == 'change'"),
                field("tax_code", "tax_code"),
            ],
        },
        {
            "key": "members",
            "title": text("Thành viên"),
            "fields": [
                field(
                    "members",
                    "group",
                    add_label=text("Thêm người"),
                    fields=[
                        field("name", "name", party="member.name"),
                        field("born", "partial_date", party="member.born"),
                        field("address", "address", party="member.address"),
                        field("studies", "yes_no"),
                        field("school", "text", when="studies"),
                    ],
                )
            ],
        },
        {"key": "send", "title": text("Cam đoan"), "fields": [field("agrees", "yes_no")]},
    ]
}

ANSWERS: dict[str, object] = {
    "kind": "new",
    "owner_name": "Rơ Châm H'Bia",
    "owner_identity": "064190001234",
    "owner_born": "1990",
    "owner_phone": "0912345678",
    "owner_email": "hbia@example.vn",
    "home": {"line": "12 Lê Lợi", "commune": "23557", "province": "52"},
    "married": False,
    "starts_on": "2026-12-01",
    "trades": ["food", "other"],
    "capital": 50_000_000,
    "area": 42.5,
    "tax_code": "064190001234",
    "members": [
        {"name": "Siu Blih", "born": "2015-03", "studies": True, "school": "Tiểu học Số 1"},
        {"name": "Siu Đam", "born": "2020-05-06", "studies": False},
    ],
    "agrees": True,
}


def form() -> dict[str, object]:
    """A fresh copy of the form, to be spoilt at will."""
    return copy.deepcopy({"schema": SCHEMA, "layout": LAYOUT})


def answers(**changes: object) -> dict[str, object]:
    """A fresh copy of good answers with changes; a change to None leaves the answer out."""
    changed = {**copy.deepcopy(ANSWERS), **changes}
    return {id: value for id, value in changed.items() if value is not None}
