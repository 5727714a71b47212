package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.EngineLimits;
import dev.sagas.engine.ParkingLimits;
import dev.sagas.engine.ReturningDefinitions;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The topology's shape: names of nodes and stores are those of changelogs in production, so a
 * change here loses state unless it is migrated.
 */
class EngineTopologyTest {
  @Test
  void shouldKeepItsShapeWhenItIsDescribed() {
    // given
    TopicNames topics = new TopicNames("shop.");
    AvroCodec codec = WireFixtures.codec(new InMemoryRegistryClient(), SubjectStrategy.RECORD_NAME);
    EngineParts parts =
        new EngineParts(
            new SagaDecider(
                DeployedDefinitions.deploy(List.of(), codec, topics, new PayloadLimits(1, 1))),
            ReturningDefinitions.NONE,
            new EngineLimits(
                new EngineLimits.RecordLimits(1, 1),
                Duration.ZERO,
                Duration.ZERO,
                1,
                1,
                new EngineLimits.SignalLimits(1, 1),
                ParkingLimits.DEFAULT,
                Duration.ofSeconds(30)),
            new EngineParts.Formats(
                new InboundReader(codec, topics, "cluster-1", 1),
                new OutputWriter(codec, codec, topics),
                new JournalCodec(codec, topics.journal())),
            new EngineParts.Topics(topics, 1, Set.of(), topic -> OptionalInt.of(1)),
            new VirtualClock(EngineDriver.START),
            new EngineParts.Watches(
                new DrainCounter(),
                (partition, dueAtMs) -> true,
                new RepeatedFailures(1),
                new Restorations(
                    new VirtualClock(EngineDriver.START),
                    (partition, records, beganMs, readyMs) -> {})),
            (id, partition) -> CompletableFuture.failedFuture(new IllegalStateException("none")),
            InFlightLimits.NONE,
            1);

    // then
    assertThat(normalised(EngineTopology.build(parts).describe().toString()))
        .isEqualTo(
            """
            Topologies:
               Sub-topology: 0
                Source: inputs (topics: [shop.saga.operations, shop.saga.replies, shop.saga.requests, shop.saga.signals])
                  --> sagas
                Processor: sagas (stores: [checkpoints, parked, timers])
                  --> outputs
                  <-- inputs
                Sink: outputs (extractor class: EngineTopology)
                  <-- sagas

            """);
  }

  /** Names of a list in alphabetical order; a lambda by the class that it is in. */
  private static String normalised(String description) {
    return Pattern.compile("\\[(.*?)]")
        .matcher(description.replaceAll("dev\\S+\\.(\\w+)\\$\\$Lambda[^)]*", "$1"))
        .replaceAll(
            list ->
                Arrays.stream(list.group(1).split(", ", -1))
                    .sorted()
                    .collect(Collectors.joining(", ", "[", "]")));
  }

  @Test
  void shouldNameTheChangelogAsKafkaStreamsDoes() {
    assertThat(EngineNames.checkpointChangelog("sagas")).isEqualTo("sagas-checkpoints-changelog");
  }
}
