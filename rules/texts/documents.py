"""Documents cited as 《标题》（文号): the titles each number is cited under."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reports import Place, Sentence
from rules.texts.spotted import Spotted

_CITED = re.compile(
    r"《(?P<title>[^《》]{4,120})》\s*[（(](?P<office>[^（）()〔\[【\d\s]{2,20})\s*[〔\[【（(]\s*(?P<year>(?:19|20)\d\d)\s*[〕\]】）)]\s*(?P<number>\d{1,5})\s*号"
)
_BRACKETS = str.maketrans("<>", "〈〉")
_ISSUED = re.compile(r"^.*?关于(?:印发|转发)[〈“]?(?P<document>[^〈〉“”]+)[〉”]?的通知$")
"""The notice that hands a document out bears the document's number: it may be called by either title."""


@lru_cache(maxsize=8)
def document_numbers(narrative: tuple[Sentence, ...]) -> tuple[Spotted, ...]:
    """Every number cited with a title: `count` different titles, `detail` the titles, `places` where each is cited."""
    titles: dict[str, dict[str, None]] = {}
    places: dict[str, dict[Place, None]] = {}
    for sentence in narrative:
        if "号" not in sentence.text:
            continue
        for cited in _CITED.finditer(sentence.text):
            number = f"{cited['office']}〔{cited['year']}〕{cited['number']}号"
            title = "".join(cited["title"].split()).translate(_BRACKETS)
            titles.setdefault(number, {})[title] = None
            places.setdefault(number, {})[sentence.place] = None
    return tuple(
        Spotted(number, len(found), tuple(places[number]), "；".join(f"《{title}》" for title in found))
        for number, found in ((number, _written(cited)) for number, cited in titles.items())
    )


def _written(titles: Iterable[str]) -> list[str]:
    """Without the document that another of them hands out."""
    issued = {found["document"] for title in titles if (found := _ISSUED.match(title))}
    return [title for title in titles if title not in issued]
