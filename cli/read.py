"""`nianbao read` and `nianbao check`: files in, what they say and what is wrong with them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rich.text import Text

import reports
import rules
from cli import show
from cli.console import Exit, Stop, as_line, complain, err, out, print_json, write_out
from cli.english import told
from cli.language import say
from cli.reading_files import (
    Refusal,
    counted,
    itself,
    over_files,
    read_all,
    read_one,
    refused,
    said,
    tried,
)
from cli.reading_page import reading_page
from flows.settings import Settings
from reports import CHINA, AnnualReport, PublishedDate, ReadingError, ReportKind, is_same_agency
from rules import AgencyFacts, Case, Outcome, Prior, Publication, RuleSet, Severity, Verdict

_ACCUSING = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the user adds to the file itself: dates, last year's report, the agency's full name."""

    published: date | None
    as_of: date | None
    previous: Path | None
    agency: str | None
    rule_paths: Sequence[Path]


def read_files(files: Sequence[Path], *, as_json: bool, jobs: int | None = None) -> Exit:
    """Print each report; a file that cannot be read is said on standard error and the rest goes on."""
    read = refusals = 0
    with counted(files) as done:
        for _, shown in read_all(files, json_line if as_json else _printed, jobs, done):
            if shown is None:
                refusals += 1
            else:
                read += 1
                write_out(shown)
    if len(files) > 1 and err.is_terminal:
        _sum_up(len(files), read, refusals)
    return Exit.UNREADABLE if refusals else Exit.DONE


def _sum_up(files: int, read: int, refusals: int) -> None:
    """For a person who had thousands of files read and saw the refusals pass by."""
    told = say(f"{files:,} files: {read:,} read", f"共 {files:,} 个文件：读取 {read:,} 份")
    missing = say(f", {refusals:,} could not be read (see above)", f"，{refusals:,} 份未能读取（见上）")
    err.print(Text.assemble((told, "bold"), (missing, "bold red") if refusals else ""))


def write_pages(files: Sequence[Path], folder: Path, jobs: int | None = None) -> Exit:
    """For each file a page with the source beside the reading, of an archive for each of its reports, in `folder`.

    Prints where. Of files of one name from several folders the later ones are numbered.
    """
    code = Exit.DONE
    met: Counter[str] = Counter()
    folder.mkdir(parents=True, exist_ok=True)
    with counted(files) as done:
        for path, found in over_files(files, _pages_of, jobs, done):
            pages = [page for one in found if (page := said(one)) is not None]
            if len(pages) < len(found):
                code = Exit.UNREADABLE
            met[path.name] += 1
            again = f"-{met[path.name]}" if met[path.name] > 1 else ""
            _write_pages(pages, f"{path.name}{again}", folder)
    return code


def _write_pages(pages: Sequence[str], name: str, folder: Path) -> None:
    for number, page in enumerate(pages, 1):
        which = f".{number}" if len(pages) > 1 else ""
        target = folder / f"{name}{which}.reading.html"
        target.write_text(page, encoding="utf-8", errors="replace")  # bytes of a name
        out.print(str(target), markup=False, soft_wrap=True)


def _pages_of(path: Path) -> list[str | Refusal]:
    found = tried(path, reports.read_each_with_source)
    if isinstance(found, Refusal):
        return [found]
    return [refused(path, one) if isinstance(one, ReadingError) else reading_page(*one) for one in found]


def check_files(files: Sequence[Path], options: CheckOptions, *, as_json: bool) -> Exit:
    """Read and judge each file; one that `--previous` cannot be last year's report of is told and left out."""
    ruleset = load_rules(options.rule_paths)
    previous = _read_previous(options.previous)
    code = Exit.DONE
    with counted(files) as done:
        for _, report in read_all(files, itself, done=done):
            if report is None:
                code = code if code is Exit.USAGE else Exit.UNREADABLE
                continue
            if previous is not None and (why := _no_predecessor(report, previous)):
                complain(*why)
                code = Exit.USAGE
                continue
            verdicts = ruleset.judge(_case(report, previous, options))
            if as_json:
                print_json(reports.to_json(report) | rules.verdicts_to_json(verdicts))
            else:
                _print_report(report, verdicts)
            if code is Exit.DONE and any(_accuses(verdict) for verdict in verdicts):
                code = Exit.FINDINGS
    return code


