"""The names of places in headings: the county's and the city's, as the roster or the national codes give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from alerts.wording import Words
from reports.identity import divisions


@dataclass(frozen=True, slots=True)
class Places:
    """`names`: division code → name of its government, as the roster gives it; it goes before the national name."""

    words: Words
    names: Mapping[str, str] = field(default_factory=dict)

    def county(self, division: str | None) -> str:
        """The name of the county, or of the city or province where the code is of one."""
        if not division:
            return self.words.unknown_place
        code = division[:6].ljust(6, "0")
        return self._named(code) or code

    def city(self, division: str | None) -> str:
        """The name of the city over a county; "" where there is none (a municipality's district, 省直辖县) or it is itself."""
        if not division or len(division) < 6 or division[4:6] == "00":
            return ""
        return self._named(f"{division[:4]}00") or ""

    def _named(self, code: str) -> str | None:
        known = divisions().get(code)
        return self.names.get(code) or (known.name if known else None)
