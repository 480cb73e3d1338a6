"""The office file (YAML): every fault is named with its line and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from alerts.calendar import Schedule
from alerts.errors import OfficesInvalid, Problem, TemplateBroken
from alerts.offices import KINDS, OPERATOR, Destination, Kind, Office, Offices, Reminders, Severity
from alerts.preview import preview
from alerts.urgency import Urgency
from alerts.wording import PYDANTIC_CHINESE, Language
from alerts.yaml_lines import Lines, load
from reports import system_reason


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Variable = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]
Prefix = Annotated[str, Field(pattern=r"^[0-9]{2,9}$")]
PagesAddress = Annotated[str, Field(pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$")]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class _Quiet(_Entry):
    begin: Clock
    end: Clock


class _DestinationEntry(_Entry):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    address_from: Variable
    minimum_severity: Severity = "notice"
    kinds: list[Kind] = list(KINDS)
    delivery: Literal["at_once", "digest"] = "digest"
    limit: Annotated[int, Field(ge=500)] | None = None
    gateway_from: Variable | None = None
    digest: Literal["each_run", "daily", "weekly", "after_deadlines"] = "each_run"
    digest_at: Clock = "09:00"
    quiet: _Quiet | None = None
    working_days_only: bool = False
    workbook: bool = False
    language: Language = "zh"

    def value(self) -> Destination:
        return Destination(
            name=self.name,
            address_from=self.address_from,
            minimum_severity=self.minimum_severity,
            kinds=frozenset(self.kinds),
            urgency=Urgency(self.delivery),
            limit=self.limit,
            gateway_from=self.gateway_from,
            schedule=Schedule(
                rhythm=self.digest,
                at=self.digest_at,
                quiet=(self.quiet.begin, self.quiet.end) if self.quiet else None,
                working_days_only=self.working_days_only,
            ),
            workbook=self.workbook,
            language=self.language,
        )


class _OfficeEntry(_Entry):
    name: Annotated[str, Field(min_length=1, max_length=100)]
    divisions: Annotated[list[Prefix], Field(min_length=1)]
    destinations: Annotated[list[_DestinationEntry], Field(min_length=1)]


class _OperatorEntry(_Entry):
    destinations: list[_DestinationEntry] = []


class _RemindersEntry(_Entry):
    after_days: Annotated[int, Field(ge=1)] = 14
    every_days: Annotated[int, Field(ge=1)] = 14
    escalate_after_days: Annotated[int, Field(ge=1)] | None = 45
    minimum_severity: Severity = "error"


class _File(_Entry):
    pages: PagesAddress | None = None
    templates: Annotated[str, Field(min_length=1)] | None = None
    reminders: _RemindersEntry = _RemindersEntry()
    operator: _OperatorEntry = _OperatorEntry()
    offices: list[_OfficeEntry] = []


def shortest_prefix(division: str) -> str:
    """A code as a prefix: a province or city code loses its closing pairs of zeros ("620000" → "62")."""
    while len(division) > 2 and division.endswith("00"):
        division = division[:-2]
    return division


def load_offices(path: Path, environment: Mapping[str, str]) -> Offices:
    """Read an office file. Raises OfficesInvalid with every fault, its line and what to do."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        said = f"打不开文件（{system_reason(error)}），请检查路径"
        raise OfficesInvalid(str(path), (Problem(0, "", said),)) from error
    except UnicodeDecodeError as error:
        said = "文件不是 UTF-8 编码，请另存为 UTF-8"
        raise OfficesInvalid(str(path), (Problem(1, "", said),)) from error
    data, lines, problems = load(text)
    if problems:
        raise OfficesInvalid(str(path), problems)
    try:
        file = _File.model_validate(data or {})
    except ValidationError as error:
        raise OfficesInvalid(str(path), tuple(_problem(fault, lines) for fault in error.errors())) from error
    _refuse_doubles(str(path), file, lines)
    offices = tuple(
        Office(
            entry.name,
            tuple(shortest_prefix(division) for division in entry.divisions),
            tuple(destination.value() for destination in entry.destinations),
        )
        for entry in file.offices
    )
    operator = Office(OPERATOR, (), tuple(entry.value() for entry in file.operator.destinations))
    return Offices(
        offices,
        operator,
        environment,
        Reminders(**file.reminders.model_dump()),
        pages=file.pages.rstrip("/") if file.pages else None,
        templates=_templates(path, file, lines),
    )


def _templates(path: Path, read: _File, lines: Lines) -> Path | None:
    """The folder of an office's own templates, beside the office file where it does not begin at the root; tried out."""
    if read.templates is None:
        return None
    folder = path.parent / read.templates
    try:
        preview(folder)
    except TemplateBroken as broken:
        line = lines.get(("templates",), 1)
        raise OfficesInvalid(str(path), (Problem(line, "templates", broken.chinese),)) from broken
    return folder


def _problem(fault: Any, lines: Lines) -> Problem:
    path = tuple(fault["loc"])
    known = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in lines), ())
    field_name = ".".join(str(part) for part in path)
    say = PYDANTIC_CHINESE.get(fault["type"], "写法不对：{msg}")
    return Problem(lines.get(known, 1), field_name, say.format(msg=fault["msg"], **fault.get("ctx", {})))


def _refuse_doubles(file: str, read: _File, lines: Lines) -> None:
    seen: dict[str, int] = {}
    problems = []
    for path, entry in _places(read):
        line = lines.get((*path, "name"), 1)
        if entry.name in seen:
            problems.append(
                Problem(line, "name", f"目的地“{entry.name}”已在第 {seen[entry.name]} 行用过，名称不能重复")
            )
        seen.setdefault(entry.name, line)
    if problems:
        raise OfficesInvalid(file, tuple(problems))


def _places(read: _File) -> Iterator[tuple[tuple[str | int, ...], _DestinationEntry]]:
    for n, entry in enumerate(read.operator.destinations):
        yield ("operator", "destinations", n), entry
    for o, office in enumerate(read.offices):
        for n, entry in enumerate(office.destinations):
            yield ("offices", o, "destinations", n), entry
