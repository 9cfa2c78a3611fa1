"""The catalogue controller's lists: procedures by state and reason for review, and the import report."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from motcua.domain.hours import local
from motcua.queries import catalogue, console_catalogue
from motcua.queries.catalogue import Run
from motcua.queries.console_catalogue import Filter
from motcua.web.console import room
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import catalogue as wording

HERE, IMPORTS = "console_catalogue", "console_imports"
STATES = {
    "": pgettext_lazy("catalogue", "All"),
    "review": pgettext_lazy("catalogue", "To review"),
    "draft": pgettext_lazy("catalogue", "With a draft"),
    "complete": pgettext_lazy("catalogue", "Complete"),
    "record": pgettext_lazy("catalogue", "Record only"),
    "expired": pgettext_lazy("catalogue", "Expired"),
}

@staff_only(*room.CATALOGUE)
def procedures(request: HttpRequest) -> HttpResponse:
    """List the catalogue under filters."""
    given, day = request.GET, local(request.now).date()  # type: ignore[attr-defined]
    wanted = Filter(
        words=given.get("q", "")[:100], state=given.get("state", "") if given.get("state", "") in STATES else "",
        flag=given.get("flag", "")[:60], everywhere=given.get("all") == "yes",
    )  # fmt: skip
    page = given.get("page", "")
    number = max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    lines, more = console_catalogue.procedures(wanted, day, number=number)
    counts = console_catalogue.counts(wanted, day)
    context = {
        "wanted": wanted, "lines": lines, "number": number, "more": more, "day": day,
        "tabs": [
            {"url": _address(request, state=state), "label": label, "current": state == wanted.state, "count": counts[state]}
            for state, label in STATES.items()
        ],
        "reasons": [(flag, f"{wording.of_reason(flag)} ({n})")
                    for flag, n in console_catalogue.reasons(everywhere=wanted.everywhere).items()],
    }  # fmt: skip
    return room.draw(request, "catalogue", context, current=HERE)


@staff_only(*room.CATALOGUE)
def imports(request: HttpRequest) -> HttpResponse:
    """Show the report of the last import, or of an earlier one."""
    runs = catalogue.imports()
    wanted = request.GET.get("run", "")
    run = next((one for one in runs if str(one.id) == wanted), runs[0] if runs else None)
    context = {"runs": runs, "run": run, "counts": _counts(run) if run else [], "reasons": _reasons(run) if run else []}
    return room.draw(request, "imports", context, current=IMPORTS)


def _counts(run: Run) -> list[tuple[object, int]]:
    return [(wording.of_count(name), count) for name, count in run.counts.items()]


def _reasons(run: Run) -> list[dict[str, object]]:
    return [
        {
            "text": wording.of_reason(flag), "count": found.get("count", 0), "examples": found.get("examples", []),
            "url": f"{reverse(HERE)}?{urlencode({'flag': flag, 'all': 'yes'})}",
        }
        for flag, found in run.reasons.items()
    ]  # fmt: skip


def _address(request: HttpRequest, **changes: str) -> str:
    kept = {name: request.GET[name] for name in ("q", "flag", "all", "state") if request.GET.get(name)} | changes
    return f"{reverse(HERE)}?{urlencode({name: value for name, value in kept.items() if value})}"
