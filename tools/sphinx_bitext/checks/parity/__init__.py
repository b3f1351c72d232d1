"""Checks of the sentences: all there, once, in order, and from the right English."""
