"""Makes exact.csv: python3 exact.py > exact.csv

Two-sided exact tests by the method of small probabilities, with the tolerance of R (1 + 1e-7). The binomial
ones are sums of fractions, without rounding until the last step; the Poisson ones are decimals of 60 digits.
Only the standard library is used. The numbers are drawn with a fixed seed.
"""
import random
from decimal import Decimal, getcontext
from fractions import Fraction
from math import comb

getcontext().prec = 60
slack = 1 + Fraction(1, 10**7)


def binomial(k, n, p):
    chance = [comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(n + 1)]
    return float(sum(c for c in chance if c <= chance[k] * slack))


def poisson(k, mean):
    m = Decimal(mean.numerator) / Decimal(mean.denominator)
    chance, term, i = [], (-m).exp(), 0
    while i <= max(k, m) or term > Decimal("1e-150"):
        chance.append(term)
        i += 1
        term = term * m / i
    limit = chance[k] * (1 + Decimal("1e-7"))
    return float(sum(c for c in chance if c <= limit))


draw = random.Random(24)
for _ in range(2500):
    n = draw.choice([draw.randint(0, 12), draw.randint(0, 60), draw.randint(0, 200)])
    p = Fraction(draw.randint(1, 999), 1000)
    if draw.random() < 0.2:
        p = draw.choice([Fraction(1, 2), Fraction(1, 4), Fraction(1, 3), Fraction(0), Fraction(1)])
    k = draw.randint(0, n)
    if draw.random() < 0.5:  # near what is expected, where both tails count
        k = min(n, max(0, round(n * p) + draw.randint(-4, 4)))
    print(f"binomial,{k},{n},{p.numerator}/{p.denominator},{binomial(k, n, p)!r}")
for _ in range(1500):
    mean = Fraction(draw.randint(1, 4000), draw.choice([10, 100, 1000]))
    k = max(0, round(mean) + draw.randint(-20, 20))
    print(f"poisson,{k},,{mean.numerator}/{mean.denominator},{poisson(k, mean)!r}")
