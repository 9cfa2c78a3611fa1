"""What a dossier's own people are told of its days: what is asked of them until when, what was promised, what is late."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from motcua.domain.dossiers.states import ENDED, WAITING, Status
from motcua.domain.hours import local
from motcua.queries.my_dossiers import Mine, OpenRequest
from motcua.queries.progress import Progress
from motcua.services.own_dossiers import Own
from motcua.web.shared import words

NOTHING_DUE = ENDED - {Status.RETURNED}  # statuses in which an unpaid fee is no longer taken


def waiting_for(papers: int, answers: int = 0) -> str:
    """Return how many papers and how many corrected answers one is asked for."""
    if papers and answers:
        return _("Waiting for you to add %(papers)s and correct %(answers)s") % {
            "papers": ngettext("%(n)s paper", "%(n)s papers", papers) % {"n": papers},
            "answers": ngettext("%(n)s answer of the form", "%(n)s answers of the form", answers) % {"n": answers},
        }
    if answers:
        return ngettext(
            "Waiting for you to correct %(n)s answer of the form", "Waiting for you to correct %(n)s answers of the form", answers
        ) % {"n": answers}
    return ngettext("Waiting for you to add %(n)s paper", "Waiting for you to add %(n)s papers", papers) % {"n": papers}


def asked_of(one: Mine) -> str:
    """Return what a dossier in a list waits for from its own people; empty where it waits for nothing of theirs."""
    if one.waiting_papers or one.waiting_answers:
        return waiting_for(one.waiting_papers, one.waiting_answers)
    if one.amount_due:
        return _("Waiting for your payment: %(amount)s") % {"amount": words.money(one.amount_due, language=_language())}
    return _("Waiting for you to check a draft") if one.draft_due_at else ""


def when(one: Mine, at: dt.datetime) -> str:
    """Return the day that matters of a dossier in a list: until when to answer, else for when the result is promised."""
    language = _language()
    if one.draft_due_at:
        return _("please answer by %(when)s") % {"when": words.moment(one.draft_due_at, language=language)}
    if one.status in WAITING:
        if one.answer_by is None:
            return ""
        text = _("please answer by %(when)s") if _still(one.answer_by, at) else _("the day to answer was %(when)s")
        return text % {"when": words.day_in_words(one.answer_by, language=language)}
    if one.promised_at is None or one.status not in (Status.RECEIVED, Status.IN_PROGRESS):
        return ""
    text = _("promised for %(when)s") if one.promised_at >= at else _("was promised for %(when)s")
    return text % {"when": words.promise(one.promised_at, language=language)}


def answer_by(request: OpenRequest | None, at: dt.datetime) -> str:
    """Return until when a request is to be answered, and what holds once that day has passed."""
    if request is None or request.answer_by is None:
        return ""
    papers, still = request.kind == "papers", _still(request.answer_by, at)
    if still:
        text = (
            _("Please answer by %(day)s. Until then the time limit stands still.") if papers
            else _("Please pay by %(day)s. Until then the time limit stands still.")
        )  # fmt: skip
    elif papers:
        text = _("We asked you to answer by %(day)s; that day has passed. As long as the dossier waits you can still answer, but the office may stop it.")  # fmt: skip
    else:
        text = _("We asked you to pay by %(day)s; that day has passed. As long as the dossier waits you can still pay, but the office may stop it.")  # fmt: skip
    return text % {"day": words.day_in_words(request.answer_by, language=_language())}


def sorry(progress: Progress, at: dt.datetime) -> str:
    """Return the apology for a late dossier, with the new day where one is still to come; empty for one that is not late."""
    if not progress.late:
        return ""
    if progress.status is Status.FINISHED or progress.status in ENDED:
        return _("We are sorry: this dossier was late.")
    if progress.status in WAITING:
        return _("We are sorry: this dossier is late.")
    if progress.extended_to is None:
        return _("We are sorry: this dossier is late. The office will name a new day.")
    named = {"when": words.promise(progress.extended_to, language=_language()), "unit": progress.received_unit}
    if progress.extended_to >= at:
        return _("We are sorry: this dossier is late. The new day is %(when)s.") % named
    return _("We are sorry: this dossier is late, and the new day we named has passed as well: %(when)s. %(unit)s will tell you how far it is.") % named  # fmt: skip


def to_pay(own: Own) -> str:
    """Return what is still to be paid, when and where; empty where nothing is, or where a request says it already."""
    row, owed = own.page.row, own.page.owed
    if not owed or row.status in ENDED or (own.request is not None and own.request.kind == "fee"):
        return ""
    values = {"amount": words.money(owed, language=_language()), "unit": own.page.received}
    if row.status != Status.FINISHED:
        return _("Still to be paid: %(amount)s. You pay at the counter of %(unit)s once the office has checked your dossier, or when you collect the result.") % values  # fmt: skip
    return _("Still to be paid: %(amount)s. You pay at the counter of %(unit)s when you collect the result.") % (
        values | {"unit": own.page.return_unit}
    )


def ahead(progress: Progress, at: dt.datetime) -> dt.datetime | None:
    """Return the moment the result is promised for, where that is still to come and no waiting will move it."""
    promised = progress.promised_at
    running = progress.status not in ENDED | WAITING and progress.status is not Status.FINISHED
    return promised if promised is not None and promised >= at and running else None


def _still(day: dt.date, at: dt.datetime) -> bool:
    return local(at).date() <= day


def _language() -> str:
    return get_language() or "vi"
