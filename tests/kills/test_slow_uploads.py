"""Ten people on bad lines send large files; everybody else's pages come as before."""

from __future__ import annotations

import socket
import statistics
import threading
import time

from tests.kills.installation import HOST, Client

SLOW, PAGES = 10, 40
WITHIN = 0.2  # seconds a page may take


def test_ten_slow_uploads_leave_pages_quick(here):
    stop, begun = threading.Event(), threading.Barrier(SLOW + 1)
    senders = [threading.Thread(target=_trickle, args=(here, stop, begun), daemon=True) for _ in range(SLOW)]
    with Client(here) as client:
        client.send("GET", "/api/v1/procedures/9.000001")
        alone = _median(client)
        for sender in senders:
            sender.start()
        begun.wait(20)
        try:
            beside = _median(client)
        finally:
            stop.set()
            for sender in senders:
                sender.join(10)
    assert beside < max(WITHIN, 3 * alone)


def _median(client: Client) -> float:
    times = []
    for _ in range(PAGES):
        start = time.perf_counter()
        status, _answer = client.send("GET", "/api/v1/procedures/9.000001")
        times.append(time.perf_counter() - start)
        assert status == 200
    return statistics.median(times)


def _trickle(here, stop: threading.Event, begun: threading.Barrier) -> None:
    """Announce two megabytes and send them drop by drop."""
    with socket.create_connection((HOST, here.port)) as line:
        head = f"POST /api/v1/dossiers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {here.key}\r\nIdempotency-Key: slow\r\n"
        line.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 2000000\r\n\r\n".encode())
        begun.wait(20)
        while not stop.is_set():
            line.sendall(b" " * 500)
            time.sleep(0.05)
