"""A WSGI server that keeps its connections, as AWS does, and makes each TLS handshake in a thread of its own.

Werkzeug's closes every connection after one reply, so that each call over TLS would pay for a handshake
that AWS asks for once; and it makes all handshakes one after another, in the thread that accepts.
"""

import io
import ssl

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app


class Kept(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # A reply leaves in one piece, headers and body.

    def setup(self):
        if self.server.ssl_context:
            self.request = self.server.ssl_context.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self):
        super().finish()
        self.request.close()

    def run_wsgi(self):
        environ = self.make_environ()
        environ["wsgi.input"] = io.BytesIO(self.rfile.read(int(environ.get("CONTENT_LENGTH") or 0)))
        answer, status, headers = run_wsgi_app(self.server.app, environ, buffered=True)
        body = b"".join(answer)
        code, _, reason = status.partition(" ")
        self.send_response(int(code), reason)
        for name, value in headers:
            if name.lower() not in ("connection", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log(self, *ignored):
        """Says nothing: a line for each call would be part of what is measured."""


def server(app, identity=None):
    """One that listens at a free port of 127.0.0.1; over TLS with a certificate's and a key's file."""
    made = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Kept)
    if identity:
        made.ssl_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.ssl_context.load_cert_chain(*identity)
    return made
