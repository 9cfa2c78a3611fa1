"""Every template there is, found by its file."""

from __future__ import annotations

import importlib
import pkgutil

from motcua.domain.campaigns.templates._template import Template


def _found() -> dict[str, Template]:
    found: dict[str, Template] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")):
        one: Template = importlib.import_module(f"{__name__}.{module}").TEMPLATE
        if one.key != module:
            raise ValueError(f"the template in {module}.py is called {one.key}")
        found[one.key] = one
    return found


ALL: dict[str, Template] = _found()
