"""The frame of the citizens' pages: what stands above, below and beside every one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.domain.hours import local
from motcua.queries import catalogue_pages, configuration
from motcua.web.shared.actors import now


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw a page of the portal in its frame."""
    return render(request, template, {**frame(request), **(context or {})}, status=status)


def to(name: str, *args: object, query: str = "") -> HttpResponse:
    """Go on to another page after something was done."""
    return HttpResponseRedirect(reverse(name, args=[str(a) for a in args]) + (f"?{query}" if query else ""))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return navigation, help and footer."""
    here = request.path
    links = [
        ("portal_home", pgettext("portal", "Procedures"), here == "/" or here.startswith(("/thu-tuc/", "/tim/", "/linh-vuc/", "/su-kien/", "/nop/"))),
        ("my_dossiers", _("My dossiers"), here.startswith("/ho-so/")),
        ("lookup", pgettext("menu", "Look up"), here.startswith("/tra-cuu/")),
        ("portal_units", pgettext("menu", "Offices"), here.startswith("/co-quan/")),
        ("portal_help", pgettext("portal", "Help"), here.startswith("/tro-giup/")),
    ]  # fmt: skip
    phone = catalogue_pages.help_phone(configuration.current(), local(now(request)).date())
    return {
        "navigation": [{"url": reverse(name), "label": label, "current": current} for name, label, current in links],
        "footer_links": [
            {"url": reverse("portal_help"), "label": pgettext("portal", "Help")},
            {"url": reverse("portal_privacy"), "label": _("How we handle your data")},
            {"url": reverse("portal_units"), "label": _("One-stop offices")},
            {"url": reverse("portal_statistics"), "label": _("Public statistics")},
        ],
        "help_phone": "".join(c for c in phone if c.isdigit() or c == "+"),
        "help_phone_shown": phone,
    }  # fmt: skip
