"""Quantiles and tails of distributions that tests and intervals need, without the weight of a whole statistics package.

`scipy.stats` gives the same numbers from the same functions, but takes a second and 50 MB to begin with.
"""

from __future__ import annotations


def t_quantile(share: float, degrees_of_freedom: float) -> float:
    """Below which value of Student's t a share lies.

    >>> round(t_quantile(0.975, 10), 6)
    2.228139
    """
    from scipy.special import stdtrit

    return float(stdtrit(degrees_of_freedom, share))


def t_above(value: float, degrees_of_freedom: float) -> float:
    """Which share of Student's t lies above a value.

    >>> round(t_above(2.228139, 10), 6)
    0.025
    """
    from scipy.special import stdtr

    return float(stdtr(degrees_of_freedom, -value))


def f_above(value: float, first: float, second: float) -> float:
    """Which share of Fisher's F lies above a value.

    >>> round(f_above(3.325835, 5, 10), 6)
    0.05
    """
    from scipy.special import fdtrc

    return float(fdtrc(first, second, value))


def normal_quantile(share: float) -> float:
    """Below which value of the standard normal distribution a share lies.

    >>> round(normal_quantile(0.975), 6)
    1.959964
    """
    from scipy.special import ndtri

    return float(ndtri(share))


def beta_quantile(share: float, first: float, second: float) -> float:
    """Below which value of the beta distribution a share lies.

    >>> round(beta_quantile(0.025, 5, 6), 6)
    0.187086
    """
    from scipy.special import betaincinv

    return float(betaincinv(first, second, share))
