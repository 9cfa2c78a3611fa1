"""One-stop offices: their list, the page of one, its poster."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from motcua.domain import folding
from motcua.domain.hours import local
from motcua.queries import catalogue_pages, configuration, opening_hours
from motcua.web.portal import pages
from motcua.web.portal import wording_catalogue as say
from motcua.web.portal.views.procedures import pdf_poster
from motcua.web.shared.actors import now
from motcua.web.shared.guards import public


@public
def units(request: HttpRequest) -> HttpResponse:
    """List the one-stop offices; a name typed narrows the list."""
    config, day = configuration.current(), local(now(request)).date()
    typed = request.GET.get("q", "").strip()[:100]
    wanted = folding.fold(typed)
    found = [unit for unit in catalogue_pages.one_stops(config, day) if wanted in folding.fold(unit.name)]
    rows = [{"unit": unit, "row": config.unit_texts[str(unit.id)]} for unit in found]
    return pages.show(request, "portal/units.html", {"rows": rows, "query": typed})


@public
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show where an office is, when it is open and what it does."""
    config, day = configuration.current(), local(now(request)).date()
    found = catalogue_pages.unit(config, day, code)
    if found is None:
        raise Http404
    hours = found.hours
    context = {
        "page": found,
        "sessions": say.hours(hours.sessions) if hours else "",
        "weekdays": say.weekdays(hours.open_days) if hours and hours.open_days else "",
        "special": hours.special if hours else (),
        "week": [(say.weekdays(days), say.hours(open_then)) for days, open_then in opening_hours.week(config, found.unit.id, day)]
        if str(found.unit.id) in config.openings else [],
    }
    return pages.show(request, "portal/unit.html", context)


@public
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with a poster whose QR code opens the office's page."""
    found = configuration.current().unit_by_code(code, local(now(request)).date())
    if found is None:
        raise Http404
    link = f"{settings.ENVIRONMENT.public_url}{reverse('portal_unit', args=[code])}"
    call = "Quét mã để xem thủ tục, giờ làm việc và nộp hồ sơ"
    return pdf_poster(request, title=found.name, subject="", link=link, name=f"{code}.pdf", call=call)
