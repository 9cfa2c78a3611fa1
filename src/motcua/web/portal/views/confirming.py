"""Looking at a draft before it is issued and saying whether it is right."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua import wiring
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.transitions import Action
from motcua.ports.printer import PrintFailed
from motcua.queries import my_dossiers
from motcua.services import confirmations
from motcua.services.confirmations import NothingToConfirm
from motcua.services.dossiers.waits import InputWrong
from motcua.services.own_dossiers import NotAllowed
from motcua.web.portal import guarding, pages
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import documents
from motcua.web.shared.wording import inputs


@guarding.citizen
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Show the draft with the two answers; posting keeps the answer."""
    actor, at = request.citizen, now(request)  # type: ignore[attr-defined]
    try:
        row = my_dossiers.find(actor=actor, code=code, action=Action.ANSWER_CONFIRM)
    except NotAllowed:
        raise Http404 from None
    asked = confirmations.of_dossier(row.id)
    if not asked or asked[-1].answered_at is not None:
        messages.warning(request, _("Nothing waits for your answer here any more."))
        return pages.to("my_dossier", code)
    error: tuple[str, str] | None = None
    if request.method == "POST":
        try:
            confirmations.answer(
                dossier_id=row.id, says=request.POST.get("says", ""), text=request.POST.get("text", ""), actor=actor, at=at
            )
            messages.success(request, _("Thank you. The office has your answer."))
            return pages.to("my_dossier", code)
        except InputMissing:
            error = ("text", _("Write what is not right, for example: the name is spelt wrongly."))
        except InputWrong as wrong:
            error = ("says-yes", str(inputs.WRONG[wrong.name, wrong.why]))
        except (NothingToConfirm, NotPossible, NotAllowed):
            messages.warning(request, _("Nothing waits for your answer here any more."))
            return pages.to("my_dossier", code)
    context = {"row": row, "code": code, "asked": asked[-1], "errors": [error] if error else [],
               "says_error": error[1] if error and error[0] == "says-yes" else "", "text_error": error[1] if error and error[0] == "text" else "",
               "said": request.POST.get("says", ""), "typed": request.POST.get("text", "")}  # fmt: skip
    return pages.show(request, "portal/confirm.html", context, status=422 if error else 200)


@guarding.citizen
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Send the draft as a PDF."""
    actor, at = request.citizen, now(request)  # type: ignore[attr-defined]
    try:
        row = my_dossiers.find(actor=actor, code=code, action=Action.ANSWER_CONFIRM)
        content = confirmations.draft_pdf(dossier_id=row.id, actor=actor, at=at, printer=wiring.printer(actor))
    except (NotAllowed, NothingToConfirm):
        raise Http404 from None
    except PrintFailed:
        messages.error(request, _("The draft cannot be shown just now. Please try again in a few minutes."))
        return pages.to("my_dossier", code)
    return documents.pdf(content, f"{code}-ban-thao.pdf")
