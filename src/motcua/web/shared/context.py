"""What every page's shell shows: province, language, who is signed in, whether this is a demo."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from motcua.domain.hours import local
from motcua.domain.permissions.roles import VISITOR, ActorKind, Role
from motcua.queries import configuration, practice
from motcua.web.shared import counter_session
from motcua.web.shared.actors import now
from motcua.web.shared.practice import band
from motcua.web.shared.signing_in import landing
from motcua.web.shared.wording.roles import ROLE_WORDS

STAFF_PATHS = ("/mot-cua/", "/ban-lam-viec/", "/so-lieu/", "/quan-tri/", "/hoc-tap/", "/can-bo/giu-lai/")


ROOMS = (
    ("counter_home", _("Counter"), (Role.CLERK, Role.ONE_STOP_HEAD, Role.COLLECTOR)),
    ("counter_parcels", _("Parcels"), (Role.POSTAL,)),
    ("desk_home", _("Desk"), (Role.OFFICER, Role.HEAD, Role.RECORDS, Role.CONTROLLER, Role.SIGNER)),
    ("board_home", _("Figures"), (Role.LEADER, Role.HEAD, Role.CONTROLLER, Role.ONE_STOP_HEAD)),
    ("console_home", _("Administration"), (Role.UNIT_ADMIN, Role.SYSTEM_ADMIN, Role.CATALOGUE, Role.AUDITOR, Role.CONTROLLER, Role.ONE_STOP_HEAD, Role.LEADER)),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the shell's variables; staff pages and citizens' pages show their own session."""
    env = settings.ENVIRONMENT
    language = translation.get_language()
    found: dict[str, object] = {
        "province_name": env.province_name_en if language == "en" else env.province_name,
        "demo": env.demo,
        "current_path": request.get_full_path(),
        "practising": band.shown(request),
    }
    if request.path.startswith(STAFF_PATHS):
        return found | _staff(request)
    return found | _citizen(request)


def _staff(request: HttpRequest) -> dict[str, object]:
    actor = getattr(request, "actor", VISITOR)
    if actor.kind is not ActorKind.STAFF:
        return {}
    first = actor.holdings[0] if actor.holdings else None
    unit = configuration.current().units.get(first.unit) if first else None
    at_counter = counter_session.here(request) if counter_session.at_a_counter(request) else None
    rooms = [{"url": reverse(name), "label": label} for name, label, roles in ROOMS if actor.holds(*roles)]
    return {
        "actor": actor,
        "acting": actor.id,
        "who": {"name": actor.label, "role": ROLE_WORDS[first.role] if first else "", "unit": unit.name if unit else ""},
        "rooms": rooms,
        "practice_open": practice.is_open(local(now(request)).date()),
        "home_url": reverse("practice" if actor.learner and not rooms else landing(actor)),
        "sign_out_url": reverse("staff_sign_out"),
        "lock_url": reverse("staff_lock") if at_counter else "",
        "still_here_url": reverse("staff_still_here"),
        "lock_after": counter_session.idle_seconds(request) if at_counter else 0,
        "counter_name": at_counter.name if at_counter else "",
    }


def _citizen(request: HttpRequest) -> dict[str, object]:
    citizen = getattr(request, "citizen", VISITOR)
    if citizen.kind is not ActorKind.CITIZEN:
        return {"citizen": None, "sign_in_url": reverse("citizen_sign_in")}
    return {"citizen": citizen, "who": {"name": citizen.label}, "sign_out_url": reverse("citizen_sign_out")}
