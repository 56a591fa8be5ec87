"""XGrad (Guan, Li, Shi, Meng; TPAMI 2024): gradients at a predicted point. The bounds are derived here."""
