"""The proof that a tax was paid: its number and day, and a photo of it; with it the dossier goes on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua import wiring
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.queries import my_dossiers
from motcua.services import file_types, files, own_dossiers
from motcua.services.dossiers.effects import InputWrong
from motcua.services.files import FileRefused
from motcua.services.own_dossiers import NotAllowed
from motcua.web.portal import guarding, pages, wording
from motcua.web.portal.views import papers
from motcua.web.shared import widgets
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import chain_acts
from motcua.web.shared.forms import DateField, FilesField, Form
from motcua.web.shared.wording import inputs

_DAY = gettext_lazy("Enter the day you paid, for example %(day)s.")
_AGAIN = gettext_lazy("Choose the photo or file again: it is not kept while something else has to be corrected.")


class ProofForm(Form):
    """What stands on the proof of payment, and the proof itself."""

    number = forms.CharField(
        label=gettext_lazy("Number of the proof of payment"), max_length=80, widget=widgets.Text(width=20),
        help_text=gettext_lazy("It stands at the top of the paper, for example GNT 0012345."),
        error_messages={"required": gettext_lazy("Enter the number of the proof of payment.")},
    )  # fmt: skip
    day = DateField(label=gettext_lazy("Date of the payment"))
    proof = FilesField(
        label=gettext_lazy("A photo of the proof, or the file the bank sent you"), most_bytes=settings.UPLOAD_MAX_BYTES,
        error_messages={"required": gettext_lazy("Choose at least one photo or file of this paper.")},
    )  # fmt: skip

    def __init__(self, *given: Any, today: dt.date, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["day"].error_messages["required"] = str(_DAY) % {"day": f"{today:%d %m %Y}"}
        self.fields["proof"].widget.attrs["accept"] = file_types.ACCEPT

    def full_clean(self) -> None:
        """Check the form; where something else is wrong, a file that came is asked for again, because browsers drop it."""
        super().full_clean()
        self.ask_again()

    def ask_again(self) -> None:
        """Ask for the file again where it came and the page is shown once more."""
        if self.errors and "proof" not in self.errors and self.files:
            self.add_error("proof", str(_AGAIN))


@guarding.citizen
def prove(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is to be paid and where; posting the proof lets the dossier go on."""
    actor, at = request.citizen, now(request)  # type: ignore[attr-defined]
    try:
        row = my_dossiers.find(actor=actor, code=code, action=Action.PAY_TAX)
        own = own_dossiers.show(code=code, actor=actor, at=at)
    except NotAllowed:
        raise Http404 from None
    if Action.PAY_TAX not in own.may or own.request is None:
        messages.warning(request, _("No payment is waited for here any more."))
        return pages.to("my_dossier", code)
    day = local(at).date()
    form = ProofForm(request.POST, request.FILES, today=day) if request.method == "POST" else ProofForm(today=day)
    if request.method == "POST" and form.is_valid() and _sent(request, row, form):
        messages.success(request, _("Thank you. The proof is in your dossier, and the dossier goes on."))
        return pages.to("my_dossier", code)
    context = {"row": row, "code": code, "own": own, "form": form}
    return pages.show(request, "portal/tax.html", context, status=422 if form.is_bound else 200)


def _sent(request: HttpRequest, row: Any, form: ProofForm) -> bool:
    """Keep the files and make the move; what was wrong stands at its box."""
    actor, at = request.citizen, now(request)  # type: ignore[attr-defined]
    try:
        kept = tuple(
            files.store(content=one.file, name=one.name or "tep", actor=actor, at=at, antivirus=wiring.antivirus())
            for one in form.cleaned_data["proof"]
        )
        chain_acts.take_proof(
            dossier_id=row.id, number=form.cleaned_data["number"].strip(), day=form.cleaned_data["day"], files=kept, actor=actor, at=at
        )
    except FileRefused as refused:
        form.add_error("proof", str(wording.FILE_REFUSED[refused.why]) % {"name": refused.name, "most": papers.most()})
    except (InputWrong, InputMissing) as wrong:
        why = wrong.why if isinstance(wrong, InputWrong) else "not_a_day_yet"
        form.add_error("day", str(inputs.WRONG.get(("day", why), inputs.WRONG["day", "not_a_day_yet"])))
    except (NotPossible, NotAllowed):
        form.add_error(None, _("No payment is waited for here any more."))
    form.ask_again()
    return form.is_valid()
