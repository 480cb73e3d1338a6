"""CMS families: one file each. The order is that of recognition; the generic reader is the base of all."""

from scrapers.families.base import ListFamily, ListPage, Progress, Row, Signs
from scrapers.families.described import Described
from scrapers.families.eportal import Eportal
from scrapers.families.ewb import Ewb
from scrapers.families.feeds import Feed
from scrapers.families.generic import Generic
from scrapers.families.gkmlpt import Gkmlpt
from scrapers.families.hanweb import HanwebAnnual, HanwebJpage, HanwebXxgk, JpaasUnit
from scrapers.families.longxun import Longxun
from scrapers.families.trs import Trs
from scrapers.families.truecms import Truecms
from scrapers.families.ucap import Ucap, UcapJson
from scrapers.families.vsb import Vsb
from scrapers.page import Page

FAMILIES: tuple[ListFamily, ...] = (
    Gkmlpt(),
    HanwebAnnual(),
    JpaasUnit(),
    HanwebJpage(),
    HanwebXxgk(),
    UcapJson(),
    Ucap(),
    Vsb(),
    Longxun(),
    Ewb(),
    Truecms(),
    Eportal(),
    Trs(),
    Feed(),
)
GENERIC: ListFamily = Generic()
DESCRIBED: ListFamily = Described()
"""Known by its description alone, never by a page."""

__all__ = [
    "FAMILIES",
    "GENERIC",
    "ListFamily",
    "ListPage",
    "Progress",
    "Row",
    "Signs",
    "detect",
    "family_named",
]


def family_named(name: str) -> ListFamily:
    """The family of that name; the generic reader for ``generic`` and for a name that has no reader of its own."""
    return next((family for family in (*FAMILIES, DESCRIBED) if family.name == name), GENERIC)


def detect(page: Page) -> tuple[ListFamily, Signs]:
    """The family with the most evidence on this page, the first of equals; the generic reader where there is none.

    One sign is not proof: callers that name the family to a person look at `Signs.confidence`.
    """
    best: tuple[ListFamily, Signs] = (GENERIC, Signs())
    for family in FAMILIES:
        signs = family.signs(page)
        if signs.confidence > best[1].confidence:
            best = (family, signs)
    return best