def load_rules(paths: Sequence[Path]) -> RuleSet:
    """Those at `paths`; without any, those that patrols judge by: the same report is judged alike everywhere."""
    try:
        return rules.load(paths or Settings().rule_paths)
    except rules.RulesInvalid as problem:
        raise Stop(Exit.USAGE, *told(problem)) from problem


def json_line(report: AnnualReport) -> bytes:
    """The line that `nianbao read --json` prints."""
    return as_line(reports.to_json(report))


def _printed(report: AnnualReport) -> bytes:
    """What `nianbao read` prints, colours included where standard output shows them."""
    with out.capture() as captured:
        _print_report(report)
    return captured.get().encode(out.encoding, "replace")


def _read_previous(path: Path | None) -> AnnualReport | None:
    if path is None:
        return None
    report = read_one(path)
    if report is None:
        raise Stop(
            Exit.UNREADABLE,
            f"--previous {path} could not be read, so last year cannot be compared; leave the option out to go on",
            f"--previous {path} 无法读取，不能与上年比较；去掉该选项可继续",
        )
    return report


def _no_predecessor(report: AnnualReport, previous: AnnualReport) -> tuple[str, str] | None:
    """Why one is not the other's report of the year before, in English and Chinese.

    A comparison with any other year, or with another agency, would accuse an agency of our mistake.
    """
    name = report.source.name
    if report.year is not None and previous.year != report.year - 1:
        return (
            f"{name} was not checked: it is of {report.year}, --previous of {previous.year or 'a year not known'}; "
            f"give the one of {report.year - 1}",
            f"{name} 没有核查：它是{report.year}年度的，--previous 是{previous.year or '不明'}年度的；请给{report.year - 1}年度的年报",
        )
    now, before = report.agency.name, previous.agency.name
    if now and before and not is_same_agency(now, before):
        return (
            f"{name} was not checked: it is by {now}, --previous by {before}; leave --previous out to check it alone",
            f"{name} 没有核查：它是{now}的，--previous 是{before}的；去掉 --previous 可单独核查",
        )
    return None


def _case(report: AnnualReport, previous: AnnualReport | None, options: CheckOptions) -> Case:
    dates = report.dates
    if options.published:
        dates = (
            *dates,
            PublishedDate(options.published.isoformat(), "stated", options.published.isoformat()),
        )
    return Case(
        report=report,
        as_of=options.as_of or datetime.now(CHINA).date(),
        previous=previous,
        prior=Prior.READ if previous else Prior.UNSEEN,
        agency=_agency(report, options.agency),
        publication=Publication(dates=dates),
    )


def _agency(report: AnnualReport, stated: str | None) -> AgencyFacts:
    """What is known of the agency: what the report says, or what the name that the user gives stands for."""
    named = report.agency
    if stated:
        named = reports.recognise(f"{stated}{report.year or 2021}年政府信息公开工作年度报告").agency
        if named.name is None:
            raise Stop(
                Exit.USAGE,
                f"--agency {stated!r} is no agency's name that can be told; give the full name, e.g. 景泰县人民政府",
                f"--agency “{stated}”认不出是哪个机关，请写全称，如“景泰县人民政府”",
            )
    return AgencyFacts(name=named.name, type=str(named.type), level=str(named.level), division=named.division)


def _accuses(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.FAIL and verdict.severity in _ACCUSING


def _print_report(report: AnnualReport, verdicts: Sequence[Verdict] | None = None) -> None:
    failing = {p for v in verdicts or () if v.outcome is Outcome.FAIL for p in v.places}
    out.rule(f"[bold]{report.source.name}[/]")
    out.print(show.heading(report))
    if report.kind is not ReportKind.ANNUAL_REPORT:
        out.print(
            say(
                "this does not look like an annual disclosure report; it is not judged as one",
                "这份文件不像政府信息公开工作年度报告，不按年报核查",
            ),
            style="yellow",
        )
    if report.kind is ReportKind.OTHER:
        return
    out.print(show.tables(report, failing))
    out.print(show.legend(report))
    if report.uncertain:
        out.print(say("uncertain:", "不能确定："), style="magenta")
        out.print(show.uncertain(report))
    if verdicts is not None:
        out.print(show.findings(verdicts))
