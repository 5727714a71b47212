package dev.sagas.comparison.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.Optional;

/** What one series gave; its names in JSON are those of {@code saga bench --output json}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SeriesResult(
    String series,
    MedianOf sagasPerSecond,
    MedianOf cpuMicrosPerSaga,
    Map<String, MedianOf> cpuMicrosPerSagaBy,
    Map<String, MedianOf> residentMb,
    Optional<MedianOf> otherCores,
    Optional<MedianOf> p50Ms,
    Optional<MedianOf> p99Ms,
    Optional<MedianOf> maxMs) {}
