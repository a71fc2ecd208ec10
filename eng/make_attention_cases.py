"""Writes test/fixtures/attention-cases.json: corners of a head's rule, in double precision by plain loops.

The library and the page both run these cases, so neither can drift from the rule. Python's standard library
is enough:  python3 eng/make_attention_cases.py

A case: q [heads][queries][size], k [keyValueHeads][keys][size], the rule, firstQuery (query 0's position)
-> scores [heads][queries][keys] (scaled, capped, biased; null: masked), pattern (a fully masked row: zeros).
Query head h uses key-value head h / (heads / keyValueHeads). All inputs but the scale are exact in float32.
"""
import json
import math
import pathlib
import random


def score(q, k, rule, head, offset):
    if rule.get("causal") and offset > 0:
        return None
    if "window" in rule and abs(offset) >= rule["window"]:
        return None
    value = math.fsum(a * b for a, b in zip(q, k)) * rule["scale"]
    if "softCap" in rule:
        value = rule["softCap"] * math.tanh(value / rule["softCap"])
    if "bias" in rule:
        table, center = rule["bias"]["values"][head], rule["bias"]["center"]
        value += table[min(max(offset + center, 0), len(table) - 1)]
    return value


def softmax(scores, sink):
    seen = [s for s in scores if s is not None] + ([] if sink is None else [sink])
    if not seen:
        return [0.0] * len(scores)
    greatest = max(seen)
    total = math.fsum(math.exp(s - greatest) for s in seen)
    return [0.0 if s is None else math.exp(s - greatest) / total for s in scores]


