"""Checks of what the delivery says about itself."""
