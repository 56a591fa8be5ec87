"""Everything that the paper on AdamW says (Zhou, Xie, Lin, Yan, TPAMI 2024): a folder a claim."""
