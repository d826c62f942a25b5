"""The plot on the benchmarks page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def draw(stages: Mapping[str, Any], labels: Mapping[str, str], path: Path) -> None:
    """Plot the latencies of stages and recognizers on a logarithmic scale."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    bars = [(labels[n].strip("*"), s["p50_ms"], s["p99_ms"]) for n, s in stages["stages"].items()]
    bars += [(s["name"], s["p50_ms"], s["p99_ms"]) for s in stages["clip_scores"]]
    if baseline := stages.get("baseline"):
        bars.append(("baseline", baseline["p50_ms"], baseline["p99_ms"]))
    figure, axes = plt.subplots(figsize=(8, 0.42 * len(bars) + 1), layout="constrained")
    names = [name for name, _, _ in reversed(bars)]
    axes.barh(names, [p99 for *_, p99 in reversed(bars)], color="#fb8861", label="p99")
    axes.barh(names, [p50 for _, p50, _ in reversed(bars)], color="#51127c", label="p50")
    axes.set_xscale("log")
    axes.set_xlabel("milliseconds")
    axes.axvline(50, color="grey", linestyle=":", label="50 ms")
    axes.legend(loc="upper right")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)
