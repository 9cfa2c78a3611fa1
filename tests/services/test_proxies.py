"""Filing for somebody else: the person acted for is somebody else."""

from __future__ import annotations

import copy

import pytest

from motcua.queries import actors, configuration
from motcua.services import drafts
from tests import make, signing
from tests.make import MONDAY, OWNER_NUMBER

FORM = {
    "schema": {"type": "object", "required": ["by_proxy"], "properties": {"by_proxy": {"type": "boolean"}, **{
        f"{who}_{part}": {"type": "string"} for who in ("owner", "principal", "submitter") for part in ("name", "identity")}}},
    "layout": {"pages": [
        {"key": "whom", "title": "Cho ai", "fields": [{"id": "by_proxy", "widget": "yes_no", "label": "Làm thay"}]},
        *({"key": who, "title": "Người", "when": when, "fields": [
            {"id": f"{who}_name", "widget": "name", "label": "Họ tên", "party": f"{role}.name"},
            {"id": f"{who}_identity", "widget": "identity", "label": "Số định danh", "party": f"{role}.identity"}]}
          for who, role, when in (
              ("owner", "owner", "by_proxy != true"), ("principal", "owner", "by_proxy == true"), ("submitter", "submitter", "by_proxy == true"))),
    ]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("by_proxy", "pages", "problems", "because"),
    [
        ("true", {"principal": OWNER_NUMBER, "submitter": OWNER_NUMBER}, ["acts_for_oneself"], "nobody authorises themselves"),
        ("true", {"principal": "051090000099", "submitter": OWNER_NUMBER}, [], "a proxy for somebody else"),
        ("false", {"owner": OWNER_NUMBER}, [], "for oneself"),
    ],
)
def test_who_acts_for_somebody_else_acts_for_somebody_else(world, client, by_proxy, pages, problems, because):
    make.publish(copy.deepcopy(make.PROCEDURE) | {"code": "9.000005", "form": FORM})
    configuration.forget()
    lan = actors.citizen(signing.citizen(client))
    draft = drafts.begin(procedure_code="9.000005", actor=lan, at=MONDAY)
    posted = {"whom": {"by_proxy": [by_proxy]}} | {
        who: {f"{who}_name": ["Phạm Thị Lan" if number == OWNER_NUMBER else "Lê Văn Hai"], f"{who}_identity": [number]} for who, number in pages.items()
    }
    for page, given in posted.items():
        drafts.save_page(draft_id=draft, actor=lan, at=MONDAY, page=page, posted=given, version=99, tab="a")
    seen = drafts.look(draft_id=draft, actor=lan, at=MONDAY)
    assert [code for _path, code in seen.party_problems] == problems, because
