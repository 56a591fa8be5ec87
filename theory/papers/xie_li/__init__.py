"""Xie, Li (ICML 2024): the box to which decoupled weight decay confines AdamW."""
