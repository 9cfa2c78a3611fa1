"""A client that costs little: keep-alive connections on raw sockets, one request at a time each, in two processes."""

from __future__ import annotations

import multiprocessing
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

CONNECTIONS, PROCESSES = 16, 2


@dataclass
class Measured:
    """What came of one stretch: seconds each request took, and how many failed."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    failed: int = 0
    first_failure: str = ""

    def add(self, other: Measured) -> None:
        """Take in another stretch that came after this one."""
        self.seconds += other.seconds
        self.times += other.times
        self.failed += other.failed
        self.first_failure = self.first_failure or other.first_failure

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Return the time in milliseconds below which the share of requests stayed."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0


@dataclass
class _Connection:
    sock: socket.socket
    began: float = 0.0
    data: bytearray = field(default_factory=bytearray)


def run(port: int, requests: Sequence[bytes], seconds: float) -> Measured:
    """Send the requests for so long (each once; they must suffice) and return what was measured."""
    shares = [requests[i::PROCESSES] for i in range(PROCESSES)]
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        parts = pool.starmap(_run, [(port, share, seconds, CONNECTIONS // PROCESSES) for share in shares])
    whole = Measured(seconds=max(p.seconds for p in parts))
    for part in parts:
        whole.times += part.times
        whole.failed += part.failed
        whole.first_failure = whole.first_failure or part.first_failure
    return whole


def _run(port: int, requests: Sequence[bytes], seconds: float, connections: int) -> Measured:
    selector = selectors.DefaultSelector()
    waiting = iter(requests)
    measured = Measured()
    start = time.perf_counter()
    open_now = 0
    for _ in range(connections):
        one = _Connection(socket.create_connection(("127.0.0.1", port)))
        one.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if _send(one, waiting):
            selector.register(one.sock, selectors.EVENT_READ, one)
            open_now += 1
    until = start + seconds
    while open_now:
        for key, _events in selector.select(10):
            one = key.data
            one.data += one.sock.recv(262144)
            status = _complete(one.data)
            if status is None:
                continue
            now = time.perf_counter()
            measured.times.append(now - one.began)
            if not 200 <= status < 300:
                measured.failed += 1
                measured.first_failure = measured.first_failure or bytes(one.data[:600]).decode(errors="replace")
            one.data.clear()
            if now >= until or not _send(one, waiting):
                selector.unregister(one.sock)
                one.sock.close()
                open_now -= 1
    measured.seconds = time.perf_counter() - start
    return measured


def _send(one: _Connection, waiting: Iterator[bytes]) -> bool:
    request = next(waiting, None)
    if request is None:
        return False
    one.began = time.perf_counter()
    one.sock.sendall(request)
    return True


def _complete(data: bytearray) -> int | None:
    """Return the status when the answer is whole."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(data[:end]).lower()
    at = head.find(b"content-length:")
    if at < 0:
        raise ValueError(f"an answer without its length: {head[:200]!r}")
    length = int(head[at + 15 :].split(b"\r\n", 1)[0])
    return int(head[9:12]) if len(data) - end - 4 >= length else None


def get(path: str, *headers: str) -> bytes:
    """Return a GET request."""
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


def post(path: str, body: bytes, *headers: str) -> bytes:
    """Return a POST request with a JSON body."""
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body
