"""Zhou, Xie, Lin, Toh, Yan (Win; ICLR 2023, JMLR 2024): Nesterov's acceleration of Adam, AdamW. Limits on eta are ours."""
