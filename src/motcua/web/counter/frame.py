"""The frame of the counter's pages: where its lists are, and what waits in each."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import chasing, configuration, counter_lists, fallback, transfers
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers.rooms import Room

RECEIVERS = (Role.CLERK, Role.ONE_STOP_HEAD)


def frame(request: HttpRequest, current: str = "") -> dict[str, object]:
    """Return the context of the counter's shell; `current` names the page that is open."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    numbers = counter_lists.numbers(actor=actor, at=now(request))
    papers = transfers.numbers(actor=actor, at=now(request))
    return {
        "room": pgettext("room", "Counter"),
        "home_url": reverse("counter_home" if actor.holds(*RECEIVERS, Role.COLLECTOR) else "counter_parcels"),
        "search_url": reverse("counter_find") if actor.holds(*RECEIVERS, Role.COLLECTOR) else "",
        "list_url": _last_list(request),
        "navigation": _navigation(actor, numbers, papers, current or request.resolver_match.url_name),  # type: ignore[union-attr]
        "numbers": numbers, "papers": papers,
    }


def _last_list(request: HttpRequest) -> str:
    """Return the list the person came from."""
    name = request.session.get("counter_list", "")
    return reverse(f"counter_{name}") if name in ("queue", "hand_over", "results", "waiting", "uncollected") else reverse("counter_home")


def _navigation(actor: Actor, numbers: counter_lists.Numbers, papers: transfers.PaperNumbers, current: str) -> list[dict[str, object]]:
    if not actor.holds(*RECEIVERS, Role.COLLECTOR):  # the post: its parcels, and nothing else
        return [{"url": reverse("counter_parcels"), "label": _("Parcels"), "current": True}]
    home = {"url": reverse("counter_home"), "label": pgettext("room", "Today"), "current": current == "home"}
    find = {"url": reverse("counter_find"), "label": pgettext("room", "Find"), "current": current == "find"}
    if not actor.holds(*RECEIVERS):
        return [home, find, *_day(actor, current)]
    work = [
        {"url": reverse("counter_receive"), "label": _("Receive a citizen"), "key": "F9", "current": current == "receive"},
        {"url": reverse("counter_certify"), "label": _("Certify"), "key": "F6", "current": current == "certify"},
    ]
    waiting, chased = pgettext("room", "Waiting"), pgettext("room", "To look after")
    return [
        home, *work, find, {"label": waiting}, *_waiting(numbers, papers, current), {"label": chased}, *_chased(actor, current),
        {"label": pgettext("room", "The day")}, *_day(actor, current),
    ]  # fmt: skip


def _waiting(numbers: counter_lists.Numbers, papers: transfers.PaperNumbers, current: str) -> list[dict[str, object]]:
    return [
        {"url": reverse("counter_queue"), "label": _("Online, to answer"), "key": "Alt+Q", "count": numbers.to_answer,
         "late": numbers.answer_late > 0, "current": current == "queue"},
        {"url": reverse("counter_hand_over"), "label": _("To hand over"), "key": "Alt+W", "count": numbers.to_hand_over,
         "current": current == "hand_over"},
        {"url": reverse("counter_results"), "label": _("Results to return"), "key": "Alt+R", "count": numbers.to_return,
         "current": current == "results"},
        {"url": reverse("counter_papers"), "label": _("Papers on their way"), "count": papers.to_receive,
         "late": papers.overdue + papers.disputed > 0, "current": current.startswith(("counter_papers", "counter_parcels"))},
    ]  # fmt: skip


def _chased(actor: Actor, current: str) -> list[dict[str, object]]:
    return [
        {"url": reverse("counter_waiting"), "label": _("Waiting for citizens"), "current": current == "waiting"},
        {"url": reverse("counter_calls"), "label": _("To be called"), "count": sum(chasing.calls_numbers(actor=actor).values()),
         "current": current in ("calls", "counter_calls", "counter_call")},
        {"url": reverse("counter_unanswered"), "label": _("Past the answer-by day"), "current": current == "counter_unanswered"},
        {"url": reverse("counter_morning"), "label": _("Morning list"), "current": current == "counter_morning"},
        {"url": reverse("counter_corrections"), "label": _("My corrections"), "current": current == "counter_corrections"},
    ]  # fmt: skip


def _day(actor: Actor, current: str) -> list[dict[str, object]]:
    """Return the pages of the day: who came, what was taken, the books, one's own absence."""
    visits = [{"url": reverse("counter_visits"), "label": _("Visits today"), "current": current == "visits"}] if actor.holds(*RECEIVERS) else []
    queues = configuration.current().queues
    tickets = [{"url": reverse("counter_tickets"), "label": _("Queue numbers"), "current": current == "tickets"}]
    return [
        *visits,
        *(tickets if any(queues.get(unit) for unit in actor.units_as(*RECEIVERS, Role.COLLECTOR)) else []),
        {"url": reverse("counter_receipts"), "label": _("Money of the day"), "key": "Alt+L", "current": current == "receipts"},
        {"url": reverse("counter_shifts"), "label": _("Shifts"), "key": "Alt+O", "current": current == "shifts"},
        {"url": reverse("counter_day"), "label": _("The day's report"), "current": current == "day"},
        *_fallback(actor, current),
        {"url": reverse("counter_books"), "label": pgettext("books", "Books"), "current": current == "books"},
        *([] if actor.learner else [{"url": reverse("console_my_absence"), "label": _("My absence")}]),
    ]


def _fallback(actor: Actor, current: str) -> list[dict[str, object]]:
    """Return the pages for when power or line fails: slips and outages, and what waits for a second person."""
    slips = [{"url": reverse("counter_fallback"), "label": _("Fallback slips"), "current": current == "fallback"}] if actor.holds(*RECEIVERS) else []
    waiting = fallback.count_to_second(actor)
    second = {"url": reverse("counter_late_to_confirm"), "label": _("Later entries to confirm"), "count": waiting, "current": current == "second"}
    return [*slips, *([second] if waiting or current == "second" else [])]


ROOM = Room(key="counter", frame=frame, money=True)
