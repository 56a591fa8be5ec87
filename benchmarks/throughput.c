/* AdamW-D on the rational well with minibatches of four signs: sixteen runs side by side, so that the divisions and the root bound
   the rate. Words come from a counter hash (the finaliser of MurmurHash3). `run` keeps the means of ||grad F_k||^2 and ||u_k||^2,
   `run_measured` the twelve sums and extremes of a step that Theorem 2 is decided by, and of a run the sums of five of them and of a
   weighted one, when that was first low, a largest value, and whether and by how much the descent inequality ever failed. */
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

static Reals magnitude(Reals a)
{
    for (int l = 0; l < WIDTH; l++) a[l] = fabs(a[l]);
    return a;
}

static Reals larger(Reals a, Reals b)
{
    for (int l = 0; l < WIDTH; l++) a[l] = b[l] > a[l] ? b[l] : a[l];
    return a;
}

static Reals root(Reals a)
{
    Reals b;
    for (int l = 0; l < WIDTH; l++) b[l] = sqrt(a[l]);
    return b;
}

static inline __attribute__((always_inline)) void loop(int all, long runs, long d, long steps, const double *hyper, double *means)
{
    const double beta_1 = hyper[0], beta_2 = hyper[1], eta = hyper[2], decay = hyper[3], delta = hyper[4], scale = hyper[5];
    const Reals zero = {0};
    Reals(*state)[3][VECTORS] = aligned_alloc(sizeof(Reals), sizeof(Reals[3][VECTORS]) * d);
    for (long run = 0; run < runs; run += LANES) {
        Reals mean_grad[VECTORS] = {0}, mean_u[VECTORS] = {0}, kept[VECTORS][9], before[VECTORS] = {0};
        for (int j = 0; j < VECTORS; j++)
            for (int s = 0; s < 9; s++) kept[j][s] = zero;
        Words names[VECTORS], words[VECTORS];
        for (int l = 0; l < LANES; l++) names[l / WIDTH][l % WIDTH] = (uint64_t)(run + l) << 40;
        for (long i = 0; i < d; i++)
            for (int j = 0; j < VECTORS; j++) state[i][0][j] = zero + 2.0, state[i][1][j] = state[i][2][j] = zero;
        for (long k = 0; k < steps; k++) {
            Reals grads[VECTORS] = {0}, us[VECTORS] = {0}, sums[VECTORS][8], most[VECTORS][2];
            for (int j = 0; j < VECTORS; j++)
                for (int s = 0; s < 8; s++) sums[j][s] = most[j][s % 2] = zero;
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
                    Reals old = x[j], square = old * old;
                    x[j] = (1.0 - decay * eta) * old - eta * (m[j] / v);
                    if (!all) continue;
                    Reals dx = old - x[j], error = m[j] - grad, both = grad + decay * old;
                    sums[j][0] += dx * dx, sums[j][1] += error * error, sums[j][2] += (v * dx) * (v * dx);
                    sums[j][3] += square * (1.0 / t), sums[j][4] += 0.5 * (decay * (v * square)), sums[j][5] += grad * grad;
                    sums[j][6] += both * both, sums[j][7] += square;
                    most[j][0] = larger(most[j][0], magnitude(g)), most[j][1] = larger(most[j][1], magnitude(old));
                }
            }
            for (int j = 0; j < VECTORS; j++) {
                mean_grad[j] += grads[j], mean_u[j] += us[j];
                if (!all) continue;
                Reals *a = kept[j], value = sums[j][3] + sums[j][4];
                a[0] += sums[j][0], a[1] += sums[j][1], a[2] += sums[j][2], a[3] += grads[j] + 0.25 * us[j];
                for (int l = 0; l < WIDTH; l++) a[4][l] = (a[3][l] <= 0.25 * (k + 1.0)) & (a[4][l] == 0.0) ? k + 1.0 : a[4][l];
                a[5] = larger(a[5], most[j][0]), a[6] = larger(a[6], most[j][1]);
                Reals slack = before[j] - value - 0.36 * eta * grads[j] - 0.18 * eta * us[j] + 0.5 * eta * sums[j][1];
                a[7] = larger(a[7], -slack);
                for (int l = 0; l < WIDTH; l++) a[8][l] += slack[l] < -1e-12 ? 1.0 : 0.0;
                before[j] = value;
            }
        }
        for (int l = 0; l < LANES; l++) {
            Reals total = mean_grad[l / WIDTH] + mean_u[l / WIDTH];
            for (int s = 0; all && s < 9; s++) total += kept[l / WIDTH][s];
            means[run + l] = total[l % WIDTH] / steps;
        }
    }
    free(state);
}

void run(long runs, long d, long steps, const double *hyper, double *means)
{
    loop(0, runs, d, steps, hyper, means);
}

void run_measured(long runs, long d, long steps, const double *hyper, double *means)
{
    loop(1, runs, d, steps, hyper, means);
}
