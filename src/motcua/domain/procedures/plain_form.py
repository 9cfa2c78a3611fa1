"""The form asked online where a procedure has none of its own: who the applicant is; the rest is in their papers."""

from __future__ import annotations

from collections.abc import Mapping

_ADDRESS = {
    "type": "object",
    "required": ["line", "commune", "province"],
    "properties": {
        "line": {"type": "string", "minLength": 1, "maxLength": 200},
        "commune": {"type": "string", "minLength": 1, "maxLength": 100},
        "province": {"type": "string", "minLength": 1, "maxLength": 100},
        "old_commune": {"type": "string", "maxLength": 200},
    },
}

PLAIN_FORM: Mapping[str, object] = {
    "schema": {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "owner_name": {"type": "string", "format": "vn-name", "maxLength": 100},
            "owner_identity": {"type": "string", "format": "vn-identity"},
            "owner_phone": {"type": "string", "format": "vn-phone"},
            "owner_address": _ADDRESS,
            "request": {"type": "string", "maxLength": 2000},
        },
        "required": ["owner_name", "owner_identity", "owner_phone", "owner_address"],
    },
    "layout": {
        "pages": [
            {
                "key": "owner",
                "title": {"vi": "Người làm thủ tục", "en": "The applicant"},
                "fields": [
                    {
                        "id": "owner_name",
                        "label": {"vi": "Họ, chữ đệm, tên", "en": "Full name"},
                        "widget": "name",
                        "prefill": "profile.name",
                        "party": "owner.name",
                    },
                    {
                        "id": "owner_identity",
                        "label": {"vi": "Số định danh cá nhân", "en": "Personal identity number"},
                        "hint": {
                            "vi": "Gồm 12 chữ số, ví dụ 051090001234.",
                            "en": "12 digits, for example 051090001234.",
                        },
                        "widget": "identity",
                        "prefill": "profile.identity",
                        "party": "owner.identity",
                    },
                    {
                        "id": "owner_phone",
                        "label": {"vi": "Số điện thoại", "en": "Phone number"},
                        "widget": "phone",
                        "prefill": "profile.phone",
                        "party": "owner.phone",
                    },
                    {
                        "id": "owner_address",
                        "label": {"vi": "Nơi cư trú", "en": "Place of residence"},
                        "widget": "address",
                        "prefill": "profile.address",
                        "party": "owner.address",
                    },
                ],
            },
            {
                "key": "request",
                "title": {"vi": "Ông/bà muốn nói thêm điều gì", "en": "Anything you want to add"},
                "fields": [
                    {
                        "id": "request",
                        "label": {"vi": "Lời nhắn cho cán bộ", "en": "A word to the officer"},
                        "hint": {"vi": "Có thể để trống.", "en": "You may leave this empty."},
                        "widget": "textarea",
                    }
                ],
            },
        ]
    },
}
