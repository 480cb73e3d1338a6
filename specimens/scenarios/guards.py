"""Scenarios 10, 12-14, 17, 18, 20 and 21: what keeps a visitor out, and must never be held against an agency."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from specimens.families import Trs
from specimens.hostile import HOSTILE, RedirectMaze
from specimens.obstacles import (
    BackHome,
    Blocked,
    Clearance,
    Empty,
    HomeInstead,
    MovedTo,
    NeedsBrowser,
    NeedsCookie,
    NeedsReferer,
    RateLimit,
    RobotsTxt,
    ScriptChallenge,
    Slider,
    SorryInstead,
    Stub,
)
from specimens.scenarios.county import County
from specimens.scenarios.values import Expected, Found, Met, Scenario
from specimens.server import Door
from specimens.tls import LEGACY_SERVER_HELLO, Authority
from specimens.web import Asked, Reply, Site

LETTERS = "abcdefghijklmnop"
NAMES = [
    "荻原县",
    "沧浪县",
    "檀溪县",
    "苇塘县",
    "柘木县",
    "梧岭县",
    "枫坪县",
    "桃江口县",
    "竹溪湾县",
    "莲塘坳县",
    "槐荫县",
    "柏乡坪县",
    "椿树县",
    "榆关坪县",
]


@dataclass(slots=True)
class _Trial:
    """One portal of a scenario that tries several: how its site is wrapped, and what must be said of it."""

    wrap: Callable[[Trs], Site]
    met: str | None
    """The obstacle to name; `None` where everything must be found."""


def _several(number: int, title: str, trials: list[_Trial], **more: object) -> Scenario:
    """A scenario of small TRS portals, each with its own difficulty."""
    doors: list[Door] = []
    portals: list[str] = []
    found: frozenset[Found] = frozenset()
    met: set[Met] = set()
    for index, trial in enumerate(trials):
        county = County(number, LETTERS[index], NAMES[index], bureaus=3, townships=1)
        site = Trs(county.face, [county.shelf(county.postings())])
        doors.append(county.door(trial.wrap(site)))
        portals.append(county.describe([county.column(site.column_url(site.shelves[0]))], "trs"))
        if trial.met is None:
            found |= county.found()
        else:
            met.add(Met(county.id, trial.met))
    return Scenario(number, title, tuple(doors), tuple(portals), Expected(found, frozenset(met)))


def challenges(_: Path) -> Scenario:
    """10: 412 with ``$_ts`` then 400; 521; a slider; a stub; an empty body; a firewall's own page."""
    return _several(
        10,
        "412 then 400, 521, slider, stub, empty body, firewall page",
        [
            _Trial(ScriptChallenge, "waf_challenge"),
            _Trial(Clearance, "waf_challenge"),
            _Trial(Slider, "captcha"),
            _Trial(Stub, "js_shell"),
            _Trial(Empty, "js_shell"),
            _Trial(Blocked, "waf_challenge"),
        ],
    )


@dataclass(slots=True)
class _WithoutColumn:
    """The column's pages are gone; whatever answers for missing pages answers for it."""

    site: Trs

    def answer(self, asked: Asked) -> Reply:
        if asked.path.startswith("/zwgk/"):
            return self.site.answer(Asked(asked.host, "GET", "/gone/"))
        return self.site.answer(asked)


def soft_errors(_: Path) -> Scenario:
    """12: a gone column shows the home page, or words of regret, or redirects home, or to another host's copy."""
    scenario = _several(
        12,
        "gone column: home page as 200, regrets as 200, redirect home, redirect to a stranger's copy",
        [
            _Trial(lambda site: HomeInstead(_WithoutColumn(site)), "soft404"),
            _Trial(lambda site: SorryInstead(_WithoutColumn(site)), "soft404"),
            _Trial(lambda site: BackHome(_WithoutColumn(site)), "soft404"),
            _Trial(
                lambda site: MovedTo(
                    site,
                    where=lambda asked: asked.path.startswith("/zwgk/"),
                    root="http://mirror.s12.example",
                ),
                "off_site_redirect",
            ),
        ],
    )
    copied = County(12, "d", NAMES[3], bureaus=3, townships=1)
    mirror = Door("mirror.s12.example", Trs(copied.face, [copied.shelf(copied.postings())]), "127.0.12.99")
    return Scenario(12, scenario.title, (*scenario.doors, mirror), scenario.portals, scenario.expected)


