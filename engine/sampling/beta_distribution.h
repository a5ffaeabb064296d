// SPDX-License-Identifier: Apache-2.0
// The Beta distribution, whose quantiles are the steps of the "beta" schedule. Free functions; any thread.
#pragma once

namespace lemnos {

/// The share of Beta(a, b) below x: the regularised incomplete beta function I_x(a, b), with x in 0..1 and a, b above 0
/// and small enough for the gamma function (DiDonato and Morris 1992 name the continued fraction).
double beta_share_below(double x, double a, double b);

/// The inverse: the x below which lies `share`, 0..1. As scipy.stats.beta.ppf, to the last few bits.
double beta_quantile(double share, double a, double b);

}  // namespace lemnos
