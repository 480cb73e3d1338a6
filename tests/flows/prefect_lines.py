"""prefect.yaml: what each of its lines asks for, and what stands on a server for it, as values that can be compared."""

from __future__ import annotations

from typing import Any

from prefect.events.actions import RunDeployment

from tests.flows.country import DESCRIBED, WHOLE
from tests.flows.servers import ROOT, client

COMPARED = {
    "file": {"name", "prefect-version", "pull", "definitions", "deployments"},
    "deployment": {
        *("name", "entrypoint", "description", "parameters", "work_pool", "concurrency_limit"),
        *("schedules", "triggers", "tags"),
    },
    "schedule": {"cron", "timezone", "slug", "active"},
    "trigger": {
        *("type", "name", "posture", "match", "match_related", "after", "expect", "for_each", "threshold"),
        *("within", "schedule_after", "parameters"),
    },
}
"""Every word of prefect.yaml that is held against the server; one that is new is to be added here first."""


def words_said() -> dict[str, set[str]]:
    """The words that prefect.yaml uses, by what they describe."""
    said: dict[str, list[dict[str, Any]]] = {
        "file": [WHOLE],
        "deployment": DESCRIBED,
        "schedule": [one for each in DESCRIBED for one in each.get("schedules", ())],
        "trigger": [one for each in DESCRIBED for one in each.get("triggers", ())],
    }
    return {kind: set[str]().union(*things) for kind, things in said.items()}


def lines_described() -> dict[str, dict[str, Any]]:
    """By deployment, what prefect.yaml says of it."""
    return {
        wanted["name"]: {
            "entrypoint": wanted["entrypoint"],
            "description": wanted["description"],
            "parameters": wanted.get("parameters", {}),
            "pull": [{"prefect.deployments.steps.set_working_directory": {"directory": str(ROOT)}}],
            "work pool": tuple(wanted["work_pool"].values()),
            "at once": (
                wanted["concurrency_limit"]["limit"],
                wanted["concurrency_limit"]["collision_strategy"],
            ),
            "tags": set(wanted["tags"]),
            "schedules": {
                (one["slug"], one["cron"], one["timezone"], one["active"])
                for one in wanted.get("schedules", ())
            },
            "triggers": {one["name"]: _trigger_described(one) for one in wanted.get("triggers", ())},
        }
        for wanted in DESCRIBED
    }


def _trigger_described(trigger: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": trigger["type"],
        "enabled": True,
        "posture": trigger["posture"],
        "expect": set(trigger["expect"]),
        "after": set(trigger.get("after", ())),
        "match": trigger["match"],
        "match related": trigger.get("match_related", {}),
        "for each": set(trigger.get("for_each", ())),
        "threshold": trigger["threshold"],
        "within": trigger["within"],
        "parameters": trigger.get("parameters"),
        "schedule after": trigger.get("schedule_after", "PT0S"),
    }


async def lines_standing() -> dict[str, dict[str, Any]]:
    """By deployment, what stands on the server."""
    async with client() as api:
        deployments, automations = await api.read_deployments(), await api.read_automations()
    triggers: dict[Any, dict[str, Any]] = {}
    for automation in automations:
        (action,) = automation.actions
        assert isinstance(action, RunDeployment)
        triggers.setdefault(action.deployment_id, {})[automation.name] = _trigger_standing(automation, action)
    return {
        found.name: {
            "entrypoint": found.entrypoint,
            "description": found.description,
            "parameters": found.parameters,
            "pull": found.pull_steps,
            "work pool": (found.work_pool_name, found.work_queue_name),
            "at once": (
                found.global_concurrency_limit and found.global_concurrency_limit.limit,
                found.concurrency_options and found.concurrency_options.collision_strategy.value,
            ),
            "tags": set(found.tags),
            "schedules": {
                (
                    one.slug,
                    getattr(one.schedule, "cron", None),
                    getattr(one.schedule, "timezone", None),
                    one.active,
                )
                for one in found.schedules
            },
            "triggers": triggers.pop(found.id, {}),
        }
        for found in deployments
    } | {f"nothing: {left}": {"triggers": of} for left, of in triggers.items()}


def _trigger_standing(automation: Any, action: RunDeployment) -> dict[str, Any]:
    trigger = automation.trigger
    return {
        "type": trigger.type,
        "enabled": automation.enabled,
        "posture": trigger.posture.value,
        "expect": set(trigger.expect),
        "after": set(trigger.after),
        "match": _specified(trigger.match),
        "match related": _specified(trigger.match_related),
        "for each": set(trigger.for_each),
        "threshold": trigger.threshold,
        "within": trigger.within.total_seconds(),
        "parameters": action.parameters,
        "schedule after": f"PT{int(action.schedule_after.total_seconds())}S",
    }


def _specified(resource: Any) -> dict[str, Any]:
    """What a trigger's filter asks of a resource, as prefect.yaml writes it."""
    found = resource if isinstance(resource, list) else [resource]
    asked = {label: value for one in found for label, value in one.model_dump().items()}
    return {
        label: value[0] if isinstance(value, list) and len(value) == 1 else value
        for label, value in asked.items()
    }
