"""Every indicator there is, found by its file."""

from __future__ import annotations

import importlib
import pkgutil

from motcua.domain.figures.indicators._indicator import Indicator


def _found() -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")):
        one: Indicator = importlib.import_module(f"{__name__}.{module}").INDICATOR
        if one.code in found or one.code != module:
            raise ValueError(f"the indicator in {module}.py is called {one.code}")
        found[one.code] = one
    return found


ALL: dict[str, Indicator] = _found()
