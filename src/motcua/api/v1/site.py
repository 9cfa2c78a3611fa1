"""The machines' door as one piece: its subjects, its key, its problems, its description."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.parser import Parser

from motcua.api.v1 import dossiers, figures, post, problems, procedures, receipts, results, schemas
from motcua.api.v1.keys import Key

DESCRIPTION = """The interface for other systems of the province: bring in dossiers, move them, read them; read figures.

Keys come from the administrator of a unit; each has roles in that unit and scopes. Every reading of citizens' data is
recorded. Problems come as `application/problem+json` in Vietnamese, or in English with `Accept-Language: en`."""


class Json(Parser):
    """Bodies are read strictly: UTF-8, no lone surrogates, no NUL, which no database keeps."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body. Raises ValueError, which is answered as a request that cannot be read."""
        if b"\\u0000" in request.body:
            raise ValueError("NUL")
        return msgspec.json.decode(request.body)


class Api(NinjaAPI):
    """Ninja's API with problems described as what they are."""

    def get_openapi_schema(self, **more: Any) -> Any:
        """Return the OpenAPI 3.1 description, each request with the problems it may answer with."""
        found = super().get_openapi_schema(**more)
        found["components"].setdefault("schemas", {}).update(_problem_schemas())
        problem = {"description": "A problem", "content": {problems.MEDIA: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}}
        for path in found["paths"].values():
            for method, one in path.items():
                codes = [401, 403, 404] if one.get("security") else [404]
                codes += [400, 409, 413, 422] if method == "post" else [422]
                for code in codes:
                    one["responses"].setdefault(code, problem)
        return found


def _problem_schemas() -> dict[str, Any]:
    schema = schemas.ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs", {}), "ProblemOut": schema}


api = Api(
    title="Một Cửa", version="1", description=DESCRIPTION, auth=Key(), docs_url=None, openapi_url="/openapi.json",
    urls_namespace="api-v1", parser=Json(),
)  # fmt: skip
problems.register(api)
api.add_router("/dossiers", dossiers.router)
api.add_router("/figures", figures.router)
api.add_router("/post", post.router)
api.add_router("/dossiers", results.router)
api.add_router("/procedures", procedures.router)
api.add_router("/receipts", receipts.router)


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer for every address under the door that has nothing behind it."""
    return problems.answer(request, "no_such_address", 404)


nothing_here.csrf_exempt = True  # type: ignore[attr-defined]
