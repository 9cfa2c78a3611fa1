"""Forms of delegations and absences."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.people.units import Unit
from motcua.domain.permissions.signing import WAYS, Capacity
from motcua.queries import finding_staff
from motcua.queries.absences import Somebody
from motcua.services.delegations import Given
from motcua.web.console.fields import Day, Line, One, unit_choices
from motcua.web.shared.forms import Form
from motcua.web.shared.wording import signing


class DelegationForm(Form):
    """A delegation of signing, as its document says it."""

    unit = One(label=pgettext_lazy("delegation", "Unit whose papers are signed"), missing=_("Choose the unit whose papers are signed."))
    capacity = One(
        label=pgettext_lazy("delegation", "How it is signed"), radios=True, missing=_("Choose how it is signed."),
        choices=[(c.value, signing.CAPACITIES[c]) for c in WAYS],
    )  # fmt: skip
    giver_title = Line(
        label=pgettext_lazy("delegation", "Title of the head who is signed for"), most=100,
        missing=_("Enter the title of the head, for example Chủ tịch."), help_text=_("As it is printed behind KT., TL. or TUQ., for example Giám đốc."),
    )  # fmt: skip
    giver = Line(
        label=pgettext_lazy("delegation", "Account name of that head"), most=60,
        help_text=_("Empty: whoever is head. With a name, the delegation ends when this person is head no longer."),
    )  # fmt: skip
    document = Line(
        label=pgettext_lazy("delegation", "Number of the document"), most=120,
        missing=_("Enter the number of the document, for example 45/QĐ-UBND."),
    )  # fmt: skip
    document_day = Day(label=pgettext_lazy("delegation", "Day of the document"))
    document_signer = Line(label=pgettext_lazy("delegation", "Who signed the document"), most=150, missing=_("Enter who signed the document."))
    first = Day(label=pgettext_lazy("delegation", "First day"))
    last = Day(label=pgettext_lazy("delegation", "Last day"), required=False,
               help_text=_("Needed for TUQ. Otherwise empty means until somebody ends it."))  # fmt: skip
    field = One(label=pgettext_lazy("delegation", "Only this field"), missing="")
    procedures = Line(
        label=pgettext_lazy("delegation", "Only these procedures"), most=2000,
        help_text=_("Codes with commas between them. Leave field and procedures empty for all."),
    )  # fmt: skip

    def __init__(self, *given: Any, units: Iterable[Unit], fields: Iterable[str], today: dt.date, **more: Any) -> None:
        super().__init__(*given, initial={"first": today, **more.pop("initial", {})}, **more)
        self.fields["unit"].choices = [*self.fields["unit"].choices, *unit_choices(units)]  # type: ignore[attr-defined]
        self.fields["field"].choices = [*self.fields["field"].choices, *((f, f) for f in fields)]  # type: ignore[attr-defined]

    def clean_giver(self) -> uuid.UUID | None:
        """Return the account the name stands for."""
        name = self.cleaned_data["giver"].strip()
        found = finding_staff.by_username(name) if name else None
        if name and found is None:
            raise ValidationError(signing.DELEGATIONS["giver_unknown"])
        return found

    def given(self, taker: uuid.UUID) -> Given:
        """Return the delegation to enter."""
        data = self.cleaned_data
        return Given(
            unit_id=uuid.UUID(data["unit"]), taker=taker, capacity=Capacity(data["capacity"]), giver_title=data["giver_title"],
            document=data["document"], document_day=data["document_day"], document_signer=data["document_signer"],
            first=data["first"], last=data["last"], giver=data["giver"], fields=(data["field"],) if data["field"] else (),
            procedures=tuple(code for code in re.split(r"[,;\s]+", data["procedures"]) if code),
        )  # fmt: skip


class EndForm(Form):
    """The last day of a delegation."""

    last = Day(label=pgettext_lazy("delegation", "Last day"), help_text=_("Yesterday ends it at once."))


class AbsenceForm(Form):
    """The days somebody is away, and who stands in."""

    first = Day(label=pgettext_lazy("absence", "First day away"), missing=_("Enter the first day away, for example 23 11 2026."))
    last = Day(label=pgettext_lazy("absence", "Last day away"), missing=_("Enter the last day away, for example 24 11 2026."))
    deputy = One(
        label=pgettext_lazy("absence", "Who stands in"), missing="",
        help_text=_("They see and handle the assigned dossiers on these days. To sign they need a role or a delegation of their own."),
    )  # fmt: skip

    def __init__(self, *given: Any, people: Iterable[Somebody], today: dt.date, **more: Any) -> None:
        super().__init__(*given, initial={"first": today, **more.pop("initial", {})}, **more)
        listed = [(str(p.id), f"{p.name} – {p.title}" if p.title else p.name) for p in people]
        self.fields["deputy"].choices = [("", pgettext_lazy("absence", "Nobody")), *listed]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Return what the service takes."""
        data = self.cleaned_data
        return {"first": data["first"], "last": data["last"], "deputy": uuid.UUID(data["deputy"]) if data["deputy"] else None}
