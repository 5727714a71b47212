package dev.sagas.samples.readme;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.CheckOptions;
import dev.sagas.engine.journal.CheckReport;
import dev.sagas.engine.journal.DefinitionCheck;
import dev.sagas.engine.wire.PayloadLimits;
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
            Deployment.of(clientProperties),
            codec -> DeployedDefinitions.deploy(described, codec, TopicNames.DEFAULT, limits),
            CheckOptions.DEFAULT);
    return report;
  }
}
