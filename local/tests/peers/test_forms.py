"""The forms of an answer, read by parsers that know nothing of us."""

import csv
import io
import json

import jsonschema
import requests
from conftest import ROOT, System
from prometheus_client.openmetrics.parser import text_string_to_metric_families


def read(system: System, bearer: dict[str, str], accept: str) -> requests.Response:
    answer = requests.get(f"{system.page}/api/limits", headers={**bearer, "accept": accept}, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer


def test_json_is_what_the_description_says(system, bearer):
    description = json.loads((ROOT / "openapi.json").read_text())
    schema = {"$ref": "#/components/schemas/Report", "components": description["components"]}
    report = read(system, bearer, "application/json").json()
    jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)
    assert len(report["limits"]) >= 55


def test_csv_has_a_row_for_every_limit_and_app(system, bearer):
    report = read(system, bearer, "application/json").json()
    text = read(system, bearer, "text/csv").content.decode()
    assert text.count("\r\n") == text.count("\n"), "RFC 4180 ends lines with CRLF"
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    apps = sum(len(limit["apps"]) for limit in report["limits"])
    assert len(rows) == len(report["limits"]) + apps
    by_name = {row["name"]: row for row in rows if not row["app"]}
    for limit in report["limits"]:
        row = by_name[limit["name"]]
        for field in ("max", "remaining", "used", "usedPercent"):
            expected = limit[field]
            assert (float(row[field]) if row[field] else None) == expected, (limit["name"], field)
        assert (row["state"], row["label"], row["org"]) == (limit["state"], limit["label"], report["org"]["id"])


def test_openmetrics_has_the_same_values_and_none_of_them_in_a_label(system, bearer):
    report = read(system, bearer, "application/json").json()
    answer = read(system, bearer, "application/openmetrics-text; version=1.0.0")
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    assert {family.type for family in families.values()} == {"gauge"}
    of_limits = [name for name in families if name.startswith("salesforce_limit_")]
    for name in of_limits:
        for sample in families[name].samples:
            assert set(sample.labels) <= {"org", "limit", "app"}, sample
    remaining = {s.labels["limit"]: s.value for s in families["salesforce_limit_remaining"].samples if "app" not in s.labels}
    assert remaining == {l["name"]: l["remaining"] for l in report["limits"] if l["remaining"] is not None}
    ratios = {s.labels["limit"]: s.value for s in families["salesforce_limit_used_ratio"].samples if "app" not in s.labels}
    for limit in report["limits"]:
        if limit["name"] in ratios:
            assert abs(ratios[limit["name"]] - limit["used"] / limit["max"]) < 1e-9
        else:
            assert limit["state"] in ("unlimited", "unknown", "notProvisioned"), limit
