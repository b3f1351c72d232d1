"""Deliveries and English to aligned bitexts: English rebuilt and proven, blocks paired, sentences paired."""
