"""Sentry's SDK for Python reports to the real system, and what it said is read back."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

from errors import Project, compare

PROGRAM = pathlib.Path(__file__).parent / "sentry_reports.py"


@pytest.fixture
def project(system) -> Project:
    return Project.new(system)


@pytest.fixture(params=["gzip", "br"])
def sent(project, request) -> list[dict]:
    """What the SDK sent, packed in either way: an error, a message, a line of the log, and the end."""
    environment = {**os.environ, "SENTRY_DSN": project.dsn}
    command = [sys.executable, PROGRAM, request.param]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert "KeyError: 'the drawer is gone'" in done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_everything_that_the_python_sdk_says_is_kept_however_it_is_packed(project, sent):
    assert len(sent) == 4
    for event in sent:
        kept, _ = project.event(event["event_id"])
        compare(event, kept)
        for name in ("name", "version"):
            assert kept["contexts"]["runtime"][name] == event["contexts"]["runtime"][name]
    failed, said, logged, ended = (project.event(event["event_id"]) for event in sent)
    error_with_its_cause(*failed)
    assert (said[0]["message"], said[0]["level"]) == ("the paper is low", "warning")
    assert logged[0]["message"] == "printer north has 12 jobs"
    assert logged[0]["template"] == "printer %s has %d jobs"
    assert (logged[0]["logger"], logged[1]["source"]) == ("till.printer", "till.printer")
    assert ended[0]["exceptions"][-1]["handled"] is False
    assert len(project.groups()) == 4
    for group in project.groups().values():
        assert (group["count"], group["users"], group["release"]) == (1, 1, "till@2.1.0"), group
        assert (group["status"], group["environments"]) == ("open", ["staging"])


def error_with_its_cause(kept: dict, group: dict) -> None:
    """The error that was raised, and the one that it was raised from."""
    cause, thrown = kept["exceptions"]
    assert (cause["type"], thrown["type"]) == ("ValueError", "RuntimeError")
    assert group["title"] == "RuntimeError: order 7 failed after 3 attempts"
    assert [frame["function"] for frame in thrown["frames"]] == ["<module>", "pay"]
    assert thrown["frames"][1]["vars"] == {"order": {"number": "7", "amount": "'ten'"}, "attempts": "3"}
    assert thrown["frames"][1]["contextLine"].strip().startswith("raise RuntimeError(")
    assert cause["frames"][1]["vars"] == {"order": {"number": "7", "amount": "'ten'"}, "amount": "'ten'"}
    assert kept["tags"]["till"] == "north" and kept["user"] == {"id": "u-7", "username": "ada"}
    assert kept["breadcrumbs"][0]["message"] == "the drawer was open"
    assert kept["whyGrouped"]["by"] == "stack"
