"""What every room shares: the visual language, its templates, forms and words."""
