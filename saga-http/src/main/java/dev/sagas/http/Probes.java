package dev.sagas.http;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is answered to those who watch the process.
 *
 * @param whyNotLive empty while it is alive
 * @param whyNotReady empty while it is ready
 * @param metrics in Prometheus' text format; empty if they are off
 */
public record Probes(
    Supplier<Optional<String>> whyNotLive,
    Supplier<Optional<String>> whyNotReady,
    Supplier<Optional<String>> metrics) {}
