"""Whom to tell of a move and what they need to know: plain data for the connectors, which see no database."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.conf import settings
from django.db.models import Q, Sum

from motcua.domain.campaigns import letters
from motcua.queries import configuration
from motcua.storage import sealing
from motcua.storage.campaigns.models import Reminder
from motcua.storage.dossiers.models import Dossier, Request
from motcua.storage.fees.models import FeeDue
from motcua.storage.people.models import Staff, StaffRole

_COLUMNS = (
    "code", "title", "received_unit_id", "return_unit_id", "appointment_at", "redated_to", "extended_to", "contact_sealed", "owner_name",
)  # fmt: skip


def about(body: Mapping[str, object]) -> dict[str, object]:
    """Return contact, unit names and promises of the dossier a message tells of; empty where there is no such dossier.

    A message about a member of staff gives their address and the units they work in; one about a reminder of a campaign
    what their unit is reminded of.
    """
    if "reminder" in body:
        return _reminder(body)
    if "staff" in body:
        return _member(uuid.UUID(str(body["staff"])), dt.date.fromisoformat(str(body["on"])))
    dossier_id = uuid.UUID(str(body["dossier"]))
    row = Dossier.objects.filter(id=dossier_id).values(*_COLUMNS).first()
    if row is None:
        return {}
    config = configuration.current()
    contact = sealing.unseal(row["contact_sealed"], context="dossiers.contact") or {}
    assert isinstance(contact, dict)
    received = config.unit(row["received_unit_id"])
    due = FeeDue.objects.filter(dossier_id=dossier_id, paid_at=None, cancelled_at=None).aggregate(total=Sum("amount"))
    tax = Request.objects.filter(dossier_id=dossier_id, kind="tax", answered_at=None).aggregate(total=Sum("amount"))
    return {
        "name": contact.get("name") or row["owner_name"],
        "email": contact.get("email", ""),
        "phone": contact.get("phone", ""),
        "code": row["code"],
        "title": row["title"],
        "received_at_unit": received.name,
        "return_unit": config.unit(row["return_unit_id"] or row["received_unit_id"]).name,
        "address": f"{settings.ENVIRONMENT.public_url}/tra-cuu/{row['code']}",
        "appointment_at": row["redated_to"] or row["appointment_at"],
        "corrected_from": row["appointment_at"] if row["redated_to"] else None,
        "extended_to": row["extended_to"],
        "fee_due": due["total"] or 0,
        "tax_due": tax["total"] or 0,
    }


def _member(staff_id: uuid.UUID, day: dt.date) -> dict[str, object]:
    """Return a member of staff's address, and the units in which they hold a role on the day."""
    person = Staff.objects.filter(id=staff_id, is_active=True).first()
    if person is None:
        return {}
    held = StaffRole.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), staff=person, valid_from__lte=day)
    names = sorted(set(held.values_list("unit__name", flat=True)))
    return {"name": person.name, "email": person.email, "phone": "", "units": names}


def _reminder(body: Mapping[str, object]) -> dict[str, object]:
    """Return the address of somebody whose unit is reminded in a campaign, and what it is behind with."""
    row = Reminder.objects.select_related("campaign", "unit").filter(id=uuid.UUID(str(body["reminder"])), answered_at=None).first()
    person = _member(uuid.UUID(str(body["staff"])), dt.date.fromisoformat(str(body["on"])))
    if row is None or not person:
        return {}
    return person | {
        "unit": row.unit.name, "campaign": row.campaign.name, "last": row.campaign.last, "words": row.words,
        "lines": [letters.line(one) for one in row.behind],
        "address": f"{settings.ENVIRONMENT.public_url}/so-lieu/chien-dich/{row.campaign_id}/",
    }  # fmt: skip
