"""What the narrative names beside its figures: the documents it cites, and how to reach the agency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.document import Place
from reports.model import AnnualReport, Sentence


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document number with the title it is given, where one stands beside it."""

    number: str
    title: str | None
    section: str | None
    place: Place


_DOCUMENT = re.compile(
    r"(?:《(?P<title>[^《》]{2,80})》\s*)?[（(]?\s*(?P<number>[\u4e00-\u9fa5]{1,14}[〔\[【(（](?:20\d\d|19\d\d)[〕\]】)）]\s*\d{1,4}\s*号)"
)


def cited_documents(report: AnnualReport) -> tuple[CitedDocument, ...]:
    """Every 文号 with the title in 《》 right before it."""
    return tuple(
        CitedDocument("".join(match["number"].split()), match["title"], sentence.section, sentence.place)
        for sentence in report.narrative
        if "号" in sentence.text
        for match in _DOCUMENT.finditer(sentence.text)
    )


_CONTACT = re.compile(
    r"(?:联系|咨询)?电话\s*[:：]?\s*[\d(（]|联系(?:地址|方式|人)\s*[:：]|(?:地址|邮编|邮政编码)\s*[:：]|传真\s*[:：]"
)


_REACHED_BY = ("电话", "联系", "地址", "编", "传真")
"""One of them is in all of the above."""


def contact(report: AnnualReport) -> Sentence | None:
    """The first paragraph that says how to reach the agency; `None` where none was found (which proves nothing)."""
    told = (sentence for sentence in report.narrative if any(map(sentence.text.__contains__, _REACHED_BY)))
    return next((sentence for sentence in told if _CONTACT.search(sentence.text)), None)
