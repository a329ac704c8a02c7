"""DynamoDB over TLS as far as the functions need it: a live session, a fresh snapshot, whatever key is asked for."""

import json
import ssl
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .certificates import Certificates
from .events import ORG

# What an org has: 60 limits, 3.6 KB in the table, and 24 KB when the function has judged and explained them.
LIMITS = json.loads(Path(__file__).with_name("limits.json").read_text())
ALL_LIMITS = len(LIMITS)


class FakeDynamoDb:
    """Serves on a free port of 127.0.0.1 from `with` to its end and counts connections and calls."""

    def __init__(self, certificates: Certificates):
        self.connections = 0
        self.calls = 0
        self.limits = ALL_LIMITS
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

    def reset(self, limits: int) -> None:
        """Counts from zero and answers snapshots of so many limits from now on: between two processes."""
        self.connections = self.calls = 0
        self.limits = limits


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


def answer(operation: str, request: dict, limits: int) -> dict:
    """What DynamoDB answers."""
    now = int(time.time() * 1000)

    def item(table: str) -> dict:
        return snapshot(now, limits) if table.endswith("snapshots") else session(now)

    if operation == "GetItem":
        return {"Item": item(request["TableName"])}
    if operation == "BatchGetItem":
        return {"Responses": {table: [item(table)] for table in request["RequestItems"]}, "UnprocessedKeys": {}}
    raise ValueError(f"the stand-in does not know {operation}")


class _Handler(BaseHTTPRequestHandler):
    counts: FakeDynamoDb
    protocol_version = "HTTP/1.1"

    def setup(self):
        self.request.do_handshake()
        self.counts.connections += 1
        super().setup()

    def do_POST(self):
        self.counts.calls += 1
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        operation = self.headers["x-amz-target"].split(".")[1]
        body = json.dumps(answer(operation, request, self.counts.limits)).encode()
        head = (
            "HTTP/1.1 200 OK\r\nServer: Server\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
            "Content-Type: application/x-amz-json-1.0\r\nConnection: keep-alive\r\n"
            "x-amzn-RequestId: 8R0VQ1LQ3T5J7K9M1N3P5Q7R9S1T3V5W7X9Y1Z3A5B7C9D1E3F5G\r\n"
            f"x-amz-crc32: {zlib.crc32(body)}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.wfile.write(head.encode() + body)

    def log_message(self, *_):
        pass
