"""The libraries' hyper-parameters in the paper's convention: the same update rule, other numbers.

`torch.optim.AdamW(lr, betas, eps, weight_decay)` is A1 with beta = 1 - betas, zero initial moments, delta = 0, eps outside
the root, both bias corrections, and lambda = weight_decay (it multiplies lr there too). `torch.optim.Adam` with
`weight_decay` is A3. `optax.adamw` is the same with `eps_root` inside the corrected root. Keras and TensorFlow add their
epsilon (the "epsilon hat" of Kingma and Ba) to the root before it is corrected.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theory.algorithms.base import Hyper


@dataclass(frozen=True)
class TorchHyper:
    """The arguments of a PyTorch optimiser, in its own names; `eps_root` is Optax's, `eps_hat` says that eps is Keras's."""

    lr: float = 1e-3
    betas: tuple[float, float] = (0.9, 0.999)
    eps: float = 1e-8
    weight_decay: float = 0.01
    eps_root: float = 0.0
    eps_hat: bool = False

    def at(self, k: NDArray[np.int64]) -> Hyper:
        """The paper's hyper-parameters at iterations k = 0, 1, ...; fields that vary have the shape of k."""
        step = k.astype(np.float64) + 1.0
        n_correction = 1.0 / (1.0 - np.power(self.betas[1], step))
        return Hyper(
            beta_1=1.0 - self.betas[0],
            beta_2=1.0 - self.betas[1],
            eta=self.lr,
            lambda_=self.weight_decay,
            delta=self.eps_root,
            m_correction=1.0 / (1.0 - np.power(self.betas[0], step)),
            n_correction=n_correction,
            eps=self.eps * np.sqrt(n_correction) if self.eps_hat else self.eps,
        )
