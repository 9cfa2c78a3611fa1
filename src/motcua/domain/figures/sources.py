"""What a figure may need that is not born here: until it is connected the figure is missing, never zero and never full."""

from __future__ import annotations

from enum import Enum


class Source(Enum):
    """A source of facts outside the dossiers' own work."""

    REUSE = "reuse"  # dữ liệu đã số hóa được tái sử dụng
    STORE = "store"  # kho dữ liệu cá nhân
    POPULATION = "population"  # CSDL quốc gia về dân cư
    PORTAL = "portal"  # Cổng Dịch vụ công quốc gia
    PETITIONS = "petitions"  # phản ánh, kiến nghị
    PUBLICATION = "publication"  # sổ công bố, công khai thủ tục
    COPIES = "copies"  # chứng thực bản sao điện tử
