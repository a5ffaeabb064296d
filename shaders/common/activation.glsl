// SPDX-License-Identifier: Apache-2.0
// The activations of ops.h, by the number of the enum Activation.
#define ACTIVATION_NONE 0u
#define ACTIVATION_SILU 1u
#define ACTIVATION_RELU 2u
#define ACTIVATION_GELU_ERF 3u
#define ACTIVATION_GELU_TANH 4u
#define ACTIVATION_GELU_QUICK 5u
#define ACTIVATION_SIGMOID 6u
#define ACTIVATION_TANH 7u

float sigmoid(float x) { return 1.0 / (1.0 + exp(-x)); }

// tanh of the language may be computed by exp(2x), which overflows; this one saturates.
float bounded_tanh(float x) { return 1.0 - 2.0 / (1.0 + exp(2.0 * x)); }

// erfc(|x|) to 1.2e-7 relative: Chebyshev fit of Numerical Recipes (Press et al., 6.2.2).
float erf_fit(float x) {
    float z = abs(x);
    float t = 1.0 / (1.0 + 0.5 * z);
    float p = 0.17087277;
    p = fma(p, t, -0.82215223);
    p = fma(p, t, 1.48851587);
    p = fma(p, t, -1.13520398);
    p = fma(p, t, 0.27886807);
    p = fma(p, t, -0.18628806);
    p = fma(p, t, 0.09678418);
    p = fma(p, t, 0.37409196);
    p = fma(p, t, 1.00002368);
    p = fma(p, t, -1.26551223);
    float complement = t * exp(p - z * z);
    return x >= 0.0 ? 1.0 - complement : complement - 1.0;
}

float gelu_erf(float x) { return 0.5 * x * (1.0 + erf_fit(x * 0.70710678)); }

float activate(float x, uint activation) {
    switch (activation) {
        case ACTIVATION_SILU: return x * sigmoid(x);
        case ACTIVATION_RELU: return max(x, 0.0);
        case ACTIVATION_GELU_ERF: return gelu_erf(x);
        case ACTIVATION_GELU_TANH: return 0.5 * x * (1.0 + bounded_tanh(0.79788456 * (x + 0.044715 * x * x * x)));
        case ACTIVATION_GELU_QUICK: return x * sigmoid(1.702 * x);
        case ACTIVATION_SIGMOID: return sigmoid(x);
        case ACTIVATION_TANH: return bounded_tanh(x);
        default: return x;
    }
}
