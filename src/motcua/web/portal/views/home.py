"""The first page, the lists of procedures, the search, and the pages that help."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from motcua.domain.hours import local
from motcua.domain.permissions.roles import VISITOR
from motcua.domain.procedures.revision import Audience, Level
from motcua.queries import catalogue_pages, configuration, search
from motcua.web.portal import pages
from motcua.web.portal.wording_catalogue import AUDIENCES, LEVELS
from motcua.web.shared.actors import now
from motcua.web.shared.guards import public

SUGGESTIONS = 8
MOST_HITS = 30
LONGEST_QUERY = 200


@public
def home(request: HttpRequest) -> HttpResponse:
    """Ask what the person needs to do, and show the ways there."""
    config, day = configuration.current(), local(now(request)).date()
    context = {
        "events": catalogue_pages.events(),
        "most_used": catalogue_pages.most_used(config, day),
        "signed_in": request.citizen.kind is not VISITOR.kind,  # type: ignore[attr-defined]
        "local_filing": config.setting("local_filing", day),
    }
    return pages.show(request, "portal/home.html", context)


@public
def find(request: HttpRequest) -> HttpResponse:
    """Search the catalogue; filters narrow, and where nothing fits the page says what to try."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    chosen = {name: request.GET.get(name, "") for name in ("field", "level", "audience")}
    filters = {name: value for name, value in chosen.items() if value}
    config, day = configuration.current(), local(now(request)).date()
    answer = (
        search.find(text, config=config, on=day, limit=MOST_HITS, filters=filters)
        if text or filters
        else None
    )
    context = {
        "query": text, "chosen": chosen, "answer": answer, "elsewhere": _elsewhere(answer) if answer else [], "fields": catalogue_pages.fields(),
        "hidden": _hidden(text, answer, filters, on=day),
        "levels": [(level.value, LEVELS[level]) for level in (Level.COMMUNE, Level.PROVINCE)],
        "audiences": [(audience.value, AUDIENCES[audience]) for audience in Audience],
        "events": catalogue_pages.events() if answer is None or not (answer.hits or answer.help) else (),
    }  # fmt: skip
    return pages.show(request, "portal/search.html", context)


@public
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer what was typed so far with a few procedures, as a fragment; without scripts the search page does it."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    hits = search.suggest(text, limit=SUGGESTIONS, on=local(now(request)).date()) if len(text) > 1 else ()
    return pages.show(request, "portal/suggestions.html", {"hits": hits, "query": text})


@public
def fields(request: HttpRequest) -> HttpResponse:
    """Show every field of administration."""
    return pages.show(request, "portal/fields.html", {"fields": catalogue_pages.fields()})


@public
def field(request: HttpRequest, key: str) -> HttpResponse:
    """Show the procedures of one field."""
    found = catalogue_pages.of_field(configuration.current(), local(now(request)).date(), key)
    if found is None:
        raise Http404
    back = {"url": reverse("portal_fields")}
    return pages.show(
        request, "portal/cards.html", {"title": found[0], "cards": found[1], "back": back, "language": "vi"}
    )


@public
def event(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a moment of life needs, in order."""
    found = catalogue_pages.of_event(configuration.current(), local(now(request)).date(), key)
    if found is None:
        raise Http404
    context = {
        "title_text": found[0].name,
        "cards": found[1],
        "back": {"url": reverse("portal_home")},
        "ordered": True,
    }
    return pages.show(request, "portal/cards.html", context)


@public
def help_page(request: HttpRequest) -> HttpResponse:
    """Say where help is to be had."""
    units = catalogue_pages.one_stops(configuration.current(), local(now(request)).date())
    return pages.show(request, "portal/help.html", {"centre": units[0] if units else None})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, why, for how long, and whom to ask."""
    return pages.show(request, "portal/privacy.html")


def _hidden(text: str, answer: search.SearchAnswer | None, filters: dict[str, str], *, on: dt.date) -> int:
    """Return how many procedures the filters hide, where they leave nothing of what was searched."""
    if not (text and filters) or answer is None or answer.hits:
        return 0
    return len(search.find(text, config=configuration.current(), on=on, limit=MOST_HITS).hits)


def _elsewhere(answer: search.SearchAnswer) -> list[dict[str, object]]:
    """Return where to look on: moments of life and fields, with their addresses."""
    found = []
    for one in answer.help:
        if one.kind == "life_event":
            url = reverse("portal_event", args=[one.key])
        else:
            url = reverse("portal_field", args=[catalogue_pages.field_key(one.key)])
        found.append({"url": url, "name": one.name})
    return found
