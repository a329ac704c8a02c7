"""DynamoDB over TLS as far as the functions need it: a live session, a fresh snapshot, a known group of errors,
whatever key is asked for."""

import json
import ssl
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .certificates import Certificates
from .events import ORG, PROJECT, PROJECT_KEY

# What an org has: 60 limits, 3.6 KB in the table, and 24 KB when the function has judged and explained them.
LIMITS = json.loads(Path(__file__).with_name("limits.json").read_text())
ALL_LIMITS = len(LIMITS)

# Of a group with few events each one is kept in full; of one with many nearly all are counted alone.
FEW_EVENTS, MANY_EVENTS = 5, 1_000_000
HOUR = 3_600_000

# What an instance asks once and remembers for a while.
REMEMBERED = {("GetItem", "fm-projects"), ("UpdateItem", "fm-error-quotas")}


class FakeDynamoDb:
    """Serves on a free port of 127.0.0.1 from `with` to its end and counts connections and calls."""

    def __init__(self, certificates: Certificates):
        self.connections = 0
        self.calls = 0
        self.remembered = 0
        self.limits = ALL_LIMITS
        self.events = FEW_EVENTS
        fake = self

        class Handler(_Handler):
            counts = fake

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates.chain, certificates.key)
        context.set_alpn_protocols(["http/1.1"])
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # The handshake is left to the connection's own thread.
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.url = f"https://localhost:{self._server.server_port}"
        self.environment = {"AWS_ENDPOINT_URL_DYNAMODB": self.url, "SSL_CERT_FILE": str(certificates.roots)}

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def reset(self, limits: int, events: int = FEW_EVENTS) -> None:
        """Counts from zero and answers snapshots of so many limits, and a group that so many events were counted in,
        from now on: between two processes."""
        self.connections = self.calls = self.remembered = 0
        self.limits = limits
        self.events = events

    def count(self, operation: str, request: dict) -> None:
        if (operation, request.get("TableName")) in REMEMBERED:
            self.remembered += 1
        else:
            self.calls += 1

    def item(self, table: str, key: dict) -> dict:
        """The item of a table under a key."""
        now = int(time.time() * 1000)
        if table.endswith("snapshots"):
            return snapshot(now, self.limits)
        if table.endswith("projects"):
            return project(now)
        return key | group(now, self.events) if table.endswith("error-groups") else session(now)

    def answer(self, operation: str, request: dict) -> dict:
        """What DynamoDB answers."""
        if operation == "GetItem":
            return {"Item": self.item(request["TableName"], request["Key"])}
        if operation == "BatchGetItem":
            asked = request["RequestItems"].items()
            found = {table: [self.item(table, key) for key in wanted["Keys"]] for table, wanted in asked}
            return {"Responses": found, "UnprocessedKeys": {}}
        if operation == "UpdateItem" and request.get("ReturnValues") == "ALL_OLD":
            return {"Attributes": self.item(request["TableName"], request["Key"])}
        if operation in ("PutItem", "UpdateItem"):
            return {}
        raise ValueError(f"the stand-in does not know {operation}")


def session(now: int) -> dict:
    """A session that was used a minute ago, which is not worth writing down."""
    used = now - 60_000
    return {
        "id": {"S": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"},
        "org": {"S": ORG},
        "orgName": {"S": "Acme"},
        "orgKind": {"S": "production"},
        "instanceUrl": {"S": "https://acme.my.salesforce.com"},
        "token": {"S": "AAAAAAAA." + "A" * 180},
        "createdAt": {"N": str(now - 3_600_000)},
        "usedAt": {"N": str(used)},
        "ttl": {"N": str(used // 1000 + 4 * 3600)},
    }


def snapshot(now: int, limits: int) -> dict:
    """A reading of this moment."""
    readings = dict(list(LIMITS.items())[:limits])
    return {
        "org": {"S": ORG},
        "form": {"N": "1"},
        "readings": {"S": json.dumps(readings, separators=(",", ":"))},
        "readAt": {"N": str(now)},
        "checkedAt": {"N": str(now)},
        "apiUsage": {"S": '{"used":8123,"max":100000}'},
        "apiVersion": {"S": "v67.0"},
        "ttl": {"N": str(now // 1000 + 24 * 3600)},
    }


def project(now: int) -> dict:
    """A project whose quota is never used up."""
    return {
        "id": {"S": PROJECT},
        "name": {"S": "Shop"},
        "publicKey": {"S": PROJECT_KEY},
        "perFiveMinutes": {"N": "1000000"},
        "perHour": {"N": "1000000"},
        "createdAt": {"N": str(now - 24 * HOUR)},
    }


def group(now: int, events: int) -> dict:
    """A group that is a week old and came in each hour of the last day, without its key."""
    hours = range(now // HOUR - 23, now // HOUR + 1)
    return {
        "title": {"S": "TypeError: Cannot read properties of undefined (reading 'percent')"},
        "culprit": {"S": "readCoupon (/assets/index-B7fPq2sX.js)"},
        "platform": {"S": "javascript"},
        "level": {"S": "error"},
        "version": {"N": "1"},
        "count": {"N": str(events)},
        **{f"h{hour % 48}": {"N": str(events // 24)} for hour in hours},
        "firstSeen": {"N": str(now - 7 * 24 * HOUR)},
        "lastSeen": {"N": str(now - 60_000)},
        "keptAt": {"N": str(now - 60_000)},
        "firstRelease": {"S": "shop@4.17.0"},
        "release": {"S": "shop@4.18.2"},
        "environments": {"SS": ["production"]},
        "users": {"NS": [str(mark) for mark in range(17, 65_536, 2_047)]},
        "ttl": {"N": str((now + 30 * 24 * HOUR) // 1000)},
    }


class _Handler(BaseHTTPRequestHandler):
    counts: FakeDynamoDb
    protocol_version = "HTTP/1.1"

    def setup(self):
        self.request.do_handshake()
        self.counts.connections += 1
        super().setup()

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        operation = self.headers["x-amz-target"].split(".")[1]
        self.counts.count(operation, request)
        body = json.dumps(self.counts.answer(operation, request)).encode()
        head = (
            "HTTP/1.1 200 OK\r\nServer: Server\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
            "Content-Type: application/x-amz-json-1.0\r\nConnection: keep-alive\r\n"
            "x-amzn-RequestId: 8R0VQ1LQ3T5J7K9M1N3P5Q7R9S1T3V5W7X9Y1Z3A5B7C9D1E3F5G\r\n"
            f"x-amz-crc32: {zlib.crc32(body)}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.wfile.write(head.encode() + body)

    def log_message(self, *_):
        pass
