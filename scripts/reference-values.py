"""Writes test/statistics/reference-values.json, which the statistics here are held against.

Needs SciPy (Debian: python3-scipy); run from the repository's root:

    python3 scripts/reference-values.py

The samples are drawn with a fixed seed and stored with their results, so that the tests need no Python.
"""

import json

import numpy
import scipy
from scipy import optimize, stats

random = numpy.random.default_rng(20260101)


def rounded(values):
    return [float(f"{value:.6g}") for value in values]


samples = {
    "lognormal": rounded(random.lognormal(1, 0.4, 25)),
    "bimodal": rounded(numpy.concatenate([random.normal(1, 0.1, 9), random.normal(2, 0.1, 8)])),
    "pair": rounded(random.normal(0.03, 0.05, 8)),
    "two": [0.5, 2.5],
}

quantiles = [
    {"values": values, "share": share, "quantile": float(numpy.quantile(values, share))}
    for values in samples.values()
    for share in (0, 0.025, 0.25, 0.5, 0.9, 1)
]

student = [
    {"degreesOfFreedom": df, "t": t, "cdf": float(stats.t.cdf(t, df))}
    for df in (1, 2, 3.7, 7, 39, 500)
    for t in (-6, -1.5, -0.2, 0, 0.7, 2.2, 12)
]

student_quantiles = [
    {"degreesOfFreedom": df, "probability": p, "t": float(stats.t.ppf(p, df))}
    for df in (1, 2, 7, 39, 500)
    for p in (0.0013, 0.025, 0.5, 0.9, 0.975, 0.9987)
]


def t_test(values, alpha):
    result = stats.ttest_1samp(values, 0)
    interval = result.confidence_interval(1 - alpha)
    return {
        "values": values,
        "alpha": alpha,
        "pValue": float(result.pvalue),
        "low": float(interval.low),
        "high": float(interval.high),
    }


def welch(first, second, alpha):
    result = stats.ttest_ind(second, first, equal_var=False)
    interval = result.confidence_interval(1 - alpha)
    return {
        "first": first,
        "second": second,
        "alpha": alpha,
        "pValue": float(result.pvalue),
        "low": float(interval.low),
        "high": float(interval.high),
    }


t_tests = [t_test(values, alpha) for values in samples.values() for alpha in (0.05, 0.0026)]
welch_tests = [
    welch(samples["lognormal"], samples["bimodal"], 0.05),
    welch(samples["pair"], samples["two"], 0.01),
]


def scalability(name, concurrency, rates):
    law = lambda n, l, s, k: l * n / (1 + s * (n - 1) + k * n * (n - 1))
    (l, s, k), _ = optimize.curve_fit(
        law, concurrency, rates, p0=(rates[0], 0.01, 0.0001), bounds=(0, numpy.inf), ftol=1e-14, xtol=1e-14
    )
    return {
        "name": name,
        "concurrency": concurrency,
        "rates": rates,
        "rateOfOne": float(l),
        "contention": float(s),
        "coherency": float(k),
    }


def noisy_law(levels, l, s, k):
    return [
        float(f"{l * n / (1 + s * (n - 1) + k * n * (n - 1)) * random.lognormal(0, 0.01):.6g}")
        for n in levels
    ]


levels = [1, 2, 4, 8, 16, 32, 64]
scalabilities = [
    # Gunther, Guerrilla Capacity Planning, 2007: SPEC SDM91 on a Sun SPARCcenter 2000.
    scalability(
        "SPEC SDM91",
        [1, 18, 36, 72, 108, 144, 216],
        [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2],
    ),
    scalability("contention and coherency", levels, noisy_law(levels, 40, 0.05, 0.002)),
    scalability("contention", levels, noisy_law(levels, 900, 0.2, 0.0005)),
]


def median_absolute_deviation(values):
    return {"values": values, "deviation": float(stats.median_abs_deviation(values, scale="normal"))}


values = {
    "madeWith": f"SciPy {scipy.__version__}, NumPy {numpy.__version__}",
    "quantiles": quantiles,
    "student": student,
    "studentQuantiles": student_quantiles,
    "tTests": t_tests,
    "welchTests": welch_tests,
    "scalabilities": scalabilities,
    "robustDeviations": [median_absolute_deviation(values) for values in samples.values()],
    "spreads": [
        {"values": values, "mean": float(numpy.mean(values)), "deviation": float(numpy.std(values, ddof=1))}
        for values in samples.values()
    ],
}
with open("test/statistics/reference-values.json", "w") as file:
    json.dump(values, file, indent=2)
    file.write("\n")
