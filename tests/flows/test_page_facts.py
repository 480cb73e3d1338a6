"""What a page says of itself goes the whole way: from the portal over HTTP to the evidence, the database and the verdict."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from rules import Outcome
from specimens.attachments import docx_of
from specimens.families import Trs
from specimens.web import Reply, page
from tests.flows.counties import COUNTY, Rehearsal, rehearsed, rows_of

DAY = date(2025, 3, 10)
FILE = "/zwgk/2025/nb.docx"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ATTACHED = COUNTY.agencies[-1].name
_TAG = re.compile(r'<meta name="(?P<name>\w+)" content="[^"]*"/>\n?')


def without(*names: str) -> Callable[[str], str]:
    """A page as its system would make it, without these tags (all of them where none is named)."""
    return lambda html: _TAG.sub(lambda tag: "" if not names or tag["name"] in names else tag[0], html)


def cut(html: str) -> str:
    """Its end lost on the way, as a full disk or a bad proxy leaves a page: every part of the report is still there."""
    return without()(html).replace("</body>", "").replace("</html>", "")


def beside(words: str) -> Callable[[str], str]:
    """Instead of the report, these words and a link to it."""
    link = f'<p>{words}</p><p><a href="{FILE}">青溪县年度报告.docx</a></p>'
    body = re.compile(r"(<div class=TRS_Editor>).*(</div>)", re.DOTALL)
    return lambda html: body.sub(lambda found: found[1] + link + found[2], html)


def serve(county: Rehearsal, changes: dict[str, Callable[[str], str]]) -> None:
    """Let the pages of this year of some agencies be served changed."""
    shelf = COUNTY.shelf(rows_of())
    site = Trs(COUNTY.face, [shelf])
    county.site.rows = tuple(
        replace(row, served=page(changes[row.source](site.article_html(shelf, row, row.content()))))
        if row.source in changes and row.year == 2024
        else row
        for row in rows_of()
    )


def verdicts(county: Rehearsal) -> dict[str, dict[str, tuple[Outcome, str]]]:
    """By rule and agency, of this year's reports, as they are judged from what is stored."""
    found: dict[str, dict[str, tuple[Outcome, str]]] = {"PUB-META": {}, "PUB-ATTACH-ONLY": {}}
    with county.opened(DAY) as work:
        due = [one.id for one in work.memory.due_for_judging("whatever it was judged by") if one.year == 2024]
        for case in work.memory.cases(due, DAY):
            for said in work.ruleset.judge(case):
                if said.rule in found:
                    found[said.rule][case.report.agency.name or ""] = (said.outcome, said.message)
    return found


async def test_tags_and_letters_are_noticed_only_on_a_page_that_came_whole(tmp_path: Path) -> None:
    with rehearsed(tmp_path, COUNTY) as county:
        report = next(one for one in COUNTY.reports if one.agency.name == ATTACHED and one.year == 2024)
        county.site.files = {FILE: Reply(200, docx_of(report), DOCX)}
        serve(
            county,
            {"苇塘县教育局": without("PubDate"), "苇塘县财政局": cut, ATTACHED: beside("现予公布，见附件。")},
        )
        await county.day(DAY)
        found = verdicts(county)
    tags, letters = found["PUB-META"], found["PUB-ATTACH-ONLY"]
    assert tags.pop("苇塘县教育局") == (Outcome.FAIL, "网页缺少标签PubDate，请网站主办单位核对。")
    outcome, message = tags.pop("苇塘县财政局")
    assert (outcome, "没有采集" in message) == (Outcome.UNKNOWN, True)
    assert tags.keys() > {ATTACHED} and {said for said, _ in tags.values()} == {Outcome.PASS}
    assert letters.pop(ATTACHED)[0] is Outcome.FAIL
    assert {said for said, _ in letters.values()} == {Outcome.NOT_APPLICABLE}
