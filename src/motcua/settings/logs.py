"""Structured logs: one JSON object a line, with the request's id, never with personal data."""

from __future__ import annotations

import datetime as dt
import json
import logging

from motcua.ports.tracing import request_id

_ALLOWED = ("method", "route", "status", "ms", "actor", "actor_kind", "dossier", "connector", "topic", "outcome", "job", "count")


class JsonFormatter(logging.Formatter):
    """Writes time, level, logger, message, request id and the allowed extras; an exception as its type and place.

    Exception messages are left out: they may quote what people wrote.
    """

    def format(self, record: logging.LogRecord) -> str:
        out: dict[str, object] = {
            "at": dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id.get():
            out["request"] = request_id.get()
        for name in _ALLOWED:
            if hasattr(record, name):
                out[name] = getattr(record, name)
        if record.exc_info and record.exc_info[0]:
            out["exception"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            places = []
            while trace is not None:
                code = trace.tb_frame.f_code
                places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
                trace = trace.tb_next
            out["where"] = places[-6:]
        return json.dumps(out, ensure_ascii=False, default=str)
