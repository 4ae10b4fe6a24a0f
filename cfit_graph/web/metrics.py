"""What `/-/metrics` tells, in the text format of Prometheus: requests by outcome, workers, queue, kills, cache, age."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from cfit_graph.engine.pool import Pool
from cfit_graph.errors import ReleaseError
from cfit_graph.web.cache import Cache
from cfit_graph.web.shelf import Shelf

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_BUCKETS = (0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """Counts requests; asks shelf and cache how they are when it is read."""

    def __init__(self, shelf: Shelf, cache: Cache) -> None:
        """Register everything in a registry of our own."""
        self._shelf, self._cache = shelf, cache
        self._registry = CollectorRegistry()
        self._seconds = Histogram(
            "cfit_request_seconds",
            "Seconds from the header of a request to the end of its answer",
            ("outcome",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._by_outcome: dict[str, Histogram] = {}
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def observe(self, outcome: str, seconds: float) -> None:
        """Count a request; outcomes are words of ours, never a client's."""
        histogram = self._by_outcome.get(outcome)
        if histogram is None:
            histogram = self._by_outcome[outcome] = self._seconds.labels(outcome)
        histogram.observe(seconds)

    def written(self) -> bytes:
        """Return all of it."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """Yield what is read at this moment (the protocol of a Prometheus collector)."""
        yield from self._of_cache()
        try:
            opened = self._shelf.current
        except ReleaseError:
            return
        yield from _of_pool(opened.pool)
        release = GaugeMetricFamily("cfit_release_info", "The release that is served", labels=("release", "hash"))
        release.add_metric((opened.edition.id, opened.edition.hash), 1)
        yield release
        if (age := _age(str(opened.edition.manifest.get("created", "")))) is not None:
            yield GaugeMetricFamily("cfit_release_age_seconds", "Seconds since the day of the release", age)

    def _of_cache(self) -> Iterator[Metric]:
        counts = self._cache.counts
        asked = CounterMetricFamily("cfit_cache_requests", "Queries by what the cache had", labels=("result",))
        for result, count in (("hit", counts.hits), ("miss", counts.misses), ("shared", counts.shared)):
            asked.add_metric((result,), count)
        yield asked
        ratio = counts.hits / max(1, counts.hits + counts.misses)
        yield GaugeMetricFamily("cfit_cache_hit_ratio", "Part of the queries answered from the cache", ratio)
        yield GaugeMetricFamily("cfit_cache_bytes", "Bytes of answers kept", self._cache.bytes)
        yield GaugeMetricFamily("cfit_cache_answers", "Answers kept", len(self._cache))
        yield CounterMetricFamily("cfit_cache_evicted", "Answers given up for newer ones", counts.evicted)


def _of_pool(pool: Pool) -> Iterator[Metric]:
    status = pool.status
    workers = GaugeMetricFamily("cfit_workers", "Worker processes", labels=("state",))
    workers.add_metric(("alive",), status.alive)
    workers.add_metric(("busy",), status.busy)
    yield workers
    yield GaugeMetricFamily("cfit_release_in_memory", "Whether workers have it in memory", float(status.in_memory))
    yield GaugeMetricFamily("cfit_queue_length", "Queries that wait for a worker", status.waiting)
    killed = CounterMetricFamily("cfit_workers_ended", "Workers that ended, by reason", labels=("reason",))
    for reason, count in status.killed.items():
        killed.add_metric((reason,), count)
    yield killed


def _age(created: str) -> float | None:
    try:
        day = date.fromisoformat(created)
    except ValueError:
        return None
    return time.time() - datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
