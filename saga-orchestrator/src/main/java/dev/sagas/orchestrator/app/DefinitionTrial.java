package dev.sagas.orchestrator.app;

import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.orchestrator.definitions.LoadedDefinitions;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.util.List;

/** Checks the definitions of a configuration as the start of an orchestrator would. */
public final class DefinitionTrial {
  private DefinitionTrial() {}

  /**
   * The titles of the definitions, such as {@code order version 2}. Nothing is registered,
   * published or changed.
   *
   * @throws dev.sagas.orchestrator.definitions.InvalidDeploymentException with every problem of
   *     every definition, if one cannot be deployed
   */
  public static List<String> titles(OrchestratorConfig config) {
    try (AvroCodec byTopic = AvroCodec.create(config.serdeConfig(), SubjectStrategy.TOPIC_NAME);
        AvroCodec byRecord = AvroCodec.create(config.serdeConfig(), SubjectStrategy.RECORD_NAME)) {
      DefinitionSource source = new DefinitionSource(config, byTopic, byRecord);
      try (LoadedDefinitions found = source.load()) {
        source.check(found);
        return found.sagas().stream().map(DescribedSaga::title).toList();
      }
    }
  }
}
