"""A pretend identity provider for demonstrations and tests: whoever one chooses to be, it vouches for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from urllib.parse import urlencode

from motcua.ports.identity_provider import NotVouched, Start, Vouched

NAME = "pretend"


def _invented(name: str, identity: str, born: str, sex: str, phone: str, line: str, commune: str) -> Vouched:
    address = {"line": line, "commune": commune, "province": "Tỉnh Quảng Ngãi"}
    return Vouched(
        provider=NAME, subject=identity, name=name, identity=identity, born=born, sex=sex, phone=phone,
        email="", address=address,
    )  # fmt: skip


# Invented people; their numbers fit their birth years, sexes and the province, and belong to nobody we know of.
CITIZENS: tuple[Vouched, ...] = (
    _invented("Phạm Thị Lan", "051190000018", "1990-03-12", "female", "0905000018", "Thôn Nước Lang", "Xã Ba Tơ"),
    _invented("Nguyễn Văn Hòa", "051085000027", "1985-07-02", "male", "0905000027", "24 Lê Lợi", "Phường Cẩm Thành"),
    _invented("Đinh Thị Hrê", "051193000036", "1993-11-20", "female", "0905000036", "Làng Teng", "Xã Ba Động"),
    _invented("Phạm Văn Út", "051066000045", "1966-01-05", "male", "0905000045", "Thôn Đông", "Đặc khu Lý Sơn"),
    _invented("Y Blen", "062188000054", "1988-09-09", "female", "0905000054", "Thôn Kon Rờ Bàng", "Phường Kon Tum"),
    _invented("A Thút", "062079000063", "1979-12-30", "male", "0905000063", "Thôn Đăk Rế", "Xã Măng Bút"),
    _invented("Trần Thị Mười", "051158000072", "1958-05-19", "female", "0905000072", "Thôn 2", "Xã Sơn Hà"),
    _invented("Đặng Quốc Bảo", "051200000081", "2000-02-29", "male", "0905000081", "102 Quang Trung", "Phường Nghĩa Lộ"),
)  # fmt: skip


class PretendProvider:
    """Its own page (the portal's, clearly marked) lets one choose a person; the answer is signed so that it is ours."""

    name = NAME

    def __init__(self, *, secret: str, page: str) -> None:
        self._key = hashlib.sha256(f"pretend-identity:{secret}".encode()).digest()
        self._page = page

    def start(self, *, back: str, state: str) -> Start:
        """Send the browser to the page where a person is chosen."""
        return Start(f"{self._page}?{urlencode({'state': state})}")

    def answer(self, *, vouched: Vouched, state: str) -> dict[str, str]:
        """Return the parameters the pretend page sends back for the chosen person."""
        parts = {name: getattr(vouched, name) for name in Vouched.__slots__}
        body = base64.urlsafe_b64encode(json.dumps(parts, ensure_ascii=False).encode()).decode()
        return {"state": state, "person": body, "signature": self._sign(body, state)}

    def finish(self, *, parameters: Mapping[str, str], keep: Mapping[str, str], back: str) -> Vouched:
        """Return the chosen person. Raises NotVouched: cancelled, altered."""
        body, state = parameters.get("person", ""), parameters.get("state", "")
        if not body:
            raise NotVouched("cancelled")
        if not hmac.compare_digest(self._sign(body, state), parameters.get("signature", "")):
            raise NotVouched("altered")
        return Vouched(**json.loads(base64.urlsafe_b64decode(body)))

    def _sign(self, body: str, state: str) -> str:
        return hmac.new(self._key, f"{state}:{body}".encode(), hashlib.sha256).hexdigest()
