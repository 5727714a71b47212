package dev.sagas.cli.definitions;

import dev.sagas.engine.journal.DefinitionCheck;
import dev.sagas.protocol.TopicNames;
import java.nio.file.Path;
import java.util.List;

/** Opens definitions for a check; a service, because it runs their code. */
public interface Rehearsals {
  /** Definitions of jars, open for as long as they are needed. */
  interface Opened extends DefinitionCheck.Rehearsal, AutoCloseable {
    @Override
    void close();
  }

  /**
   * Loads jars, each in its own class loader.
   *
   * @throws RuntimeException with every problem of a jar that has no valid definitions
   */
  Opened open(List<Path> jars, TopicNames topics);
}
