"""What the documents say is there: links, paths, commands, variables, terms, the version."""

from __future__ import annotations

import re
import runpy
import tomllib

import pytest
from django.utils import timezone

from motcua.cli.main import USAGE
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.queries.configuration import DEFAULTS
from tests.architecture import sources

DOCUMENTS = {sources.name(p): sources.text(p) for p in sources.documents()}
OURS = {name: text for name, text in DOCUMENTS.items() if not name.startswith("docs/domain/")}
RUN = "\n".join(text for name, text in DOCUMENTS.items() if name.startswith("docs/run/"))
LAW = DOCUMENTS.get("docs/law/README.md", "")
VARIABLE = re.compile(r"\b(?:MOTCUA_[A-Z_]+|DATABASE_(?:OWNER_)?URL)\b")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"^(?!/)[\w./-]+/[\w.-]+\.(?:py|md|json|toml|yml|yaml|html|po|scss|js|mjs|css|svg|sh|typ|txt)$")
FOLDER = re.compile(r"^(?:src|docs|tests|frontend|bench)/[\w./-]*/$")
BASES = (  # where a file may be named from
    sources.ROOT, sources.PACKAGE, sources.ROOT / "frontend", sources.PACKAGE / "web" / "shared" / "templates",
)  # fmt: skip
# Where a text was written is nobody's business: paths of one machine, numbers of a tracker this project has not got.
ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:work|tmp|root|home|Users|mnt)/|\bissue\s+#?\d+|\bsession\s+#?\d+|(?<!\w)#\d{2,}\b|\bTODO\b|\bFIXME\b",
    re.IGNORECASE,
)


def test_every_variable_that_is_read_is_described_and_no_other():
    read = {v for p in sources.modules("src/motcua") for v in VARIABLE.findall(sources.text(p))} - {"MOTCUA_"}
    described = set(VARIABLE.findall(RUN))
    assert sorted(read - described) == []
    assert sorted({v for text in OURS.values() for v in VARIABLE.findall(text)} - read) == []


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_link_points_to_a_file_that_is_there(name):
    folder = (sources.ROOT / name).parent
    broken = []
    for target in LINK.findall(FENCE.sub("", DOCUMENTS[name])):
        if "://" in target or target.startswith(("#", "mailto:")):
            continue
        path = (folder / target.partition("#")[0]).resolve()
        if not path.exists():
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_file_a_document_names_is_there(name):
    folder = (sources.ROOT / name).parent
    missing = []
    for quoted in QUOTED.findall(FENCE.sub("", OURS[name])):
        if not FILE.match(quoted) and not FOLDER.match(quoted):
            continue
        if not any((base / quoted).exists() for base in (folder, *BASES)):
            missing.append(quoted)
    assert missing == []


@pytest.mark.parametrize("name", sorted(OURS))
def test_documents_name_only_commands_that_exist(name):
    targets = set(re.findall(r"^([a-z]+):", sources.text(sources.ROOT / "Makefile"), re.MULTILINE))
    commands = {line.split()[1] for line in USAGE.splitlines() if line.startswith("  motcua ")}
    code = "\n".join([*FENCE.findall(OURS[name]), *QUOTED.findall(OURS[name])])
    assert set(re.findall(r"(?<![\w-])make ([a-z]+)", code)) - targets == set()
    assert set(re.findall(r"(?<![\w./-])motcua ([a-z]+(?:-[a-z]+)*)", code)) - commands - {"help"} == set()


def test_the_readme_names_how_to_run_and_to_test():
    for name in ("README.md", "README.vi.md"):
        assert "make demo" in DOCUMENTS[name]
        assert "make test" in DOCUMENTS[name]


def test_the_demo_accounts_in_the_readme_are_those_of_the_demo():
    from motcua.demo import accounts

    for name in ("README.md", "README.vi.md"):
        text = DOCUMENTS[name]
        assert accounts.PASSWORD in text
        assert accounts.TOTP in text
        assert [a.username for a in accounts.ACCOUNTS if f"`{a.username}`" not in text] == []


def test_the_changelog_tells_of_the_version():
    version = tomllib.loads(sources.text(sources.ROOT / "pyproject.toml"))["project"]["version"]
    assert f"## [{version}]" in DOCUMENTS["CHANGELOG.md"]
    assert f"softwareVersion: {version}" in sources.text(sources.ROOT / "publiccode.yml")


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_no_document_speaks_of_the_place_it_was_written_in(name):
    assert ELSEWHERE.findall(DOCUMENTS[name]) == []


def test_the_glossary_uses_names_that_the_code_uses():
    code = "\n".join(sources.text(p) for p in sources.modules("src/motcua"))
    names = {part for quoted in QUOTED.findall(DOCUMENTS["GLOSSARY.md"]) for part in re.findall(r"\w+", quoted)}
    assert sorted(n for n in names if not re.search(rf"\b{n}\b", code)) == []


def test_the_glossary_explains_every_action_and_role():
    named = set(QUOTED.findall(DOCUMENTS["GLOSSARY.md"]))
    assert sorted(a.value for a in Action if a.value not in named) == []
    assert sorted(r.value for r in Role if r.value not in named) == []


def test_the_law_page_lists_every_dated_setting():
    assert sorted(key for key in DEFAULTS if f"`{key}`" not in LAW) == []


def test_every_decision_is_in_the_list_and_numbered_in_order():
    files = sorted(n for n in DOCUMENTS if re.fullmatch(r"docs/adr/\d{4}-[\w-]+\.md", n))
    assert [int(n[9:13]) for n in files] == list(range(1, len(files) + 1))
    for name in files:
        assert DOCUMENTS[name].startswith(f"# {int(name[9:13])}. ")
        assert name.removeprefix("docs/") in DOCUMENTS["ARCHITECTURE.md"].replace("docs/", "")


def test_the_licence_is_whole():
    text = sources.text(sources.ROOT / "LICENSE")
    assert text.split()[:4] == ["Apache", "License", "Version", "2.0,"]
    assert "END OF TERMS AND CONDITIONS" in text
    assert [f"{n}." for n in range(1, 10) if not re.search(rf"^   {n}\. [A-Z]", text, re.MULTILINE)] == []


def test_beginning_an_installation_gives_a_province_a_calendar_and_two_administrators(db, capsys):
    from motcua.domain.permissions import administration
    from motcua.queries import actors, configuration
    from motcua.storage.people.models import CalendarDay, Staff, Unit

    runpy.run_path(str(sources.ROOT / "docs/run/begin.py"))
    shown = capsys.readouterr().out.split("\n")
    assert [line.split()[0] for line in shown[1:3]] == ["quantri1", "quantri2"]
    assert Unit.objects.get().valid_from <= local(timezone.now()).date()
    assert CalendarDay.objects.count() > 50
    for staff in Staff.objects.all():
        configuration.forget()
        actor = actors.staff(staff.id, configuration.current(), local(timezone.now()).date())
        assert actor is not None
        assert administration.everywhere(actor)
    runpy.run_path(str(sources.ROOT / "docs/run/begin.py"))
    assert "nothing was done" in capsys.readouterr().out
    assert Staff.objects.count() == 2
