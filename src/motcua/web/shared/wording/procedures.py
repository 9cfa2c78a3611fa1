"""What stands between a procedure and its publication, in words: what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.procedures.problem import Problem
from motcua.domain.procedures.workflow import Outcome
from motcua.web.shared.wording.limit_units import LIMIT_UNITS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OUTCOMES: Mapping[Outcome, StrOrPromise] = {
    Outcome.FORWARD: _("Forward"),
    Outcome.PROPOSE: _("Submit for signing"),
    Outcome.APPROVE: _("Approve"),
    Outcome.ISSUE: _("Issue"),
    Outcome.SEND_BACK: _("Send back"),
}

# Parts of a revision, a fee row or a workflow table, as the places of problems name them.
PLACES: Mapping[str, StrOrPromise] = {
    "amount": pgettext_lazy("procedure", "Amount"),
    "audience": pgettext_lazy("procedure", "Who it is for"),
    "basis": pgettext_lazy("procedure", "Legal basis"),
    "cases": pgettext_lazy("procedure", "Cases"),
    "channels": pgettext_lazy("procedure", "Ways of filing"),
    "competence": pgettext_lazy("procedure", "Settling agency"),
    "components": pgettext_lazy("procedure", "Papers of the dossier"),
    "consults": pgettext_lazy("procedure", "Consultations"),
    "order": pgettext_lazy("procedure", "Order of tasks at other agencies"),
    "tasks": pgettext_lazy("procedure", "Tasks at other agencies"),
    "copies_of_dossier": pgettext_lazy("procedure", "Number of sets"),
    "counter": pgettext_lazy("procedure", "At the counter"),
    "decision": pgettext_lazy("procedure", "Decision"),
    "effective_from": pgettext_lazy("procedure", "In force from"),
    "effective_to": pgettext_lazy("procedure", "Last day in force"),
    "execution": pgettext_lazy("procedure", "Order of work"),
    "fees": pgettext_lazy("procedure", "Fees and charges"),
    "field": pgettext_lazy("procedure", "Field of administration"),
    "form": pgettext_lazy("procedure", "Electronic form"),
    "hours": pgettext_lazy("procedure", "Working hours"),
    "key": pgettext_lazy("procedure", "Key"),
    "last_day": pgettext_lazy("procedure", "Last day in force"),
    "layout": pgettext_lazy("procedure", "Layout"),
    "legal_basis": pgettext_lazy("procedure", "Legal basis"),
    "levels": pgettext_lazy("procedure", "Levels of administration"),
    "limit": pgettext_lazy("procedure", "Time limit"),
    "linked": pgettext_lazy("procedure", "Task at another agency"),
    "name": pgettext_lazy("procedure", "Name"),
    "name_en": pgettext_lazy("procedure", "Name in English"),
    "online": pgettext_lazy("procedure", "Online"),
    "online_reason": pgettext_lazy("procedure", "Why not wholly online"),
    "percent": pgettext_lazy("procedure", "Percentage"),
    "percent_of_base": pgettext_lazy("procedure", "Percentage"),
    "post": pgettext_lazy("procedure", "By post"),
    "copies_from": pgettext_lazy("procedure", "Number of copies"),
    "publisher": pgettext_lazy("procedure", "Publishing agency"),
    "quantity_from": pgettext_lazy("procedure", "Quantity"),
    "results": pgettext_lazy("procedure", "Results"),
    "role": pgettext_lazy("procedure", "Role"),
    "schema": pgettext_lazy("procedure", "Schema"),
    "steps": pgettext_lazy("procedure", "Steps"),
    "system": pgettext_lazy("procedure", "Outside system"),
    "tiers": pgettext_lazy("procedure", "Price tiers"),
    "title": pgettext_lazy("procedure", "Title"),
    "unit": pgettext_lazy("procedure", "Unit"),
    "valid_months": pgettext_lazy("procedure", "Months valid"),
    "when": pgettext_lazy("procedure", "Condition"),
    "workflow": pgettext_lazy("procedure", "Workflow"),
    **{outcome.value: words for outcome, words in OUTCOMES.items()},
}

CODES: Mapping[str, StrOrPromise] = {
    # the parts the law wants
    "part_missing": _("This part is missing. Fill it in: a procedure is not published without it."),
    "copies_of_dossier": _("Enter how many sets the dossier has, at least 1."),
    "partial_reason": _("The service is only partly online. Choose the reason the law allows."),
    "online_none": _("The service is not online, yet there is a rule for filing online. Remove one of the two."),
    "online_rule": _("The service is online. Add the time limit and the fees of filing online."),
    "system_missing": _("Another system does this. Enter the name of that system."),
    "row_days": _("The last day is before the first. Correct one of the two."),
    "subject_address": _("The place of the subject decides who settles it, but the form asks only where the applicant lives. Give an address field the party “subject.address”, or let the applicant's home decide."),
    # keys, cases, papers, results
    "key_twice": _("The key “%(key)s” is used twice. Give each its own."),
    "key_empty": _("One entry has no key. Give it one."),
    "case_unknown": _("There is no case “%(key)s”. Choose one of the cases of this procedure."),
    "component_quantity": _("Enter how many originals, certified copies or copies of this paper are needed."),
    "component_form": _("The electronic form stands for this paper, but there is no form. Add the form or untick this."),
    "result_missing": _("Enter at least one result of the procedure."),
    "result_months": _("A result is valid for at least one month. Leave it empty when it never expires."),
    # channels
    "limit_unknown": _("This time limit cannot be counted (%(amount)s %(unit)s). Use hours, days, months or the same day."),
    "channel_twice": _("Two rules of this channel are for the same case. Keep one."),
    "channel_case": _("The case “%(case)s” has no rule in this channel. Add one, or a rule for all cases."),
    "fee_unknown": _("There is no fee “%(key)s”. Choose one of the fees of this procedure."),
    # fees
    "fee_amount": _("An amount is 0 đồng or more."),
    "fee_tiers": _("The price tiers start at unit 1 or later and rise. Put them in order, each start once."),
    "fee_basis": _("Enter the number of the text this fee rests on, for example 226/2016/TT-BTC."),
    "fee_quantity": _("“%(name)s” is no field of the form that holds a whole number or a list. Choose another."),
    "row_decision": _("Enter the number of the decision or resolution, for example 11/2022/NQ-HĐND."),
    "row_names_nothing": _("Name the fees or the procedures this row is for."),
    "row_says_nothing": _("Enter an amount, a percentage or an exemption."),
    "row_both": _("Enter an amount or a percentage, not both."),
    "row_percent": _("A percentage is from 0 to 100."),
    "row_clashes": _("This contradicts the row of %(decision)s. Let that one end first, or narrow one of the two."),
    "limit_row_one": _("Enter either how many per cent shorter or the shorter limit itself."),
    "limit_row_percent": _("A limit is shortened by 1 to 99 per cent."),
    # workflow
    "workflow_empty": _("Add the steps of the workflow, at least one."),
    "workflow_too_long": _("A workflow has at most %(limit)s steps. Join some."),
    "workflow_loop": _("These steps lead back to themselves: %(steps)s. Use “send back” to return to an earlier step."),
    "workflow_hours": _("The longest way takes %(hours)s working hours, the time limit allows %(limit)s. Shorten some of: %(steps)s."),
    "step_twice": _("The step key “%(step)s” is used twice or is the word for the end. Give each step its own."),
    "step_name": _("Give the step a name."),
    "step_hours": _("Give the step at least 1 working hour."),
    "step_role": _("There is no role “%(role)s”. Choose one from the list of roles."),
    "step_unit": _("“%(unit)s” names no unit. Use received, competent, province:<code> or linked:<kind>."),
    "step_unstaffed": _("Nobody holds the role “%(role)s” in “%(unit)s”. Give somebody the role or choose another."),
    "step_unreachable": _("No step leads here. Join it to an earlier step or remove it."),
    "step_never_ends": _("From this step the dossier can never be settled. Let it lead on to the end."),
    "first_is_head": _("The first step is done by a head. Let a clerk or an officer start."),
    "consult_hours": _("The consultation has %(hours)s working hours, its step %(limit)s. Give it 1 hour or more, no longer than the step."),
    "outcome_unknown": _("There is no outcome “%(outcome)s”. Use forward, propose, approve, issue or send_back."),
    "outcome_target": _("There is no step “%(step)s”. Name a step of this workflow, or end."),
    "send_back_forward": _("“Send back” leads to an earlier step, and “%(step)s” is none. Choose an earlier one."),
    "ends_by": _("A dossier is not settled by “%(outcome)s”. End with forward, approve or issue."),
    "propose_to_head": _("A submission goes to a step of a head, and “%(step)s” is none. Choose a head's step."),
    # workflow as a table
    "cell_empty": _("The cell is empty. Fill it in."),
    "cell_key": _("“%(found)s” is no key. Use small letters without accents, digits and _, for example tham_dinh."),
    "cell_too_long": _("The cell has more than %(limit)s characters. Shorten it."),
    "cell_hours": _("“%(found)s” is no number of hours. Enter a whole number, for example 8."),
    "cell_yes_no": _("“%(found)s” is neither yes nor no. Enter x or leave it empty."),
    "task_twice": _("Two tasks of this step have the key “%(task)s”. Give each a key of its own."),
    "task_to": _("“%(to)s” names no addressee. Use agency:<kind> or procedure:<code>."),
    "task_days": _("A task at another agency has 1 to %(limit)s working days."),
    "tasks_at_own_unit": _("A step with tasks at other agencies stands at a unit of ours, not at “%(unit)s”: there somebody sends and waits."),
    "cell_order": _("“%(found)s” is no order. Leave it empty, or write sequence or parallel."),
    "cell_task": _("“%(found)s” is no task. Write key | agency:<kind> | working days | name, one a line."),
    "cell_days": _("“%(found)s” is no number of working days."),
    "cell_consult": _("“%(found)s” is no consultation. Write key | unit | hours | name, one a line."),
    "column_unknown": _("There is no column “%(found)s”. Use the columns of the exported table."),
    "column_missing": _("The column “%(found)s” is missing. Use the columns of the exported table."),
    "sheet_unreadable": _("The file is no Excel workbook (.xlsx). Save it as .xlsx and send it again."),
    "sheet_too_large": _("The file is too large for a workflow. Use the exported table."),
    # conditions
    "condition_syntax": _("The condition “%(condition)s” is not complete (%(detail)s). Write it like kind == 'new'."),
    "condition_function": _("“%(function)s” cannot be used in a condition. Use comparisons, &&, ||, in, size and exists."),
    "condition_too_long": _("The condition is too long. Keep it under %(limit)s characters, with few brackets and loops."),
    "condition_unknown": _("The condition reads “%(name)s”, which the form does not ask. Check the spelling."),
    "condition_option": _("The condition compares “%(name)s” with “%(value)s”, which is none of its answers. Check the spelling."),
    "condition_type": _("The condition compares what cannot be compared: %(detail)s"),
    "condition_bound": _("The condition uses “%(name)s” for a row, but a field has that name. Choose another word."),
    "condition_cycle": _("These fields wait for each other: %(names)s. Break the circle."),
    "condition_same_page": _("The condition reads “%(name)s” on the same page. Ask it on an earlier page, so that the field shows at once."),
    "condition_later": _("The condition reads “%(name)s”, which is asked later. Ask it on an earlier page."),
    # forms
    "form_missing": _("There is no electronic form. Citizens are then asked only who they are."),
    "form_empty": _("The form asks nothing. Add a page with a field."),
    "form_part": _("“%(found)s” does not belong here, or is not of the right kind. Check the spelling."),
    "form_id": _("“%(found)s” is no field id. Use small letters without accents, digits and _, for example owner_name."),
    "form_widget": _("There is no kind of field “%(found)s”. Choose one from the list."),
    "form_prefill": _("“%(found)s” cannot fill this field. Choose a part of the profile that fits."),
    "form_party": _("“%(found)s” names no part of a party. Write it like owner.name."),
    "form_twice": _("“%(id)s” is used twice. Give each page and field its own id."),
    "group_fields": _("A group needs the fields of its rows. Add them."),
    "group_in_group": _("A group cannot hold another group. Make it a group of its own."),
    "text_vi": _("The Vietnamese text is missing. Write it."),
    "text_en": _("The English text is missing for “%(text)s”. Readers of English see the Vietnamese."),
    "widget_type": _("A field of kind “%(widget)s” cannot take answers of type “%(type)s”. Change one of the two."),
    "options_missing": _("List the answers to choose from, in the field and in the schema."),
    "options_differ": _("The answer “%(value)s” stands only in the field or only in the schema, or twice. Make both lists the same."),
    "options_widget": _("A field of kind “%(widget)s” has no list of answers. Remove the list, also from the schema."),
    "form_bound": _("“%(found)s” is no bound of a date. Write “today”, “today-30”, a day such as 2025-07-01, or the name of another date."),
    "bound_widget": _("Only a date has a first and a last day, not “%(widget)s”. Take them out."),
    "bound_unknown": _("The bound names “%(name)s”, which is no date of this form. Name another date."),
    "party_name": _("The party “%(role)s” has no name. Add a field for the name."),
    "party_widget": _("A field of kind “%(widget)s” cannot give a party's %(part)s. Choose another kind of field."),
    "party_twice": _("Two fields always give the %(part)s of “%(role)s”. Keep one, or number the second party #2."),
    "schema_object": _("The schema must be an object with properties."),
    "schema_keyword": _("“%(keyword)s” cannot be used at the top of the schema. Write rules between fields as conditions."),
    "schema_missing": _("The field “%(id)s” is not in the schema. Add it."),
    "schema_not_laid_out": _("The schema has “%(id)s”, but no page asks it. Lay it out or remove it."),
    "schema_required": _("“%(found)s” must be answered but is not in the schema. Correct the list of required fields."),
    "schema_type": _("“%(found)s” is no type of answer. Use string, integer, number, boolean, array or object."),
    "schema_format": _("There is no format “%(found)s”. Use one of the vn- formats."),
    "schema_ref": _("“%(ref)s” leads nowhere. Refer to #/$defs/ of the same schema."),
    "schema_invalid": _("The schema is not valid: %(detail)s"),
}  # fmt: skip


def say(problem: Problem) -> str:
    """Word a problem and what to do about it."""
    values = {name: _listed(value) for name, value in problem.params.items()}
    if problem.code == "limit_unknown":
        values["unit"] = str(LIMIT_UNITS.get(values.get("unit", ""), values.get("unit", "")))
    return str(CODES[problem.code]) % _Given(values)


def place(problem: Problem) -> str:
    """Name the place of a problem: known parts in words, keys as they are."""
    return " › ".join(str(PLACES.get(step, step)) for step in problem.where.split("."))


def cell(problem: Problem) -> tuple[int, str]:
    """Return the row and the heading of the column of a problem in a workflow table (`where` is "row:column")."""
    row, _colon, column = problem.where.partition(":")
    return int(row), str(PLACES.get(column, column))


class _Given(dict[str, str]):
    """Values for a sentence; what a problem does not say stays an ellipsis rather than a fault."""

    def __missing__(self, key: str) -> str:
        return "…"


def _listed(value: object) -> str:
    if isinstance(value, list | tuple):
        return " → ".join(str(part) for part in value)
    return str(value)
