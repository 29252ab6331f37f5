"""moto in a process of its own, which also counts the calls, can make a key older, and can be far away.

It runs as moto_server does, with one WSGI layer around it, so that the counting adds no hop. It
prints its port, and ends when its standard input does.
"""

import datetime
import io
import json
import sys
import threading
import time
import urllib.parse

from moto.backends import get_backend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

import kept


class Counting:
    """Counts the calls by operation; /bench/… is for the bench."""

    def __init__(self):
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.lock = threading.Lock()
        self.calls = {}
        self.distance = 0.0

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path.startswith("/bench/"):
            answer = self.control(path.split("/")[2:])
            start_response("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(answer).encode()]
        self.count(environ)
        time.sleep(self.distance)
        return self.moto(environ, start_response)

    def count(self, environ):
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        operation = target.rpartition(".")[2]
        if not operation:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            operation = urllib.parse.parse_qs(body.decode()).get("Action", ["?"])[0]
        with self.lock:
            self.calls[operation] = self.calls.get(operation, 0) + 1

    def control(self, words):
        if words[0] == "calls":
            with self.lock:
                calls, self.calls = self.calls, {}
            return calls
        if words[0] == "distance":
            self.distance = float(words[1]) / 1000
            return {}
        assert words[0] == "age"
        user, days = words[1:]
        iam = get_backend("iam")["123456789012"]["aws"]
        for key in iam.users[user].access_keys:
            key.create_date -= datetime.timedelta(days=float(days))
        return {}


def main():
    """emulator.py CERTIFICATE KEY: prints a port for plain HTTP, and one for TLS."""
    moto = Counting()
    servers = [kept.server(moto), kept.server(moto, sys.argv[1:3])]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_address[1], flush=True)
    sys.stdin.read()
    for server in servers:
        server.shutdown()


if __name__ == "__main__":
    main()
