"""Lambda's Runtime API for one process of a function: it fetches events here, and posts its answers."""

import http.server
import queue
import threading
import time
import typing

ARN = "arn:aws:lambda:us-east-1:123456789012:function:bench"
PATIENCE = 30  # Seconds.


class Answer(typing.NamedTuple):
    failed: bool
    text: str
    asked: float  # When the event was handed out,
    at: float  # and when its answer came, both of time.monotonic().


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """The process was killed while it waited for an event, as every one of them is."""


class RuntimeApi:
    """Serves one process. Each has a port of its own, so that none gets another's events."""

    def __init__(self):
        self.events = queue.Queue()
        self.answers = queue.Queue()
        self.asked = 0.0
        self.server = Server(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self):
        return f"127.0.0.1:{self.server.server_address[1]}"

    def invoke(self, event, alive):
        """Hands the event out; the answer, or none where the process ended or took too long."""
        self.events.put(event)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and alive():
            try:
                return self.answers.get(timeout=0.5)
            except queue.Empty:
                continue
        return None

    def close(self):
        self.events.put(None)
        self.server.shutdown()
        self.server.server_close()

    def _handler(api):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *ignored):
                """Says nothing."""

            def do_GET(self):
                event = api.events.get()
                if event is None:
                    self.close_connection = True
                    return
                api.asked = time.monotonic()
                self._answer(
                    200,
                    event.encode(),
                    {
                        "Lambda-Runtime-Aws-Request-Id": "00000000-0000-0000-0000-000000000001",
                        "Lambda-Runtime-Deadline-Ms": str(int((time.time() + 900) * 1000)),
                        "Lambda-Runtime-Invoked-Function-Arn": ARN,
                        "Content-Type": "application/json",
                    },
                )

            def do_POST(self):
                at = time.monotonic()
                body = self._body().decode()
                failed = not self.path.endswith("/response")
                # Taken over before the reply: afterwards the process may be killed at any moment.
                self._answer(202, b"", {})
                api.answers.put(Answer(failed, body, api.asked, at))

            def _body(self):
                if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                body = b""
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return body

            def _answer(self, status, body, headers):
                # In one piece: a head and a body apart wait for each other's acknowledgement.
                lines = [f"HTTP/1.1 {status} OK", f"Content-Length: {len(body)}"]
                lines += [f"{name}: {value}" for name, value in headers.items()]
                self.wfile.write("\r\n".join([*lines, "", ""]).encode() + body)

        return Handler
