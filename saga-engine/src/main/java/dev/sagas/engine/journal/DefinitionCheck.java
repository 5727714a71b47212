package dev.sagas.engine.journal;

import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.wire.RecordedInputs;
import dev.sagas.engine.wire.RecordedPayloads;
import dev.sagas.engine.wire.RehearsalRegistry;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/**
 * Repeats the decisions of a deployment's sagas with other definitions: the gate before a
 * deployment.
 *
 * <ul>
 *   <li>Every live saga is checked, and a sample of those that ended. Each is followed to its first
 *       decision that differs.
 *   <li>Reads the journal twice, committed records only; needs the schema registry. Changes
 *       nothing.
 *   <li>Memory grows with the live sagas and the sample.
 * </ul>
 */
public final class DefinitionCheck {
  private DefinitionCheck() {}

  /**
   * Deploys the definitions to be checked.
   *
   * <ul>
   *   <li>The codec has the record-name strategy. It knows the schemas of the deployment, and
   *       invents ids for those that are not registered there: nothing is registered.
   * </ul>
   */
  @FunctionalInterface
  public interface Rehearsal {
    DefinitionCatalog deploy(AvroCodec codec);
  }

  /**
   * Checks definitions against a deployment's journal.
   *
   * @throws DeploymentException if the cluster or the registry cannot be reached, or there is no
   *     journal
   */
  public static CheckReport run(Deployment config, Rehearsal rehearsal, CheckOptions options) {
    Census census = new Census(options);
    new JournalReader(config).read(JournalReader.Part.ALL, census::accept, (records, of) -> {});
    Set<RunKey> live = census.live();
    Set<RunKey> chosen = new HashSet<>(census.sample());
    chosen.addAll(live);
    Map<String, Object> client = new HashMap<>(config.client());
    client.put(
        RegistryClient.CLIENT_CONFIG,
        RehearsalRegistry.over(RegistryClient.connect(config.client())));
    try (AvroCodec codec = AvroCodec.create(client, SubjectStrategy.RECORD_NAME)) {
      DefinitionCatalog catalog = catalogOf(rehearsal.deploy(codec), options);
      RunCheck check = check(codec, config.topics(), catalog, live);
      if (!chosen.isEmpty()) {
        read(config, chosen, check);
      }
      return check.report();
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to replay the decisions, but " + ReadFailure.reason(e, config.client()), e);
    }
  }

  private static DefinitionCatalog catalogOf(DefinitionCatalog catalog, CheckOptions options) {
    return options.newest() ? PretendedVersion.newest(catalog, true) : catalog;
  }

  private static void read(Deployment config, Set<RunKey> chosen, RunCheck check) {
    Set<SagaId> sagas = chosen.stream().map(RunKey::saga).collect(Collectors.toSet());
    new JournalReader(config)
        .read(
            new JournalReader.Part(sagas, OptionalInt.empty(), sagas::contains),
            read -> {
              if (chosen.contains(read.key())) {
                check.accept(read);
              }
            },
            (records, of) -> {});
  }

  /** A check of runs whose records that codec reads. */
  static RunCheck check(
      AvroCodec codec, TopicNames topics, DefinitionCatalog catalog, Set<RunKey> live) {
    DecisionReplay replay =
        new DecisionReplay(
            catalog,
            topics,
            new DecisionReplay.Records(
                new RecordedInputs(codec, topics), new RecordedPayloads(codec, topics.requests())));
    return new RunCheck(
        replay, live, identity -> catalog.find(identity.type(), identity.version()).isPresent());
  }
}
