"""The content systems that Chinese county portals run on, as their visitors see them (portals.md §1)."""

from specimens.families.base import ContentSystem, Posting, Shelf
from specimens.families.hanweb import HanwebAnnual, HanwebJpage, HanwebXxgk, Jpaas
from specimens.families.interfaces import Ewb, Gkmlpt, UcapJson
from specimens.families.lesser import Eportal, Truecms
from specimens.families.static import Longxun, Trs, Ucap
from specimens.families.vsb import Vsb
from specimens.families.ways import FramedNumbers, InlineArray, OwnInterface

__all__ = [
    "ContentSystem",
    "Eportal",
    "Ewb",
    "FramedNumbers",
    "Gkmlpt",
    "HanwebAnnual",
    "HanwebJpage",
    "HanwebXxgk",
    "InlineArray",
    "Jpaas",
    "Longxun",
    "OwnInterface",
    "Posting",
    "Shelf",
    "Trs",
    "Truecms",
    "Ucap",
    "UcapJson",
    "Vsb",
]
