"""Everything that can be wrong with people, cards, parties and units has its words, in both languages."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from django.utils import translation

import motcua
from motcua.domain.people import card, identity, parties, units
from motcua.domain.people.not_valid import CAN_GO_WRONG, NotValid
from motcua.web.shared.wording import identity as wording
from motcua.web.shared.wording import people

SOURCES = [Path(module.__file__ or "") for module in (wording, people)]
TRANSLATIONS = Path(motcua.__file__ or "").parent / "locale" / "parts" / "identity.po"
PLACES = re.compile(r"%\((\w+)\)s")


def translations() -> dict[str, str]:
    with TRANSLATIONS.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def written() -> set[str]:
    found = (message for source in SOURCES for message in extract_from_file("python", source, {"_": None}))
    return {str(message[1]) for message in found}


def test_every_problem_of_every_field_is_worded() -> None:
    assert set(wording.NOT_VALID) == {
        (field, problem) for field, known in CAN_GO_WRONG.items() for problem in known
    }


@pytest.mark.parametrize(
    ("words", "enum"),
    [
        (wording.FIELDS, identity.Field),
        (wording.SEXES, identity.Sex),
        (wording.IDENTITY_KINDS, identity.IdentityKind),
        (wording.LAYOUTS, card.Layout),
        (wording.CARD_FIELDS, card.CardField),
        (wording.DOUBTS, card.Reason),
        (people.ROLES, parties.PartyRole),
        (people.PARTY_KINDS, parties.PartyKind),
        (people.ORGANISATION_FORMS, parties.OrganisationForm),
        (people.LETTER_KINDS, parties.LetterKind),
        (people.CONSENTS, parties.ConsentHow),
        (people.PARTY_PROBLEMS, parties.ProblemCode),
        (people.UNIT_KINDS, units.UnitKind),
        (people.LEVELS, units.Level),
        (people.UNIT_PROBLEMS, units.UnitProblemCode),
    ],
)
def test_every_value_of_every_list_is_worded(words: dict[Enum, object], enum: type[Enum]) -> None:
    assert set(words) == set(enum)


def test_the_translations_are_exactly_the_sentences_written() -> None:
    assert set(translations()) == written()
    assert all(translations().values())


def test_a_translation_fills_in_no_value_its_sentence_does_not_have() -> None:
    for sentence, said in translations().items():
        assert set(PLACES.findall(said)) <= set(PLACES.findall(sentence)), sentence


def test_the_words_to_citizens_are_polite_and_calm() -> None:
    for sentence in translations().values():
        assert "!" not in sentence
        assert not re.search(r"\bbạn\b", sentence, re.IGNORECASE)
        assert "không hợp lệ" not in sentence


def test_a_number_that_is_too_short_is_answered_with_an_example() -> None:
    assert (
        translations()["The identity number has 12 digits, for example %(example)s."]
        % {"example": identity.EXAMPLES[identity.Field.CITIZEN_NUMBER]}
        == "Số căn cước gồm 12 chữ số, ví dụ 051090001234."
    )


def test_a_refusal_is_said_with_its_own_example() -> None:
    with pytest.raises(NotValid) as refused:
        identity.parse_phone("0169 234 5678")
    with translation.override("en"):
        assert wording.say(refused.value).endswith("0392345678.")


def test_a_doubt_about_the_sex_is_said_in_words() -> None:
    doubt = card.Doubt(card.CardField.SEX, card.Reason.DIFFERS_FROM_NUMBER, "female", "male")
    with translation.override("en"):
        said = wording.say_doubt(doubt)
    assert "“Female” as the sex" in said
    assert "“Male”" in said


def test_every_doubt_a_card_can_raise_can_be_said() -> None:
    with translation.override("en"):
        for field in card.CardField:
            for reason in card.Reason:
                said = wording.say_doubt(card.Doubt(field, reason, read="x"))
                assert "%(" not in said


def test_a_number_refused_among_the_parties_is_said_as_that_number_is() -> None:
    cause = NotValid(identity.Field.TAX_CODE, identity.Problem.CHECK_DIGIT)
    with translation.override("en"):
        said = people.say_problem(parties.Problem(parties.ProblemCode.FIELD_NOT_VALID, 0, cause))
        assert said == wording.say(cause)
        assert people.say_problem(parties.Problem(parties.ProblemCode.OWNER_MISSING)).startswith(
            "Say whose dossier"
        )
