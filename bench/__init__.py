"""How fast the product is, beside a bare Django view in the same server, the same run and the same database."""
