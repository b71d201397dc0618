"""Benchmarks. They measure the portal, so nothing of the portal may depend on them."""