def case(name, rule, heads=1, kv_heads=None, queries=6, keys=None, size=4, first_query=0, deviation=1.5):
    rng = random.Random(name)
    kv_heads, keys = kv_heads or heads, queries if keys is None else keys
    q, k = rows(rng, heads, queries, size, deviation), rows(rng, kv_heads, keys, size, deviation)
    scores, pattern = [], []
    for h in range(heads):
        keys_of_head = k[h // (heads // kv_heads)]
        scores.append([[score(query, key, rule, h, j - first_query - i) for j, key in enumerate(keys_of_head)]
                       for i, query in enumerate(q[h])])
        pattern.append([softmax(row, rule["sinks"][h] if "sinks" in rule else None) for row in scores[h]])
    return {"name": name, "rule": rule, "firstQuery": first_query, "q": q, "k": k, "scores": scores,
            "pattern": pattern}


def rows(rng, heads, tokens, size, deviation):
    """Multiples of 1/64: exact in float32."""
    return [[[round(rng.gauss(0, deviation) * 64) / 64 for _ in range(size)] for _ in range(tokens)]
            for _ in range(heads)]


def alibi(slopes, length):
    offsets = range(1 - length, 1)
    return {"values": [[slope * offset for offset in offsets] for slope in slopes], "center": length - 1}


def t5_bucket(offset, bidirectional, buckets, max_distance):
    base, distance = 0, max(-offset, 0)
    if bidirectional:
        buckets //= 2
        base, distance = buckets if offset > 0 else 0, abs(offset)
    exact = buckets // 2
    if distance < exact:
        return base + distance
    steps = math.log(distance / exact) / math.log(max_distance / exact) * (buckets - exact)
    return base + min(exact + int(steps), buckets - 1)


def bucket_bias(heads, reach, bidirectional, seed, buckets=8, max_distance=16):
    rng = random.Random(seed)
    table = [[round(rng.gauss(0, 1) * 64) / 64 for _ in range(buckets)] for _ in range(heads)]
    offsets = range(-reach, reach + 1 if bidirectional else 1)
    entries = [t5_bucket(offset, bidirectional, buckets, max_distance) for offset in offsets]
    return {"values": [[row[entry] for entry in entries] for row in table], "center": reach}


CASES = [
    case("bidirectional, two heads", {"scale": 0.5}, heads=2),
    case("causal", {"scale": 0.5, "causal": True}, heads=2),
    case("a scale of its own", {"scale": 0.125, "causal": True}),
    case("no scale", {"scale": 1.0}, size=3),
    case("one token", {"scale": 0.5, "causal": True}, queries=1),
    case("a head size that fills no vector", {"scale": 0.19611613513818404}, queries=5, size=26, deviation=1),
    case("grouped heads share keys", {"scale": 0.5, "causal": True}, heads=6, kv_heads=2),
    case("one key-value head for all", {"scale": 0.5, "causal": True}, heads=3, kv_heads=1),
    case("window, causal: the edge is the query's position less window",
         {"scale": 0.5, "causal": True, "window": 3}, queries=8),
    case("window, two-sided", {"scale": 0.5, "window": 2}, queries=7),
    case("window of 1 sees only itself", {"scale": 0.5, "causal": True, "window": 1}, queries=4),
    case("window wider than the text", {"scale": 0.5, "causal": True, "window": 100}),
    case("cached keys: queries are the last positions", {"scale": 0.5, "causal": True}, heads=2, queries=3,
         keys=9, first_query=6),
    case("cached keys: one query with a window", {"scale": 0.5, "causal": True, "window": 4}, queries=1,
         keys=9, first_query=8),
    case("cross attention: fewer keys than queries", {"scale": 1.0}, queries=7, keys=3),
    case("cross attention: more keys than queries", {"scale": 1.0}, queries=2, keys=20),
    case("fully masked rows: the window lies behind all keys", {"scale": 0.5, "window": 2}, queries=7,
         keys=4),
    case("fully masked rows: a window of 0", {"scale": 0.5, "causal": True, "window": 0}, queries=3),
    case("fully masked rows with a sink", {"scale": 0.5, "window": 2, "sinks": [0.75]}, queries=6, keys=3),
    case("soft cap", {"scale": 0.5, "causal": True, "softCap": 5.0}, heads=2, deviation=3),
    case("soft cap with a window and grouped heads",
         {"scale": 0.25, "causal": True, "softCap": 2.5, "window": 3}, heads=4, kv_heads=2, deviation=3),
    case("soft cap before the bias", {"scale": 0.5, "causal": True, "softCap": 1.5, "bias": alibi([0.5], 6)},
         deviation=3),
    case("sinks: rows sum to less than 1", {"scale": 0.5, "causal": True, "sinks": [1.25, -2.0]}, heads=2),
    case("a sink above all scores", {"scale": 0.5, "causal": True, "sinks": [30.0]}),
    case("sinks with a window", {"scale": 0.5, "causal": True, "window": 3, "sinks": [0.5, 1.5, -1.0, 4.0]},
         heads=4, kv_heads=2),
    case("ALiBi", {"scale": 0.5, "causal": True, "bias": alibi([0.5, 0.25, 0.125, 0.0625], 8)}, heads=4,
         queries=8),
    case("ALiBi with cached keys", {"scale": 0.5, "causal": True, "bias": alibi([0.5, 0.25], 9)}, heads=2,
         queries=2, keys=9, first_query=7),
    case("bucket bias, bidirectional", {"scale": 1.0, "bias": bucket_bias(2, 20, True, 1)}, heads=2,
         queries=12, deviation=0.75),
    case("bucket bias, causal", {"scale": 1.0, "causal": True, "bias": bucket_bias(2, 20, False, 2)}, heads=2,
         queries=12, deviation=0.75),
    case("offsets outside the bias table take its ends", {"scale": 0.5, "bias": {"values": [[3.0, 0.0, -1.0]],
         "center": 1}}, queries=5),
    case("a bias table that no offset reaches from above", {"scale": 0.5, "causal": True, "bias": {
         "values": [[1.0, -2.0]], "center": -3}}, queries=6),
    case("enormous scores", {"scale": 1000.0, "causal": True}),
    case("all parts together", {"scale": 0.5, "causal": True, "window": 5, "softCap": 4.0,
         "bias": bucket_bias(4, 9, False, 3), "sinks": [0.0, 1.0, -1.0, 2.0]}, heads=4, kv_heads=2, queries=5,
         keys=11, first_query=6, deviation=2),
]


def numbers(value):
    """Expected values with 10 digits, so that a change of the last bit in some exp changes no file."""
    if isinstance(value, list):
        return [numbers(item) for item in value]
    return value if value is None else float(f"{value:.10g}")


def main():
    lines = []
    for item in CASES:
        item = item | {"scores": numbers(item["scores"]), "pattern": numbers(item["pattern"])}
        fields = (f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in item.items())
        lines.append("{\n" + ",\n".join(fields) + "\n}")
    target = pathlib.Path(__file__).parent.parent / "test" / "fixtures" / "attention-cases.json"
    target.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    print(f"{len(lines)} cases, {target.stat().st_size} bytes: {target}")


if __name__ == "__main__":
    main()
