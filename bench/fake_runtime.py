"""A Lambda runtime API for one process: it hands out one event as often as it is told to and checks the answers."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NEXT = "/2018-06-01/runtime/invocation/next"


class FakeRuntime:
    """Serves on a free port of 127.0.0.1 from `with` to its end."""

    def __init__(self, event: bytes = b"{}"):
        self.event = event
        self.handed_out = 0
        self.answers = 0
        self.other_answer: dict = {}
        self._left = 0
        self._asking = False
        self._closed = False
        self._changed = threading.Condition()
        runtime = self

        class Handler(_Handler):
            api = runtime

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()

    def hand_out(self, count: int, seconds: float) -> None:
        """Hands out `count` events and waits until the process asks for one more, which it does not get."""
        with self._changed:
            self._left += count
            self._changed.notify_all()
            if not self._changed.wait_for(lambda: self._asking and self._left == 0, seconds):
                raise TimeoutError(f"the process has not asked for its next event within {seconds:.0f} s")

    def take_event(self) -> bytes | None:
        """Waits for an event that may be handed out; `None` when the run is over."""
        with self._changed:
            self._asking = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._left > 0 or self._closed)
            if self._closed:
                return None
            self._asking = False
            self._left -= 1
            self.handed_out += 1
            return self.event

    def take_answer(self, body: bytes) -> None:
        answer = json.loads(body)
        if answer.get("statusCode") == 200:
            self.answers += 1
        else:
            self.other_answer = answer


class _Handler(BaseHTTPRequestHandler):
    api: FakeRuntime
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        event = self.api.take_event() if self.path == NEXT else None
        if event is None:
            self.close_connection = True
            return
        deadline = int(time.time() * 1000) + 15_000
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            "Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\n"
            f"Lambda-Runtime-Deadline-Ms: {deadline}\r\n"
            "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:123456789012:function:bench\r\n"
            "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0\r\n"
            f"Content-Length: {len(event)}\r\n\r\n"
        )
        self.wfile.write(head.encode() + event)

    def do_POST(self):
        self.api.take_answer(self.rfile.read(int(self.headers.get("content-length") or 0)))
        self.wfile.write(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")

    def log_message(self, *_):
        pass
