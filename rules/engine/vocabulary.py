"""The words a rule may use, for one view of the form: this year's report, last year's, the publication, the lists.

A view is (format the year calls for, layout of table two, layout of table three): a 2023 report may carry the 2019 table,
and then its rows are the rows to add up. The other format's words are known too, and say that this form has no such cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rules.engine.copy_facts import copy_facts, picture_facts
from rules.engine.draft import Draft
from rules.engine.facts import given_day
from rules.engine.layout_facts import layout_facts, table_facts
from rules.engine.publication_facts import publication_facts
from rules.engine.revision_facts import revision_facts
from rules.engine.things import DATE, Fact, Items, Scope, Thing
from rules.engine.year_words import View, Year, named

COLLECTIONS = (
    "申请人列",
    "表三各行",
    "表三单元格",
    "表二各行",
    "表二单元格",
    "复议诉讼列",
    "表四单元格",
    "全部单元格",
    "法定章节",
    "年度",
)


@cache
def vocabulary(view: View) -> Scope:
    """The root: what a bare word of an expression can mean."""

    def words() -> Mapping[str, Thing]:
        found = dict(Year(view, previous=False).words())
        before = Scope("上年", "previous", Year(view, previous=True).words)
        found["上年"] = found["previous"] = before
        found["审查日"] = found["as_of"] = Fact(
            "as_of", DATE, "审查日", lambda case: case.as_of, "as_of", give=_give_today
        )
        found["发布"] = found["publication"] = Scope(
            "发布", "publication", lambda: named({**publication_facts(), **copy_facts(), **revision_facts()})
        )
        found["版式"] = found["layout"] = Scope(
            "版式", "layout", lambda: named({**layout_facts(), **table_facts(), **picture_facts()})
        )
        this = Scope("本年", "this", Year(view, previous=False).words)
        found["年度"] = Items("年度", (this, before))
        return found

    return Scope("", "", words)


def _give_today(draft: Draft, raw: object) -> None:
    draft.as_of = given_day(raw)


__all__ = ["COLLECTIONS", "View", "vocabulary"]
