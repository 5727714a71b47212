package dev.sagas.samples.readme;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.orchestrator.definitions.DeployedDefinitions;
import dev.sagas.orchestrator.definitions.DescribedSaga;
import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.orchestrator.journal.CheckOptions;
import dev.sagas.orchestrator.journal.CheckReport;
import dev.sagas.orchestrator.journal.DefinitionCheck;
import dev.sagas.orchestrator.wire.PayloadLimits;
import dev.sagas.protocol.TopicNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Whether the sagas of a deployment continue as they began, as the guide to versions shows it. */
public final class DeploymentGate {
  private static final int MANY_BYTES = 1_000_000;

  private DeploymentGate() {}

  /** Checks definitions against what runs. */
  public static CheckReport check(
      Map<String, Object> clientProperties,
      Collection<? extends SagaDefinition<? extends SpecificRecord>> definitions) {
    List<DescribedSaga> described = DeployedDefinitions.describe(definitions);
    PayloadLimits limits = new PayloadLimits(MANY_BYTES, MANY_BYTES);
    CheckReport report =
        DefinitionCheck.run(
            AuditConfig.of(clientProperties),
            codec -> DeployedDefinitions.deploy(described, codec, TopicNames.DEFAULT, limits),
            CheckOptions.DEFAULT);
    return report;
  }
}
