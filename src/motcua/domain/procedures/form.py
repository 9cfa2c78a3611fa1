"""The e-form engine's door: compile at publication, ask page by page, check, read.

A form document is {"schema": JSON Schema 2020-12, "layout": {"pages": […]}}; docs/howto/forms.md shows one.
"""

from __future__ import annotations

from motcua.domain.procedures.form_check import Checked, check
from motcua.domain.procedures.form_fields import Field, NotAForm, Option, Page, PartyPart, Widget
from motcua.domain.procedures.form_post import from_post, names, to_post
from motcua.domain.procedures.form_problems import problems_at_publication
from motcua.domain.procedures.form_reading import (
    PageSeen,
    PageState,
    SummaryPage,
    SummaryRow,
    addresses,
    next_page,
    pages,
    parties,
    prefill,
    summary,
)
from motcua.domain.procedures.form_schema import Asked, CompiledForm, Kind, compile
from motcua.domain.procedures.form_values import FieldError

__all__ = [
    "Asked",
    "Checked",
    "CompiledForm",
    "Field",
    "FieldError",
    "Kind",
    "NotAForm",
    "Option",
    "Page",
    "PageSeen",
    "PageState",
    "PartyPart",
    "SummaryPage",
    "SummaryRow",
    "Widget",
    "addresses",
    "check",
    "compile",
    "from_post",
    "names",
    "next_page",
    "pages",
    "parties",
    "prefill",
    "problems_at_publication",
    "summary",
    "to_post",
]
