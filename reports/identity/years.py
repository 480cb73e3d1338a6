"""Which year a title is of, and what is left of it without its years."""

from __future__ import annotations

import re

from reports.identity.wording import ANY_YEAR, BRACKET_YEAR


def year_of(stem: str, inner: str, after: str) -> int | None:
    """The report year: beside the phrase first, then in brackets, then the only year there is; none where two contradict."""
    inside = ANY_YEAR.search(inner)
    if inside:
        return int(inside.group(1))
    near = re.search(r"(20[012]\d)(?:年度|年份|年|度)?[)\]】]?(?:的|本级|全[县市区省])?$", stem)
    behind_it = BRACKET_YEAR.search(after)
    if near and not re.search(r"\d$", stem[: near.start()]):
        contradicted = behind_it and behind_it.group(1)[:4] != near.group(1)
        return None if contradicted else int(near.group(1))
    behind = re.fullmatch(r"-?(20[012]\d)年?(?:度)?", after)
    if behind:
        return int(behind.group(1))
    bracket = behind_it or BRACKET_YEAR.search(stem)
    if bracket:
        return int(bracket.group(1)[:4])
    years = {int(y) for y in ANY_YEAR.findall(stem)}
    return years.pop() if len(years) == 1 else None


def around_years(text: str) -> str:
    """What stands before and behind years as one: 景泰县2022年教育局 → 景泰县教育局, 景泰县2022年景泰县教育局 too."""
    made = ""
    for piece in ANY_YEAR.sub("\0", text).split("\0"):
        made = piece if made and piece.startswith(made) else made + piece
    return made.removeprefix("年")  # of digits run together (20222021年): no place or agency begins with it
