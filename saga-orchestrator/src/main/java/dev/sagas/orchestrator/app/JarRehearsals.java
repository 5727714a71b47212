package dev.sagas.orchestrator.app;

import dev.sagas.cli.definitions.Rehearsals;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.orchestrator.definitions.DefinitionJar;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens jars of definitions for a check. */
public final class JarRehearsals implements Rehearsals {
  /** The limits that applied to a run are in its journal: a check needs no limits. */
  private static final PayloadLimits LIMITS =
      new PayloadLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Made by the service loader. */
  public JarRehearsals() {}

  @Override
  public Opened open(List<Path> jars, TopicNames topics) {
    OpenJars opened = new OpenJars(topics);
    try {
      jars.forEach(opened::add);
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static final class OpenJars implements Opened {
    private final TopicNames topics;
    private final List<DefinitionJar> jars = new ArrayList<>();

    OpenJars(TopicNames topics) {
      this.topics = topics;
    }

    void add(Path jar) {
      jars.add(DefinitionJar.open(jar));
    }

    @Override
    public DefinitionCatalog deploy(AvroCodec codec) {
      List<DescribedSaga> sagas = jars.stream().flatMap(jar -> jar.sagas().stream()).toList();
      return DeployedDefinitions.deploy(sagas, codec, topics, LIMITS);
    }

    @Override
    public void close() {
      jars.forEach(DefinitionJar::close);
    }
  }
}
