"""Forms of campaigns: each says what is missing and keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.campaigns import templates
from motcua.domain.campaigns.plan import Goal, Target
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Kind
from motcua.domain.people.units import Level, Unit
from motcua.queries import configuration
from motcua.web.board.campaign_words import GOALS, LEVELS, PACES, WRONG, language
from motcua.web.board.views import name_of
from motcua.web.shared import widgets
from motcua.web.shared.forms import DateField, Form

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOTHING = pgettext_lazy("nothing chosen yet", "Choose")


class Line(forms.CharField):
    """A line of text that is asked; `missing` says what to enter."""

    def __init__(self, *, most: int, missing: StrOrPromise = "", **given: Any) -> None:
        given.setdefault("widget", widgets.Text())
        super().__init__(max_length=most, required=bool(missing), error_messages={"required": missing}, **given)


class Words(Line):
    """A few lines of text."""

    def __init__(self, *, most: int, rows: int = 4, **given: Any) -> None:
        super().__init__(most=most, widget=widgets.Textarea(rows=rows, most=most), **given)


class Day(DateField):
    """A day in three boxes; what is wrong with it names the question."""

    def __init__(self, *, label: StrOrPromise, **given: Any) -> None:
        super().__init__(label=label, error_messages={"required": _("Enter the day, for example 23 11 2026.")}, **given)
        self.error_messages = {code: format_lazy("{label}: {text}", label=label, text=text) for code, text in self.error_messages.items()}


class Whole(forms.IntegerField):
    """A whole number between two others."""

    def __init__(self, *, least: int, most: int, wrong: StrOrPromise, **given: Any) -> None:
        said = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
        super().__init__(min_value=least, max_value=most, error_messages=said, widget=widgets.Digits(), **given)


class One(forms.ChoiceField):
    """One of a list."""

    def __init__(self, *, missing: StrOrPromise, choices: Any = (), radios: bool = False, **given: Any) -> None:
        listed = [*choices] if radios else [("", NOTHING), *choices]
        said = {"required": missing, "invalid_choice": missing}
        super().__init__(choices=listed, error_messages=said, widget=widgets.Radios() if radios else widgets.Select(), **given)


class Share(forms.Field):
    """A number above 0 with a comma or a point."""

    def to_python(self, value: Any) -> Fraction | None:
        text = str(value or "").strip().replace(",", ".").removesuffix("%").strip()
        if not text:
            return None
        try:
            found = Fraction(text) if "/" not in text and "e" not in text.lower() and len(text) <= 14 else Fraction(0)
        except ValueError:
            found = Fraction(0)
        if found <= 0:
            raise ValidationError(str(WRONG["amount"]), code="amount")
        return found


class NewForm(Form):
    """A new campaign: its template, name and days."""

    template = forms.ChoiceField(label=pgettext_lazy("campaign", "Template"), required=False, widget=widgets.Radios())
    name = Line(label=_("Name of the campaign"), most=200, missing=WRONG["name"])
    first = Day(label=pgettext_lazy("board", "First day"))
    last = Day(label=pgettext_lazy("board", "Last day"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        known = [(t.key, f"{t.document} ({t.place}): {t.name}, {t.first:%d/%m/%Y} – {t.last:%d/%m/%Y}") for t in templates.ALL.values()]
        self.fields["template"].choices = [*known, ("", _("None: I'll add the targets myself"))]  # type: ignore[attr-defined]


class PlanForm(Form):
    """Name, days, pace and units of a draft."""

    name = Line(label=_("Name of the campaign"), most=200, missing=WRONG["name"])
    first = Day(label=pgettext_lazy("board", "First day"))
    last = Day(label=pgettext_lazy("board", "Last day"))
    pace = One(label=_("The needed pace is spread"), choices=[(p.value, t) for p, t in PACES.items()], radios=True, missing=NOTHING)
    units = forms.MultipleChoiceField(
        label=pgettext_lazy("campaign", "Units"), widget=widgets.Checkboxes(small=True), error_messages={"required": WRONG["units"], "invalid_choice": WRONG["units"]},
        help_text=_("Each with everything under it; a dossier counts for one unit only."),
    )  # fmt: skip

    def __init__(self, *given: Any, units: Iterable[Unit], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["units"].choices = unit_choices(units)  # type: ignore[attr-defined]


class TargetForm(Form):
    """A target: its indicator, what it asks, of which levels."""

    indicator = One(label=pgettext_lazy("campaign", "Indicator"), missing=WRONG["indicator"])
    goal = One(label=_("How the target is meant"), choices=[(g.value, t) for g, t in GOALS.items()], radios=True, missing=NOTHING)
    amount = Share(
        label=pgettext_lazy("campaign", "Target"), widget=widgets.Text(), error_messages={"required": WRONG["amount"]},
        help_text=_("A share or a growth in percent, for example 85; otherwise the number itself."),
    )  # fmt: skip
    base_year = forms.IntegerField(
        label=_("Base year, for growth"), required=False, min_value=2000, max_value=2100, widget=widgets.Digits(),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), WRONG["base_year"]),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=pgettext_lazy("campaign", "Levels of government"), required=False, widget=widgets.Checkboxes(), choices=[(x.value, t) for x, t in LEVELS.items()],
        help_text=_("None ticked: the campaign as a whole and each of its units."),
    )  # fmt: skip
    weight = Whole(label=_("Weight in the emulation score"), least=0, most=100, wrong=WRONG["weight"])
    note = Words(label=_("In the words of the plan"), most=600, rows=3)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        fit = [i for i in ALL.values() if i.kind not in (Kind.PERCENTILE, Kind.MEAN)]
        named = sorted(((i.code, i.name.in_language(language())[0]) for i in fit), key=lambda x: x[1])
        self.fields["indicator"].choices = [("", NOTHING), *named]  # type: ignore[attr-defined]

    def target(self) -> Target:
        """Return the target that was typed; a share comes in percent."""
        data = self.cleaned_data
        goal, code = Goal(data["goal"]), data["indicator"]
        percent = goal is not Goal.ABSOLUTE or ALL[code].has_population
        return Target(
            indicator=code, amount=data["amount"] / 100 if percent else data["amount"], goal=goal,
            base_year=data["base_year"] if goal is not Goal.ABSOLUTE else None, levels=frozenset(Level(x) for x in data["levels"]),
            weight=data["weight"], note=data["note"].strip(),
        )  # fmt: skip


def target_as_typed(target: Target) -> dict[str, object]:
    """Return a target as its form shows it."""
    percent = target.goal is not Goal.ABSOLUTE or target.about.has_population
    amount = float(target.amount * 100 if percent else target.amount)
    return {
        "indicator": target.indicator, "goal": target.goal.value, "amount": f"{amount:.4f}".rstrip("0").rstrip(".").replace(".", ","),
        "base_year": target.base_year, "levels": [x.value for x in target.levels], "weight": target.weight, "note": target.note,
    }  # fmt: skip


class FormulaForm(Form):
    """The formula of the emulation score, with the weight of each target."""

    cap = Whole(label=_("Most that counts of a target, in percent of it"), least=100, most=200, wrong=WRONG["cap"])
    tasks = Whole(label=_("Points of a hundred for tasks done"), least=0, most=50, wrong=WRONG["tasks"])
    unanswered = Whole(label=_("Points taken for each reminder that is not answered in time"), least=0, most=20, wrong=WRONG["unanswered"])

    def __init__(self, *given: Any, targets: Iterable[Target], **more: Any) -> None:
        super().__init__(*given, **more)
        self.names = []
        for i, target in enumerate(targets):
            label = format_lazy("{weight}: {name}", weight=pgettext_lazy("campaign", "Weight"), name=target.about.name.in_language(language())[0])
            self.fields[f"weight_{i}"] = Whole(label=label, least=0, most=100, wrong=WRONG["weight"], initial=target.weight)
            self.names.append(f"weight_{i}")

    def weights(self) -> list[int]:
        """Return the weights in the order of the targets."""
        return [self.cleaned_data[name] for name in self.names]


class ApproveForm(Form):
    """The decision that approves a campaign."""

    decision = Line(label=_("Number and sign of the decision"), most=120, missing=WRONG["decision"])
    decided_on = Day(label=_("Day of the decision"))


class RemindForm(Form):
    """Which units are reminded, with which words."""

    units = forms.MultipleChoiceField(
        label=pgettext_lazy("campaign", "Units behind"), widget=widgets.Checkboxes(), error_messages={"required": WRONG["units"], "invalid_choice": WRONG["units"]},
        help_text=_("Each is told its own figures."),
    )  # fmt: skip
    words = Words(label=_("Words of your own"), most=1000)

    def __init__(self, *given: Any, choices: Iterable[tuple[str, str]], hints: Mapping[str, str], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["units"].widget = widgets.Checkboxes(hints=dict(hints), small=True)
        self.fields["units"].choices = list(choices)  # type: ignore[attr-defined]


class TaskForm(Form):
    """A task for a unit until a day."""

    title = Line(label=_("What is to be done"), most=500, missing=WRONG["title"])
    unit = One(label=pgettext_lazy("console", "Unit"), missing=WRONG["unit"])
    due = Day(label=pgettext_lazy("campaign", "Until"))

    def __init__(self, *given: Any, units: Iterable[Unit], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["unit"].choices = [("", NOTHING), *unit_choices(units)]  # type: ignore[attr-defined]


class DifficultyForm(Form):
    """A difficulty of one's unit, to the unit that can remove it."""

    unit = One(label=pgettext_lazy("campaign", "Your unit"), missing=WRONG["unit"])
    to_unit = One(label=_("Who can remove it"), missing=WRONG["to_unit"])
    words = Words(label=_("What is difficult, and what you propose"), most=2000, missing=WRONG["words"],
                  help_text=_("Write no citizen's name or number; a dossier's code is enough."))  # fmt: skip
    due = Day(label=_("Answer asked by"))

    def __init__(self, *given: Any, own: Iterable[Unit], others: Iterable[Unit], **more: Any) -> None:
        super().__init__(*given, **more)
        mine = unit_choices(own)
        self.fields["unit"].choices = [("", NOTHING), *mine]  # type: ignore[attr-defined]
        self.fields["to_unit"].choices = [("", NOTHING), *unit_choices(others)]  # type: ignore[attr-defined]
        if len(mine) == 1:
            self.initial["unit"] = mine[0][0]


class AnswerForm(Form):
    """An answer in a few words."""

    text = Words(label=pgettext_lazy("campaign", "Your answer"), most=2000, missing=WRONG["text"],
                 help_text=_("Write no citizen's name or number; a dossier's code is enough."))  # fmt: skip


class EvidenceForm(Form):
    """What proves a task done."""

    evidence = Words(label=_("What proves it"), most=2000, missing=WRONG["evidence"],
                     help_text=_("For example the number of the paper, or where it can be seen."))  # fmt: skip


def unit_choices(units: Iterable[Unit]) -> list[tuple[str, str]]:
    """Return units to choose from."""
    return [(str(unit.id), name_of(unit)) for unit in units]


def units_of(ids: Iterable[str]) -> list[Unit]:
    """Return units by their ids, in the order of their codes."""
    known = configuration.current().units
    return sorted((known[i] for i in ids if i in known), key=lambda u: u.code)
