"""What a function is given: API Gateway's event for its route, and Lambda's environment."""

import copy
import json
from pathlib import Path

ORG = "00D000000000001EAA"
SESSION = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk." + ORG
RECORDED = json.loads(Path(__file__).with_name("event.json").read_text())

# A project that errors are reported to, and what Sentry's SDK for browsers sends of one: 7 KB.
PROJECT, PROJECT_KEY = "2", "0123456789abcdef0123456789abcdef"
ENVELOPE = Path(__file__).with_name("envelope.txt").read_text()
SENTRY = {"sentry_version": "7", "sentry_key": PROJECT_KEY, "sentry_client": "sentry.javascript.react/10.25.0"}

# Nothing of the bench's own environment is handed over.
LAMBDA = {
    "AWS_LAMBDA_FUNCTION_NAME": "bench",
    "AWS_LAMBDA_FUNCTION_VERSION": "1",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/bench",
    "AWS_LAMBDA_LOG_STREAM_NAME": "2026/01/01/[1]0123456789abcdef0123456789abcdef",
    "AWS_LAMBDA_LOG_FORMAT": "JSON",
    "AWS_LAMBDA_LOG_LEVEL": "INFO",
    "AWS_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "ASIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    # The tokens of a function's role have about this length.
    "AWS_SESSION_TOKEN": "IQoJb3JpZ2luX2Vj" + "EXAMPLETOKEN" * 60,
    "LANG": "en_US.UTF-8",
    "TZ": ":UTC",
}
DEPLOYMENT = {
    "ENVIRONMENT": "production",
    "PUBLIC_URL": "https://fm.example",
    "TABLE_PREFIX": "fm-",
    "SECRET_ID": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:fm-AbCdEf",
    "ACCOUNTS_SECRET_ID": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:fm-accounts-AbCdEf",
    "OPS_SECRET_ID": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:fm-ops-AbCdEf",
    "MAIL_FROM": "Force Monitor <no-reply@fm.example>",
}


def event(path: str) -> bytes:
    """The recorded request with another path, as JSON without white space."""
    request = copy.deepcopy(RECORDED)
    request["path"] = request["resource"] = request["requestContext"]["resourcePath"] = path
    request["requestContext"]["path"] = f"/production{path}"
    if path.endswith("/envelope/"):
        report(request)
    else:
        request["headers"]["Authorization"] = f"Bearer {SESSION}"
    request["multiValueHeaders"] = {name: [value] for name, value in request["headers"].items()}
    return json.dumps(request, separators=(",", ":")).encode()


def report(request: dict) -> None:
    """Makes a request what a browser on another site sends when something was thrown there."""
    request["httpMethod"] = request["requestContext"]["httpMethod"] = "POST"
    request["resource"] = request["requestContext"]["resourcePath"] = "/api/{project}/{route+}"
    request["pathParameters"] = {"project": PROJECT, "route": "envelope/"}
    request["queryStringParameters"] = SENTRY
    request["multiValueQueryStringParameters"] = {name: [value] for name, value in SENTRY.items()}
    request["headers"] |= {
        "Accept": "*/*",
        "Content-Type": "text/plain;charset=UTF-8",
        "Origin": "https://shop.example",
        "Referer": "https://shop.example/",
        "Sec-Fetch-Site": "cross-site",
    }
    request["body"] = ENVELOPE


def environment(runtime_address: str, more: dict[str, str]) -> dict[str, str]:
    return LAMBDA | DEPLOYMENT | {"AWS_LAMBDA_RUNTIME_API": runtime_address} | more
