"""The work pools that `prefect.yaml` names, one a line: they must exist before anything is deployed.

python -m flows.pools
"""

from __future__ import annotations

from pathlib import Path

import yaml

DEPLOYMENTS = Path(__file__).resolve().parents[1] / "prefect.yaml"


def pools() -> tuple[str, ...]:
    """In alphabetical order, each once."""
    described = yaml.safe_load(DEPLOYMENTS.read_text(encoding="utf-8"))
    return tuple(sorted({deployment["work_pool"]["name"] for deployment in described["deployments"]}))


if __name__ == "__main__":
    print("\n".join(pools()))
