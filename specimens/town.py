"""The demo town: the portal of 青溪县 on loopback, with a stage that moves, and the truth of each stage.

>>> town = Town.demo()
>>> with town.serve() as server:
...     host, port = server.address
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from specimens.agencies import COUNTY_CODE, SpecimenAgency
from specimens.demo import AGENCIES, STAGES, TODAY
from specimens.server import Door, Server
from specimens.town_pages import HOST, Rendering, Stage
from specimens.truth import Truth
from specimens.web import Asked, Reply, not_found, redirect


class Town:
    """One portal at one stage. `move_to` changes what it serves at once, also while it is being served."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._stages: dict[int, Stage] = {}
        self.stage = 1

    @classmethod
    def demo(cls, seed: int = 2025) -> Town:
        """The town of `nianbao demo`. The same seed always serves the same bytes."""
        return cls(f"qingxi-{seed}")

    host = HOST
    division = COUNTY_CODE
    portal_file = Path(__file__).with_name("demo-portal.yaml")

    @property
    def agencies(self) -> tuple[SpecimenAgency, ...]:
        return AGENCIES

    @property
    def today(self) -> date:
        return TODAY[self.stage]

    def move_to(self, stage: int) -> None:
        """1: the start. 2: nothing has changed. 3: one agency publishes late, another quietly corrects a number."""
        if stage not in STAGES:
            raise ValueError(f"the demo town has stages {STAGES}, not {stage}")
        self.stage = stage

    def truth(self) -> Truth:
        """What a perfect patrol finds at the present stage."""
        return self._now.truth

    def serve(self) -> Server:
        """A server to enter with `with`."""
        return Server([Door(HOST, self)])

    def answer(self, asked: Asked) -> Reply:
        pages = self._now.pages
        path = asked.path
        if path in pages:
            return pages[path]
        if f"{path}/" in pages:
            return redirect(f"http://{HOST}{path}/", 301)
        return not_found()

    @property
    def _now(self) -> Stage:
        # Stages 1 and 2 are the same bytes: nothing happened between them.
        stage = 1 if self.stage == 2 else self.stage
        if stage not in self._stages:
            self._stages[stage] = Rendering(self._seed, stage).made()
        return self._stages[stage]