def transports(folder: Path) -> Scenario:
    """13: http only though https is described; https only though http is; legacy renegotiation; P-256 only; expired."""
    authority = Authority(folder)
    counties = [County(13, LETTERS[index], NAMES[index], bureaus=3, townships=1) for index in range(5)]
    http_only, https_only, legacy, p256, expired = counties
    sites = {county: Trs(county.face, [county.shelf(county.postings())]) for county in counties}
    doors = (
        http_only.door(sites[http_only], exact=True),
        https_only.door(sites[https_only], plain=False, tls=authority.context(https_only.host), exact=True),
        legacy.door(sites[legacy], plain=False, greeting=LEGACY_SERVER_HELLO, exact=True),
        p256.door(sites[p256], plain=False, tls=authority.context(p256.host, only_p256=True), exact=True),
        expired.door(
            sites[expired], plain=False, tls=authority.context(expired.host, expired=True), exact=True
        ),
    )
    portals = []
    for county in counties:
        scheme = "http" if county is https_only else "https"
        url = sites[county].column_url(sites[county].shelves[0]).replace("http:", f"{scheme}:")
        fixed = "either" if county in (http_only, https_only) else "https_only"
        portals.append(
            county.describe([county.column(url)], "trs", home=f"{scheme}://{county.host}/", scheme=fixed)
        )
    return Scenario(
        13,
        "http only, https only, legacy renegotiation, P-256 only, expired certificate",
        doors,
        tuple(portals),
        Expected(
            http_only.found() | https_only.found() | p256.found(),
            frozenset({Met(legacy.id, "tls"), Met(expired.id, "tls")}),
        ),
        authority=authority.certificate_file,
    )


def robots(_: Path) -> Scenario:
    """17: robots.txt absent, forbidden, broken, closing the site, closing only the report column."""
    return _several(
        17,
        "robots.txt: 404, 403, 500, Disallow: /, only the column disallowed",
        [
            _Trial(lambda site: site, None),
            _Trial(lambda site: RobotsTxt(site, "Forbidden", 403), "robots_disallowed"),
            _Trial(lambda site: RobotsTxt(site, "Internal Server Error", 500), "robots_unavailable"),
            _Trial(lambda site: RobotsTxt(site, "User-agent: *\nDisallow: /\n"), "robots_disallowed"),
            _Trial(
                lambda site: RobotsTxt(site, "User-agent: *\nDisallow: /zwgk/zfxxgknb/\n"),
                "robots_disallowed",
            ),
        ],
    )


def manners(_: Path) -> Scenario:
    """18: a Referer is wanted; a cookie is wanted; 429 with Retry-After, once and for good; only browsers welcome."""
    return _several(
        18,
        "Referer needed, cookie needed, 429 with Retry-After, 429 for good, honest User-Agent refused",
        [
            _Trial(lambda site: NeedsReferer(site, where=lambda asked: asked.path.endswith(".html")), None),
            _Trial(NeedsCookie, None),
            _Trial(lambda site: RateLimit(site, allowed=5, refusals=1, retry_after=1), None),
            _Trial(lambda site: RateLimit(site, allowed=0, retry_after=86_400), "rate_limited"),
            _Trial(NeedsBrowser, "ua_refused"),
        ],
    )


_HOSTILE_NAMES = {
    "endless_body": "too_large",
    "one_byte_a_second": "timeout",
    "silence": "timeout",
    "gzip_bomb": "too_large",
    "huge_content_length": "too_large",
    "short_body": "malformed",
    "to_loopback": "off_site_redirect",
    "to_metadata": "off_site_redirect",
    "to_file": "off_site_redirect",
    "dropped": "malformed",
    "malformed_headers": "malformed",
    "not_http": "malformed",
}


def hostile(_: Path) -> Scenario:
    """21: servers that mean harm or are broken, each named inside its limits, while a good one is read beside them."""
    HOSTILE["gzip_bomb"]()  # packed now, not while clients wait
    trials = [_Trial(partial(_Hostile, kind=kind), obstacle) for kind, obstacle in _HOSTILE_NAMES.items()]
    trials.append(_Trial(lambda site: RedirectMaze(), "redirect_loop"))
    trials.append(_Trial(lambda site: site, None))
    scenario = _several(21, "hostile and broken servers beside a good one", trials)
    # Which limit an endless body meets first, size or time, is a matter of the machine's load.
    endless = frozenset(
        {Met(County(21, "a", NAMES[0]).id, "timeout"), Met(County(21, "a", NAMES[0]).id, "too_large")}
    )
    expected = replace(scenario.expected, met=scenario.expected.met - endless, one_of=(endless,))
    return replace(scenario, expected=expected)


@dataclass(slots=True)
class _Hostile:
    """Answers the column hostilely and the rest well."""

    site: Trs
    kind: str

    def answer(self, asked: Asked) -> Reply:
        return HOSTILE[self.kind]() if asked.path.startswith("/zwgk/") else self.site.answer(asked)
