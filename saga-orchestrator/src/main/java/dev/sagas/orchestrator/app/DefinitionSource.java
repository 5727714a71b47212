package dev.sagas.orchestrator.app;

import dev.sagas.orchestrator.definitions.DefinitionDeployment;
import dev.sagas.orchestrator.definitions.DefinitionTopic;
import dev.sagas.orchestrator.definitions.LoadedDefinitions;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The definitions of the configured class names and folder. */
final class DefinitionSource {
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionSource.class);

  private final OrchestratorConfig config;
  private final AvroCodec byTopic;
  private final AvroCodec byRecord;

  DefinitionSource(OrchestratorConfig config, AvroCodec byTopic, AvroCodec byRecord) {
    this.config = config;
    this.byTopic = byTopic;
    this.byRecord = byRecord;
  }

  /** The definitions found, with their problems. */
  LoadedDefinitions load() {
    LoadedDefinitions found =
        LoadedDefinitions.load(
            config.getList(OrchestratorConfig.DEFINITIONS),
            Thread.currentThread().getContextClassLoader(),
            config.optional(OrchestratorConfig.DEFINITIONS_DIR).map(Path::of));
    if (found.sagas().isEmpty()) {
      LOG.warn("No saga definition was found: every request will be refused");
    }
    return found;
  }

  /** Throws with every problem, including those found while loading. */
  DefinitionDeployment check(LoadedDefinitions found) {
    TopicNames topics = config.topics();
    return DefinitionDeployment.check(
        found,
        new DefinitionTopic(config.clientConfig(), byTopic, topics.definitions()),
        byRecord,
        topics);
  }
}
