package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.journal.DefinitionCheck;
import dev.sagas.protocol.TopicNames;
import java.nio.file.Path;
import java.util.List;

/** Opens definitions that are to be checked; a service, because it runs their code. */
public interface Rehearsals {
  /** Definitions of jars, as long as they are needed. */
  interface Opened extends DefinitionCheck.Rehearsal, AutoCloseable {
    @Override
    void close();
  }

  /**
   * Loads jars, each in a class loader of its own.
   *
   * @throws RuntimeException with every problem of a jar that holds no valid definitions
   */
  Opened open(List<Path> jars, TopicNames topics);
}
