"""A project that errors are reported to, and its operator, who reads them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import requests

from conftest import System

# By Sentry's names, and by ours.
FACTS = [(name, name) for name in ("platform", "release", "environment", "user", "tags", "extra", "logger")]
FACTS += [("server_name", "serverName"), ("transaction", "transaction")]
FRAME = [("filename", "filename"), ("abs_path", "absPath"), ("module", "module"), ("function", "function")]
FRAME += [("lineno", "lineno"), ("colno", "colno"), ("in_app", "inApp"), ("context_line", "contextLine")]
FRAME += [("vars", "vars")]


@dataclass(frozen=True)
class Project:
    """A project of the running system."""

    system: System
    id: str
    key: str
    dsn: str

    @classmethod
    def new(cls, system: System, **quota: int) -> "Project":
        ask = {"name": "Shop", **quota}
        answer = requests.post(f"{system.page}/api/projects", json=ask, headers=operator(system), timeout=10)
        assert answer.status_code == 201, answer.text
        made = answer.json()
        return cls(system, made["id"], made["key"], made["dsn"])

    @property
    def log(self) -> str:
        """The plain way in."""
        return f"{self.system.page}/api/errors/log?sentry_key={self.key}"

    def groups(self) -> dict[str, dict]:
        """The groups, by their titles."""
        return {group["title"]: group for group in self.ask("errors")["groups"]}

    def event(self, event: str) -> tuple[dict, dict]:
        """A kept event by its id, and its group."""
        for group in self.groups().values():
            for kept in self.ask(f"errors/{group['id']}")["events"]:
                if kept["id"] == event:
                    return kept, group
        raise AssertionError(f"there is no event {event}")

    def ask(self, path: str) -> dict:
        url = f"{self.system.page}/api/{path}"
        answer = requests.get(url, params={"project": self.id}, headers=operator(self.system), timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()


def operator(system: System) -> dict[str, str]:
    return {"authorization": f"Bearer {system.ops_token}"}


def compare(sent: dict, kept: dict) -> None:
    """Compares what an SDK sent with what was kept, field by field."""
    assert kept["level"] == sent.get("level", "error")
    assert kept["sdk"] == f"{sent['sdk']['name']}/{sent['sdk']['version']}"
    same_time(sent["timestamp"], kept["timestamp"])
    for theirs, ours in FACTS:
        assert said(kept, ours) == said(sent, theirs), ours
    crumbs = sent.get("breadcrumbs", [])
    crumbs = crumbs["values"] if isinstance(crumbs, dict) else crumbs
    for crumb, found in zip(crumbs, kept.get("breadcrumbs", []), strict=True):
        for name in ("type", "category", "level", "message", "data"):
            assert said(found, name) == said(crumb, name), name
        same_time(crumb["timestamp"], found["timestamp"])
    exceptions = sent.get("exception", {}).get("values", [])
    for exception, found in zip(exceptions, kept.get("exceptions", []), strict=True):
        compare_exception(exception, found)


def compare_exception(sent: dict, kept: dict) -> None:
    for name in ("type", "value", "module"):
        assert kept.get(name) == sent.get(name), name
    mechanism = sent.get("mechanism") or {}
    assert (kept.get("mechanism"), kept.get("handled")) == (mechanism.get("type"), mechanism.get("handled"))
    frames = (sent.get("stacktrace") or {}).get("frames", [])
    for frame, found in zip(frames, kept.get("frames", []), strict=True):
        for theirs, ours in FRAME:
            assert said(found, ours) == said(frame, theirs), ours
        assert found.get("preContext", []) == frame.get("pre_context", [])[-5:]
        assert found.get("postContext", []) == frame.get("post_context", [])[:5]


def said(facts: dict, name: str) -> object:
    """A fact; `None` if nothing was said, or nothing by many words."""
    value = facts.get(name)
    return None if value in ("", [], {}) else value


def same_time(sent: str | float, kept: str) -> None:
    """SDKs write seconds or RFC 3339, sometimes without a zone."""
    kept_at = datetime.fromisoformat(kept)
    if isinstance(sent, str):
        sent_at = datetime.fromisoformat(sent)
        sent_at = sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=kept_at.tzinfo)
    else:
        sent_at = datetime.fromtimestamp(sent, kept_at.tzinfo)
    assert abs(sent_at - kept_at) <= timedelta(microseconds=1), (sent, kept)
