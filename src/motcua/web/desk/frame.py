"""The frame of the desk's pages: its name, where its work lists are, and the filters one keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import absences, chasing, transfers
from motcua.queries.worklists import Filter
from motcua.services import saved_filters
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers.rooms import Room


def frame(request: HttpRequest, wanted: Filter | None = None, current: str = "") -> dict[str, object]:
    """Return the context of the desk's shell; `current` names the page, a filter the list that is open."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    kept = saved_filters.of(actor)
    return {
        "room": pgettext("room", "Desk"),
        "home_url": reverse("desk_home"),
        "search_url": reverse("desk_find"),
        "list_url": _last_list(request),
        "filters": kept,
        "navigation": _navigation(actor, wanted, current or (request.resolver_match.url_name or ""), kept, now(request))  # type: ignore[union-attr],
    }


def standing_in(actor: Actor, day: dt.date) -> list[absences.Line]:
    """Return for whom the actor stands in today, so that the list says whose dossiers are among theirs."""
    return [line for line in absences.stood_in_for(actor, day) if line.when == "now"] if actor.stands_in else []


def _last_list(request: HttpRequest) -> str:
    """Return the list the person came from, with its filters."""
    query = request.session.get("desk_list", "")
    return f"{reverse('desk_home')}?{query}" if query else reverse("desk_home")


def _navigation(actor: Actor, wanted: Filter | None, current: str, kept: Sequence[saved_filters.Saved], at: dt.datetime) -> list[dict[str, object]]:
    home = reverse("desk_home")
    views = [("todo", _("To do"), "Alt+1"), ("mine", _("Mine"), "Alt+2"), ("free", _("Not taken yet"), "Alt+3"),
             ("unit", _("My units"), "Alt+4")]  # fmt: skip
    if actor.holds(Role.HEAD, Role.SIGNER):
        views.insert(1, ("sign", _("To sign"), "Alt+5"))
    views.append(("waiting", _("Waiting for citizens"), "Alt+6"))
    items: list[dict[str, object]] = [
        {"url": home if view == "todo" else f"{home}?view={view}", "label": label, "key": key,
         "current": wanted is not None and wanted.view == view}
        for view, label, key in views
    ]  # fmt: skip
    if actor.holds(Role.OFFICER, Role.HEAD, Role.RECORDS):
        papers = transfers.numbers(actor=actor, at=at)
        items.append({"url": reverse("desk_papers"), "label": _("Papers on their way"), "count": papers.to_receive,
                      "late": papers.overdue + papers.disputed > 0, "current": current.startswith(("desk_papers", "desk_parcels"))})  # fmt: skip
        items += [
            {"url": reverse("desk_morning"), "label": _("Morning list"), "current": current == "desk_morning"},
            {"url": reverse("desk_unanswered"), "label": _("Past the answer-by day"), "current": current == "desk_unanswered",
             "count": chasing.to_decide(actor=actor, at=at)},
            {"url": reverse("desk_corrections"), "label": _("My corrections"), "current": current == "desk_corrections"},
        ]
    if actor.holds(Role.HEAD):
        away = {"url": f"{home}?view=away", "label": _("Colleagues away"), "current": wanted is not None and wanted.view == "away"}
        items.append(away)
    items.append({"url": reverse("desk_find"), "label": pgettext("room", "Find"), "current": current == "find"})
    if actor.holds(Role.RECORDS):
        items.append({"url": reverse("desk_books"), "label": pgettext("books", "Books"), "current": current == "books"})
    items.append({"url": reverse("console_my_absence"), "label": _("My absence")})
    if kept:
        items.append({"label": _("My filters")})
        items += [{"url": f"{home}?{urlencode(one.wanted.as_query())}", "label": one.name} for one in kept]
    return items


ROOM = Room(key="desk", frame=frame)
