"""What stands around a title on a page or in a list, taken off: site and column names, days, list marks, file endings, 《…》."""

from __future__ import annotations

import re
from functools import lru_cache

from reports.folding import nfkc, unspaced
from reports.identity.title_stem import agency_text
from reports.identity.wording import (
    AGENCY_END,
    ANY_YEAR,
    CHINESE_YEAR,
    CIRCLED,
    DAY,
    DAY_BEFORE,
    DIGITS,
    FILE,
    LIST_MARK,
    LOOKALIKE_HEAD,
    NEUTRAL_HEAD,
    OFFICE_BEHIND,
    PHRASE,
    SITE_BEFORE,
    SITE_MARK,
    VERSION_BEFORE,
)


@lru_cache(maxsize=128)  # as `take_apart`
def plain(title: str) -> str:
    """The title in one form: NFKC (full-width digits and brackets), no spaces, invisible marks or marks of Markdown, years in digits."""
    text = unspaced(nfkc(CIRCLED.sub("", title))).strip("*\"'")
    return CHINESE_YEAR.sub(lambda m: "".join(DIGITS.get(c, c) for c in m.group(0)), text)


def unwrapped(text: str) -> str:
    """Drop a file ending, a day behind, a list mark or number before, and 《…》 around the whole."""
    text = DAY_BEFORE.sub("", DAY.sub("", FILE.sub("", text)))
    text = VERSION_BEFORE.sub("", LIST_MARK.sub("", text))
    text = re.sub(r"^(?:[\[【](?:[^\]】]{1,12})[\]】])(?=.)", _keep_year, text)
    whole = re.fullmatch(r"(?:关于)?[《<「](.+)[》>」](\(.*\))?", text)
    return whole.group(1) + (whole.group(2) or "") if whole else text


def _keep_year(found: re.Match[str]) -> str:
    inside = found.group(0)[1:-1]
    if LOOKALIKE_HEAD.search(inside):
        return inside + ":"
    return inside if re.search(r"20\d\d", inside) or AGENCY_END.search(inside) else ""


def split_head(text: str) -> tuple[str | None, str]:
    """Words before a colon or bar: 文字解读：…, 附件1：…; neutral ones are dropped, others stay with the title."""
    found = re.match(r"^([^:：丨|《]{1,16})[:：丨|]+(.+)$", text)
    if found is None:
        opened = re.match(r"^([^《]{1,10})《(.+)$", text)
        return (opened.group(1), text) if opened and LOOKALIKE_HEAD.search(opened.group(1)) else (None, text)
    head, rest = found.groups()
    if LOOKALIKE_HEAD.search(head) or NEUTRAL_HEAD.match(head):
        return head, rest
    return None, rest if rest.startswith(head) else head + rest


def without_site(text: str) -> str:
    """Of 标题_栏目_网站名 the piece that is the title: the first that names the report with a year, or names it at all."""
    if ">" in text and "<" not in text:  # 首页>年报>标题
        text = text.rsplit(">", 1)[-1]
    pieces = [piece for piece in SITE_MARK.split(text) if piece]
    if len(pieces) == 2 and re.fullmatch(r"20[012]\d年?(?:度)?", pieces[0]):
        return "".join(pieces)
    if len(pieces) < 2 or any(LOOKALIKE_HEAD.search(piece) for piece in pieces):
        return text
    if len(pieces) == 2 and OFFICE_BEHIND.search(pieces[1]) and not agency_text(pieces[0]):
        return f"{pieces[0]}-{pieces[1]}"
    if len(pieces) == 2 and SITE_BEFORE.search(pieces[0]) and PHRASE.search(pieces[1]):
        return pieces[1]
    naming = [piece for piece in pieces if PHRASE.search(piece)]
    dated = [piece for piece in naming if ANY_YEAR.search(piece)]
    return (dated or naming or [text])[0]
