#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A model hub on this machine for tests of downloading: prints its port, then serves until it is killed.

    hub_server.py FOLDER [--log FILE] [--fault NAME=KIND[:TIMES]]...

/<owner>/<name>/resolve/<revision>/<file> is FOLDER/<name>/<file>. Weights are answered as hubs do, by a redirection to
/cdn/<name>/<file> that tells their SHA-256 as X-Linked-ETag. Ranges and conditions on ETags are honoured.
The log has one line for each request: status, path, Range or "-".
Kinds of faults, each for so many requests of the file (1 when not given):
    drop      sends half of what was asked for and closes the connection
    whole     sends the whole file, whatever range was asked for
    checksum  tells the SHA-256 of something else
    STATUS    a number: that status without a body
"""

import argparse
import hashlib
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LARGE = {".safetensors", ".bin"}


class Hub(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?")[0]
        match = re.fullmatch(r"/(?:[^/]+/)?([^/]+)/resolve/[^/]+/([^/]+)", path)
        cdn = re.fullmatch(r"/cdn/([^/]+)/([^/]+)", path)
        found = match or cdn
        file = self.server.folder / found.group(1) / found.group(2) if found else None
        if file is None or not file.is_file():
            return self.answer(404)
        if match and file.suffix in LARGE:
            told = self.fault(file.name, "checksum")
            digest = "0" * 64 if told else hashlib.sha256(file.read_bytes()).hexdigest()
            return self.answer(302, {"Location": f"/cdn/{found.group(1)}/{file.name}", "X-Linked-ETag": f'"{digest}"', "ETag": '"of the page"'})
        return self.send(file)

    def send(self, file):
        status = next((int(kind) for name, kind in self.server.faults if name == file.name and kind.isdigit()), None)
        if status and self.fault(file.name, str(status)):
            return self.answer(status)
        content = file.read_bytes()
        tag = f'"{hashlib.md5(content).hexdigest()}"'
        headers = {"ETag": tag, "Accept-Ranges": "bytes"}
        if self.headers.get("If-None-Match") == tag:
            return self.answer(304, headers)
        first = self.first_byte(tag)
        if first is None or self.fault(file.name, "whole"):
            return self.answer(200, headers, content, self.fault(file.name, "drop"))
        if first >= len(content):
            return self.answer(416, {"Content-Range": f"bytes */{len(content)}"})
        headers["Content-Range"] = f"bytes {first}-{len(content) - 1}/{len(content)}"
        return self.answer(206, headers, content[first:], self.fault(file.name, "drop"))

    def first_byte(self, tag):
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        return int(asked.group(1)) if asked and self.headers.get("If-Range", tag) == tag else None

    def fault(self, name, kind):
        """Whether this request has the fault; counts it."""
        left = self.server.faults.get((name, kind), 0)
        if left:
            self.server.faults[name, kind] = left - 1
        return left > 0

    def answer(self, status, headers=None, content=b"", is_dropped=False):
        with self.server.log.open("a", encoding="ascii") as log:
            log.write(f"{status} {self.path} {self.headers.get('Range', '-')}\n")
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[:len(content) // 2] if is_dropped else content)
        if is_dropped:
            self.close_connection = True

    def log_message(self, *_):
        pass


def parse_fault(text):
    name, _, rest = text.partition("=")
    kind, _, times = rest.partition(":")
    return (name, kind), int(times or 1)


def main():
    parser = argparse.ArgumentParser(description="A model hub for tests")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--log", type=Path, default=Path("/dev/null"))
    parser.add_argument("--fault", type=parse_fault, action="append", default=[])
    arguments = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    server.daemon_threads = True
    server.folder, server.log, server.faults = arguments.folder, arguments.log, dict(arguments.fault)
    print(server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
