"""WuC-Adam (Zhang, Shao, Sun, Xing, Zhao, Zhang; Math. Biosci. Eng. 2024): warm-up and cosine. The bound is derived here."""
