"""Facts, kept once for all languages."""
