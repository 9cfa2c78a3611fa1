"""What is asked of a parcel before it is given to the post."""

from __future__ import annotations

import uuid

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua import wiring
from motcua.queries import configuration
from motcua.web.shared.questions import Question


def post_questions(data: QueryDict, *, optional: bool = True) -> list[Question]:
    """Return what is asked of a parcel: which post office, and the waybill; `optional` where papers may also go by hand."""
    asked = wiring.post() is not None
    hint = _("Leave it empty to get a number from the post.") if asked else _("As on the paper waybill, for example EH123456789VN.")
    return [
        Question(name="carrier", label=_("Post office"), kind="select", value=data.get("carrier", ""), optional=optional,
                 shape={"choices": [("", _("Not by post")), *carriers()] if optional else carriers()}),
        Question(name="waybill", label=_("Waybill number"), value=data.get("waybill", ""), optional=True, help_text=hint, shape={"width": 20}),
    ]  # fmt: skip


def carriers() -> list[tuple[str, str]]:
    """Return the post offices that take parcels."""
    return sorted(((key, u.name) for key, u in configuration.current().units.items() if u.kind.value == "post"), key=lambda one: one[1])


def chosen(text: str) -> uuid.UUID:
    """Return the post office that was chosen; an id that no unit has, where none was."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
