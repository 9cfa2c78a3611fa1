"""Asking once more before an act that cannot be taken back: the first press asks, the second acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SURE, REASON = "sure", "reason"
_OWN = {"csrfmiddlewaretoken", "acting", SURE, REASON}


def asked(
    request: HttpRequest, *, title: StrOrPromise, text: StrOrPromise, button: StrOrPromise, back: str, frame: Mapping[str, object],
    reason: StrOrPromise = "",
) -> HttpResponse | None:  # fmt: skip
    """Return the page that asks, which sends the same fields again; None where the answer has come.

    With the label `reason` it asks why as well, and the answer is none without it.
    """
    answered, why = request.POST.get(SURE) == "yes", request.POST.get(REASON, "").strip()
    if answered and (why or not reason):
        return None
    kept = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name not in _OWN]
    context = {**frame, "title": title, "text": text, "button": button, "back": back, "kept": kept, "reason": reason, "missing": answered}
    return render(request, "motcua/sure.html", context, status=422 if answered else 200)
