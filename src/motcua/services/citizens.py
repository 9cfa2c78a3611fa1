"""Citizens' accounts: made and refreshed by what the identity provider vouches for; there is no password of ours."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain import folding
from motcua.domain.people.identity import NotValid, parse_citizen_number
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.ports.identity_provider import Vouched
from motcua.services import ledger
from motcua.storage import ids, sealing
from motcua.storage.people.models import Citizen

PROFILE = "people.citizen"


class NotACitizenNumber(ValueError):
    """The provider vouched for a number that is no personal identity number."""


def sign_in(*, vouched: Vouched, at: dt.datetime) -> uuid.UUID:
    """Take in who the provider vouches for and return the account; the profile is refreshed at every sign-in.

    Raises NotACitizenNumber.
    """
    try:
        number = parse_citizen_number(vouched.identity).value
    except NotValid:
        raise NotACitizenNumber from None
    profile = {
        "name": folding.clean_name(vouched.name), "identity": number, "born": vouched.born, "sex": vouched.sex,
        "phone": vouched.phone, "email": vouched.email, "address": dict(vouched.address),
    }  # fmt: skip
    changes = {
        "person_key": sealing.blind("identity", number), "name": profile["name"], "seen_at": at,
        "profile_sealed": sealing.seal({k: v for k, v in profile.items() if v}, context=PROFILE),
    }  # fmt: skip
    with transaction.atomic():
        row, made = Citizen.objects.update_or_create(
            provider=vouched.provider, subject=vouched.subject, defaults=changes,
            create_defaults={"id": ids.new(), "created_at": at, **changes},
        )  # fmt: skip
        actor = Actor(kind=ActorKind.CITIZEN, id=str(row.id))
        ledger.note_subject(subject=row.id, kind="citizen", action="citizen.join" if made else "citizen.sign_in",
                            actor=actor, at=at, data={"provider": vouched.provider})  # fmt: skip
    return row.id
