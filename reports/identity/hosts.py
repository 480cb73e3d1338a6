"""What a web address says of a region: weak evidence, used only to agree with what a title already says.

Portals spell their region (rongan.gov.cn, 融安县), abbreviate it (hrbdl: 哈尔滨 道里; ahtlyaq: 安徽 铜陵 义安 区) or are
called by a number. An address never names an agency here; it chooses among regions of the printed name, or puts the
region before a name that has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cache, lru_cache
from urllib.parse import urlsplit

from reports.identity.divisions import Division, divisions
from reports.remembering import WORDS

_SUFFIX_WORDS = {
    "县": ("", "x", "xian", "xzf", "zf", "gov"),
    "区": ("", "q", "qu", "qzf", "zf", "gov"),
    "市": ("", "s", "shi", "szf", "zf", "gov"),
    "旗": ("", "q", "qi", "zf", "gov"),
    "州": ("", "z", "zhou", "zf"),
    "盟": ("", "m", "meng", "zf"),
}
_PROVINCE_LABELS = {
    "bj": "11", "beijing": "11", "tj": "12", "hebei": "13", "he": "13", "shanxi": "14", "sx": "14", "nmg": "15",
    "ln": "21", "jl": "22", "hlj": "23", "sh": "31", "shanghai": "31", "jiangsu": "32", "js": "32", "zj": "33",
    "ah": "34", "fj": "35", "fujian": "35", "jiangxi": "36", "jx": "36", "shandong": "37", "sd": "37", "henan": "41",
    "ha": "41", "hubei": "42", "hb": "42", "hunan": "43", "hn": "43", "gd": "44", "gxzf": "45", "gx": "45",
    "hainan": "46", "cq": "50", "sc": "51", "guizhou": "52", "gz": "52", "yn": "53", "xizang": "54", "shaanxi": "61",
    "gansu": "62", "gs": "62", "qinghai": "63", "qh": "63", "nx": "64", "xinjiang": "65", "xj": "65",
}  # fmt: skip
_GENERAL = {"www", "www2", "wap", "m", "xxgk", "zwgk", "zfxxgk", "info", "gk", "zw", "zf"}
_COUNTIES = 64
"""Counties and cities whose every form of address is remembered: a thousand of each."""


class Agreement(IntEnum):
    """How far an address supports a region; higher is stronger."""

    NONE = 0
    PROVINCE = 1
    CITY = 2
    INITIALS = 3
    """The county's initials, three letters or more."""
    LONG_INITIALS = 4
    """The county's initials together with its city's or province's."""
    SPELLED = 5


def labels(url: str | None) -> tuple[str, ...]:
    """The names before .gov.cn, without the general ones; empty for any other host: a mirror proves nothing.

    >>> labels("http://xxgk.rongan.gov.cn/a"), labels("http://rongan.example.com/")
    (('rongan',), ())
    """
    if not url:
        return ()
    whole = url if "//" in url else f"//{url}"
    path = whole.find("/", whole.index("//") + 2)
    return _labels_of_site(whole if path < 0 else whole[:path])


@lru_cache(maxsize=WORDS)
def _labels_of_site(address: str) -> tuple[str, ...]:
    """`labels` of an address without its path: a site has thousands of pages."""
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ()
    if not host.endswith(".gov.cn"):
        return ()
    return tuple(label for label in host.removesuffix(".gov.cn").split(".") if label not in _GENERAL)


def _joined(division: Division) -> tuple[str, ...]:
    return tuple(spelling.replace("-", "") for spelling in division.spellings)


def _initials(division: Division) -> tuple[str, ...]:
    """First letters; 尔 (er) is written e or r (哈尔滨: heb, hrb)."""
    made = ["".join(s[0] for s in spelling.split("-")) for spelling in division.spellings]
    made += ["".join("r" if s == "er" else s[0] for s in sp.split("-")) for sp in division.spellings]
    return tuple(dict.fromkeys(made))


def _prefixes(code: str) -> Iterator[str]:
    table = divisions()
    above = [table.get(c) for c in table.ancestors(code)]
    shorts: list[tuple[str, ...]] = []
    for region in above:
        if region is not None:
            shorts.append((*_initials(region), *_joined(region)[:1]))
            yield from shorts[-1]
    if len(shorts) == 2:
        yield from (province + city for province in shorts[1] for city in shorts[0])


@lru_cache(maxsize=_COUNTIES)
def _forms(code: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Labels a county or city may have: (spelled out, long initials, initials)."""
    region = divisions().get(code)
    if region is None:
        return frozenset(), frozenset(), frozenset()
    suffixes = _SUFFIX_WORDS.get(region.name[-1], ("",))
    before = tuple(_prefixes(code))
    spelled = {p + s + suffix for s in _joined(region) for suffix in suffixes for p in ("", *before)}
    initials = {i + suffix for i in _initials(region) for suffix in suffixes}
    long = {p + i for p in before for i in initials}
    return (
        frozenset(form for form in spelled if len(form) >= 4 or form in _joined(region)),
        frozenset(form for form in long if len(form) >= 4),
        frozenset(form for form in initials | long if len(form) >= 3),
    )


def agreement(code: str, url: str | None) -> Agreement:
    """How far the address supports that a report is from the region `code` (a township counts as its county)."""
    return max((_one(code[:6], label) for label in labels(url)), default=Agreement.NONE)


@lru_cache(maxsize=WORDS)
def _one(code: str, label: str) -> Agreement:
    spelled, long, initials = _forms(code)
    if label in spelled:
        return Agreement.SPELLED
    if label in long:
        return Agreement.LONG_INITIALS
    if label in initials:
        return Agreement.INITIALS
    for above in divisions().ancestors(code):
        if not above.endswith("0000") and label in _forms(above)[0]:
            return Agreement.CITY
    return Agreement.PROVINCE if _PROVINCE_LABELS.get(label) == code[:2] else Agreement.NONE


def choose(codes: Iterable[str], url: str | None) -> str | None:
    """The one of several regions of the same name that the address speaks for, or `None`.

    Spelled out beats abbreviated; initials alone (sc: 四川, 神池, 莎车) never choose; two that agree equally choose none.
    """
    if not labels(url):
        return None
    ranked = [(agreement(code, url), code) for code in codes]
    best = max((strength for strength, _ in ranked), default=Agreement.NONE)
    if best in (Agreement.NONE, Agreement.PROVINCE, Agreement.INITIALS):
        return None
    chosen = {code for strength, code in ranked if strength == best}
    return chosen.pop() if len(chosen) == 1 else None


@cache
def _spelled_index() -> dict[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for region in divisions().counties():
        for form in (
            s + suffix for s in _joined(region) for suffix in _SUFFIX_WORDS.get(region.name[-1], ("",))
        ):
            made.setdefault(form, set()).add(region.code)
    return {form: frozenset(codes) for form, codes in made.items()}


def region_spelled(url: str | None) -> str | None:
    """The only county or city of the country that the address spells out, or `None`. Short names never count."""
    found: set[str] = set()
    for label in labels(url):
        if len(label) >= 5:
            found |= _spelled_index().get(label, frozenset())
    return found.pop() if len(found) == 1 else None
