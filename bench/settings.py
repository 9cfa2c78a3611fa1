"""The product's settings with two bare views and their tables beside it."""

from motcua.settings import *
from motcua.settings import INSTALLED_APPS as PRODUCT

INSTALLED_APPS = [*PRODUCT, "bench"]
ROOT_URLCONF = "bench.urls"
