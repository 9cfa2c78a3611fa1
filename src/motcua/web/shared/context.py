"""What every page's shell shows: province, language, who is signed in, whether this is a demo."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the shell's variables."""
    env = settings.ENVIRONMENT
    language = translation.get_language()
    return {
        "province_name": env.province_name_en if language == "en" else env.province_name,
        "demo": env.demo,
        "actor": getattr(request, "actor", None),
        "citizen": getattr(request, "citizen", None),
        "current_path": request.get_full_path(),
    }
