"""The room's frame: its name and the navigation, with only what this person may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import ChoiceField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from motcua.domain.permissions import lists
from motcua.domain.permissions.roles import Actor, Role
from motcua.web.shared.forms import Form

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PEOPLE = (Role.UNIT_ADMIN, Role.SYSTEM_ADMIN)
RULES = (Role.UNIT_ADMIN, Role.SYSTEM_ADMIN, Role.CONTROLLER)
CATALOGUE = (Role.CATALOGUE,)
SYSTEM = (Role.SYSTEM_ADMIN,)
COUNTERS = (Role.UNIT_ADMIN, Role.SYSTEM_ADMIN, Role.ONE_STOP_HEAD)
CONTROL = (Role.AUDITOR, Role.CONTROLLER)


@dataclass(frozen=True)
class Place:
    """A page of the navigation: its route, and who may open it (nobody named: all staff)."""

    route: str
    label: StrOrPromise
    roles: tuple[Role, ...] = ()
    hint: StrOrPromise = ""


@dataclass(frozen=True)
class Group:
    """Pages under one heading."""

    label: StrOrPromise
    places: tuple[Place, ...]


GROUPS = (
    Group(pgettext_lazy("console", "Organisation"), (
        Place("console_units", pgettext_lazy("console", "Units"), PEOPLE,
              pgettext_lazy("console", "The tree of units, who continues whom, addresses and telephone numbers.")),
        Place("console_reorganisations", pgettext_lazy("console", "Reorganisation of units"), RULES,
              pgettext_lazy("console", "One night in which units end and others continue, with everything open in them.")),
        Place("console_staff", pgettext_lazy("console", "Staff and roles"), PEOPLE,
              pgettext_lazy("console", "Accounts, dated roles, passwords and second factors.")),
        Place("console_counters", pgettext_lazy("console", "Known counters"), COUNTERS,
              pgettext_lazy("console", "Computers at which a PIN is enough after one full sign-in a shift.")),
        Place("console_queues", pgettext_lazy("console", "Queue numbers"), COUNTERS,
              pgettext_lazy("console", "Whether an office gives out numbers, and for which services.")),
        Place("console_delegations", pgettext_lazy("console", "Delegations of signing"), PEOPLE,
              pgettext_lazy("console", "Who signs for the head, by which document, on which days.")),
        Place("console_agencies", pgettext_lazy("console", "Agencies in chains"), PEOPLE,
              pgettext_lazy("console", "Tax offices, land offices and others that steps go to, with or without an account here.")),
        Place("console_absences", pgettext_lazy("console", "Absences"), (*PEOPLE, Role.ONE_STOP_HEAD),
              pgettext_lazy("console", "Who is away, and who handles their dossiers meanwhile.")),
    )),
    Group(pgettext_lazy("console", "Rules"), (
        Place("console_calendar", pgettext_lazy("console", "Working calendar"), RULES,
              pgettext_lazy("console", "Holidays, worked Saturdays, local days off and working hours.")),
        Place("console_opening", pgettext_lazy("console", "Opening hours"), COUNTERS,
              pgettext_lazy("console", "When the doors of a one-stop office are open; time limits follow the calendar.")),
        Place("console_rules", pgettext_lazy("console", "Dated rules"), RULES,
              pgettext_lazy("console", "What the province may decide, from which day, on which paper.")),
    )),
    Group(pgettext_lazy("console", "Catalogue"), (
        Place("console_catalogue", pgettext_lazy("console", "Procedures"), CATALOGUE,
              pgettext_lazy("console", "Check, complete, publish and end procedures.")),
        Place("console_rows", pgettext_lazy("console", "Fees and shorter limits"), CATALOGUE,
              pgettext_lazy("console", "Rows of the province's resolutions and decisions, with their days.")),
        Place("console_lists", pgettext_lazy("console", "Lists by decision"), lists.SEES,
              pgettext_lazy("console", "What is received anywhere, wholly online, scanned: proposed, appraised, approved.")),
        Place("console_imports", pgettext_lazy("console", "Import report"), CATALOGUE,
              pgettext_lazy("console", "What the last import did not understand, by reason.")),
    )),
    Group(pgettext_lazy("console", "Connections"), (
        Place("console_keys", pgettext_lazy("console", "API keys"), SYSTEM,
              pgettext_lazy("console", "Which machines may do what, and until when.")),
        Place("console_outbox", pgettext_lazy("console", "Outbox"), SYSTEM,
              pgettext_lazy("console", "What waits to be told outside, and what could not be delivered.")),
        Place("console_health", pgettext_lazy("console", "Health"), SYSTEM,
              pgettext_lazy("console", "Database, worker, printing and disk; what is missing and what to do.")),
    )),
    Group(pgettext_lazy("console", "Control"), (
        Place("console_ledger", pgettext_lazy("console", "Ledger"), CONTROL,
              pgettext_lazy("console", "What happened to a dossier, who read it, and whether the record is sound.")),
        Place("console_corrections", pgettext_lazy("console", "Corrections"), (Role.CONTROLLER,),
              pgettext_lazy("console", "Requests to correct dossiers: read the story, approve or refuse with words.")),
        Place("console_late_entries", pgettext_lazy("console", "Later entries"), (Role.CONTROLLER,),
              pgettext_lazy("console", "Slips of an outage that were entered after the allowed days: approve or refuse.")),
        Place("console_books", pgettext_lazy("console", "Books"), (Role.AUDITOR,),
              pgettext_lazy("console", "Every book with its numbers, and the ones that were struck out.")),
    )),
    Group(pgettext_lazy("console", "For everybody"), (
        Place("console_password", pgettext_lazy("console", "My password"), (),
              pgettext_lazy("console", "Choose a password of your own.")),
        Place("console_pin", pgettext_lazy("console", "My PIN"), (),
              pgettext_lazy("console", "Six digits that unlock a known counter.")),
        Place("console_my_absence", pgettext_lazy("console", "My absence"), (),
              pgettext_lazy("console", "Say when you are away and who stands in; see what you sign by.")),
        Place("console_help", pgettext_lazy("console", "Help"), (),
              pgettext_lazy("console", "How a dossier moves, and who may do what.")),
    )),
)  # fmt: skip


def open_to(actor: Actor) -> list[Group]:
    """Return the groups with the places this person may open."""
    found = []
    for group in GROUPS:
        places = tuple(p for p in group.places if not p.roles or actor.holds(*p.roles))
        if places:
            found.append(Group(group.label, places))
    return found


def frame(request: HttpRequest, current: str = "") -> dict[str, object]:
    """Return what the shell needs; `current` is the route of the navigation the page belongs to."""
    items: list[dict[str, object]] = [
        {"url": reverse("console_home"), "label": pgettext_lazy("console", "Overview"), "current": current == "console_home"}
    ]
    for group in open_to(request.actor):  # type: ignore[attr-defined]
        items.append({"label": group.label})
        items += [{"url": reverse(p.route), "label": p.label, "current": p.route == current} for p in group.places]
    return {"room": pgettext_lazy("console", "Administration"), "navigation": items}


def draw(request: HttpRequest, template: str, context: dict[str, object], *, current: str, status: int = 200) -> HttpResponse:
    """Draw a page of the room."""
    return render(request, f"console/{template}.html", {**frame(request, current), **context}, status=status)


def typed(form: Form) -> list[tuple[str, str]]:
    """Return what was typed into a form that is not drawn again: question and answer, choices left out."""
    found = []
    for one in form:
        value = one.value()
        text = "/".join(str(part or "") for part in value) if isinstance(value, list | tuple) else str(value or "")
        if text.strip("/ ") and not isinstance(one.field, ChoiceField):
            found.append((str(one.label), text))
    return found


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form, None where nothing was sent: also an empty form is judged."""
    return request.POST if request.method == "POST" else None
