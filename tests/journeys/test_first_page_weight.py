"""The first page of the portal stays light: somebody with a borrowed phone and little money for data opens it too."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.browsing import NARROW, Person

BUDGET = 150 * 1024  # bytes over the wire, with fonts, styles and scripts


def test_the_first_page_comes_in_at_most_150_kilobytes(visitor: Callable[..., Person]) -> None:
    person = visitor(width=NARROW)
    wire = person.page.context.new_cdp_session(person.page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": False})
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on("Network.requestWillBeSent", lambda event: names.__setitem__(event["requestId"], event["request"]["url"]))
    wire.on("Network.loadingFinished", lambda event: sizes.__setitem__(event["requestId"], int(event["encodedDataLength"])))
    person.opens("/")
    person.page.wait_for_load_state("networkidle")
    person.page.evaluate("document.fonts.ready.then(() => true)")
    came = {names[key].removeprefix(person.base): size for key, size in sizes.items() if not names[key].startswith("data:")}
    assert any("woff2" in name for name in came), f"the fonts belong to it: {sorted(came)}"
    assert sum(came.values()) <= BUDGET, sorted(came.items(), key=lambda one: -one[1])
