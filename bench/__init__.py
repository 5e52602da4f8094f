"""Measurements for people, run by `make bench`: ratios taken in one run, never a test that a slow machine can fail."""
