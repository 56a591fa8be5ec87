/* AdamW-D on the rational well with minibatches of four signs and the means of ||grad F_k||^2 and ||u_k||^2: sixteen runs side by
   side, so that the divisions and the root alone bound the rate. Words come from a counter hash (the finaliser of MurmurHash3). */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#ifdef __AVX512F__
enum { WIDTH = 8 };
#else
enum { WIDTH = 4 };
#endif
enum { LANES = 16, VECTORS = LANES / WIDTH, SIGNS = 4, PER_WORD = 64 / SIGNS };
typedef double Reals __attribute__((vector_size(8 * WIDTH)));
typedef uint64_t Words __attribute__((vector_size(8 * WIDTH)));
typedef int32_t Counts __attribute__((vector_size(4 * WIDTH)));

static Words mixed(Words word)
{
    word = (word ^ word >> 33) * 0xff51afd7ed558ccdULL;
    word = (word ^ word >> 33) * 0xc4ceb9fe1a85ec53ULL;
    return word ^ word >> 33;
}

static Reals root(Reals a)
{
    Reals b;
    for (int l = 0; l < WIDTH; l++) b[l] = sqrt(a[l]);
    return b;
}

void run(long runs, long d, long steps, const double *hyper, double *means)
{
    const double beta_1 = hyper[0], beta_2 = hyper[1], eta = hyper[2], decay = hyper[3], delta = hyper[4], scale = hyper[5];
    const Reals zero = {0};
    Reals(*state)[3][VECTORS] = aligned_alloc(sizeof(Reals), sizeof(Reals[3][VECTORS]) * d);
    for (long run = 0; run < runs; run += LANES) {
        Reals mean_grad[VECTORS] = {0}, mean_u[VECTORS] = {0};
        Words names[VECTORS], words[VECTORS];
        for (int l = 0; l < LANES; l++) names[l / WIDTH][l % WIDTH] = (uint64_t)(run + l) << 40;
        for (long i = 0; i < d; i++)
            for (int j = 0; j < VECTORS; j++) state[i][0][j] = zero + 2.0, state[i][1][j] = state[i][2][j] = zero;
        for (long k = 0; k < steps; k++) {
            Reals grads[VECTORS] = {0}, us[VECTORS] = {0};
            for (long i = 0; i < d; i++) {
                Reals *x = state[i][0], *m = state[i][1], *n = state[i][2];
                if (i % PER_WORD == 0)
                    for (int j = 0; j < VECTORS; j++) words[j] = mixed(names[j] ^ (uint64_t)(k * d + i));
#pragma GCC unroll 4
                for (int j = 0; j < VECTORS; j++) {
                    Words c = words[j] & 15;
                    words[j] >>= SIGNS;
                    c -= c >> 1 & 5;
                    c = (c & 3) + (c >> 2 & 3);
                    Reals z = __builtin_convertvector(__builtin_convertvector(c, Counts) * 2 - SIGNS, Reals);
                    Reals t = 1.0 + x[j] * x[j], grad = 2.0 * x[j] / (t * t), g = grad + scale * z;
                    m[j] = (1.0 - beta_1) * m[j] + beta_1 * g;
                    n[j] = (1.0 - beta_2) * n[j] + beta_2 * (g * g);
                    Reals v = root(n[j] + delta), w = decay * (x[j] * v);
                    grads[j] += (grad + w) * (grad + w);
                    us[j] += (m[j] + w) * (m[j] + w);
                    x[j] = (1.0 - decay * eta) * x[j] - eta * (m[j] / v);
                }
            }
            for (int j = 0; j < VECTORS; j++) mean_grad[j] += grads[j], mean_u[j] += us[j];
        }
        for (int l = 0; l < LANES; l++) means[run + l] = (mean_grad[l / WIDTH] + mean_u[l / WIDTH])[l % WIDTH] / steps;
    }
    free(state);
}
