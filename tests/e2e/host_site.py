"""A page of another site that carries the chat, served from a port of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@dataclass(frozen=True)
class HostSite:
    """One server under two names, which are two origins to a browser: the service lists the first only."""

    folder: Path
    port: int

    @property
    def listed(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def unlisted(self) -> str:
        return f"http://localhost:{self.port}"

    def carry_chat_from(self, server: str) -> None:
        """Write the page. Its content policy is as strict as a careful site's: no inline code or style, nothing else at all."""
        policy = f"default-src 'none'; script-src {server}; connect-src {server}; base-uri 'none'; form-action 'none'"
        (self.folder / "index.html").write_text(
            f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Another site</title>
            <meta http-equiv="Content-Security-Policy" content="{policy}">
            <script type="module" src="{server}/widget/signpost-chat.js"></script></head>
            <body><main><h1>Another site</h1></main></body></html>"""
        )


@contextmanager
def serve(folder: Path) -> Iterator[HostSite]:
    """Serve the folder until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: _Quiet(*args, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield HostSite(folder, server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
