"""HSDMPG (Zhou, Yuan, Lin, Hoi; ICML 2020, TPAMI 2021): preconditioned minibatch steps for least squares and other losses.

F(theta) = (1/n) sum_i l(theta'x_i, y_i) + (mu/2) ||theta||^2, ||x_i|| <= r, H the Hessian, ||u||_H^2 = u'H u. A sample S of s
rows is drawn once, with the Hessian H_S; step t draws S_t, takes its gradient g, and with an error e_t of the inner solver

    theta_t = theta_{t-1} - (1/2) (H_S + gam I)^{-1} (g - e_t).

Letters here: u_t = H^{1/2} (theta_t - theta_*), P = H^{1/2} (H_S + gam I)^{-1} H^{1/2}, a = mu/(3 mu + 4 gam).
"""
