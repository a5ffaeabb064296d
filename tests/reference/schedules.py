# SPDX-License-Identifier: Apache-2.0
"""Golden file of the noise schedules: levels and the time steps that belong to them."""

import scipy.stats

import noise_table as sampling
from store import save_manifest

STEPS = (1, 4, 10, 20, 30)
STRENGTHS = ((20, 0.75), (6, 0.6), (7, 0.7), (10, 0.35), (4, 1.0), (3, 0.9999), (1, 0.5), (30, 0.1))

# The values of section 4.2 of the research notes, computed by others; a typing error here must not become a golden.
LISTED = {
    "karras": [14.6146, 9.1029, 5.4784, 3.1686, 1.7494, .9141, .4469, .2014, .0819, .0292],
    "exponential": [14.6146, 7.3249, 3.6712, 1.84, .9222, .4622, .2317, .1161, .0582, .0292],
    "normal": [14.6146, 7.8399, 4.6092, 2.9183, 1.9502, 1.3449, .9324, .6250, .3687, .0292],
    "sgm_uniform": [14.6146, 8.3072, 5.0924, 3.3251, 2.2797, 1.6156, 1.1629, .8319, .5712, .3437],
    "ddim_uniform": [8.3907, 5.1344, 3.3478, 2.2929, 1.6237, 1.1682, .8357, .5741, .3462, .0413],
    "simple": [14.6146, 8.3028, 5.0878, 3.3211, 2.2765, 1.6129, 1.1606, .8299, .5693, .3417],
}

ABOUT = [
    "betas: linspace(sqrt(0.00085), sqrt(0.012), 1000)^2, everything in double precision",
    "nearest: the entry of the table at the least distance in log sigma (ComfyUI); fractional: between entries (A1111)",
    "where fractional ends in .5 two entries are equally near and both are right; nearest_float32 stands where an"
    " implementation in float32 finds the other one",
    "partial.comfyui: int(steps / strength) steps in double precision, of which the last `steps` remain",
    "a1111, without_penultimate: schedules that differ there; those of samplers that leave out the last sigma above 0",
    "beta_quantiles: scipy.stats.beta.ppf",
    "partial.a1111: of a schedule of `steps` the last int(min(strength, 0.999) * steps) and one more",
]


def levels(table: sampling.NoiseTable, sigmas: list[float]) -> dict:
    result = {"sigmas": sigmas, "nearest": [table.nearest(s) for s in sigmas[:-1]],
              "fractional": [round(table.fractional(s), 9) for s in sigmas[:-1]]}
    single = [table.nearest_single(s) for s in sigmas[:-1]]
    if single != result["nearest"]:
        result["nearest_float32"] = single
    return result


def main() -> None:
    table = sampling.NoiseTable()
    for name, values in LISTED.items():
        for ours, listed in zip(sampling.schedule(name, table, 10), values, strict=False):
            assert abs(ours - listed) < 6e-5, (name, ours, listed)

    ends = {str(t): float(table.sigmas[t]) for t in (0, 1, 2, 250, 499, 500, 750, 998, 999)}
    rows = [{"schedule": name, "steps": n} | levels(table, sampling.schedule(name, table, n))
            for name in sampling.SCHEDULES for n in STEPS]
    styles = {"comfyui": sampling.partial_schedule, "a1111": sampling.partial_schedule_a1111}
    partial = [{"style": style, "schedule": name, "steps": n, "strength": strength,
                "sigmas": cut(name, table, n, strength)}
               for style, cut in styles.items() for name in ("karras", "normal") for n, strength in STRENGTHS]

    a1111 = [{"schedule": name, "steps": n, "sigmas": choose(table, n)}
             for name, choose in sampling.A1111.items() for n in STEPS]
    left_out = [{"style": style, "schedule": name, "steps": n, "strength": strength,
                 "sigmas": cut(name, table, n, strength, sampling.without_penultimate)}
                for style, cut in styles.items() for name, n, strength in (("karras", 8, 1.0), ("beta", 10, 0.6))]
    aligned = [{"steps": n, "sigmas": sampling.align_your_steps_sdxl(table, n)} for n in (1, 10, 14)]
    zero = sampling.NoiseTable(zero_snr=True)
    assert abs(float(zero.sigmas[-1]) - 4518.76) < 0.01 and abs(float(zero.sigmas[-2]) - 2254.24) < 0.01
    zero_snr = {"table": {str(t): float(zero.sigmas[t]) for t in (0, 1, 500, 998, 999)},
                "normal": sampling.normal(zero, 5)}
    edm = sampling.NoiseTable.continuous(0.002, 120.0)
    continuous = {"range": [0.002, 120.0], "sgm_uniform": sampling.sgm_uniform(edm, 5), "simple": sampling.simple(edm, 5)}
    shares = [1e-9, 0.001, 0.05, 0.3, 0.5, 0.7, 0.999, 1 - 1e-9]
    quantiles = [{"a": a, "b": b, "shares": shares, "values": scipy.stats.beta.ppf(shares, a, b).tolist()}
                 for a, b in ((0.6, 0.6), (0.5, 0.9), (2.0, 5.0), (1.0, 1.0), (12.5, 0.75))]
    save_manifest("schedules", {"about": ABOUT, "table": ends, "full": rows, "partial": partial, "a1111": a1111,
                                "without_penultimate": left_out, "aligned_sdxl": aligned, "zero_snr": zero_snr,
                                "continuous": continuous, "beta_quantiles": quantiles})


if __name__ == "__main__":
    main()
