package dev.sagas.index.architecture;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** The package table of the index, and a fixture for each row. */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String CORE = "dev.sagas.engine.core";
  private static final String PROTOCOL = "dev.sagas.protocol..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.index",
        List.of(
            PackageRule.of("live").and(CORE, PROTOCOL),
            PackageRule.of("cluster").and(CORE, PROTOCOL),
            PackageRule.of("exported", "live").and(PROTOCOL)),
        Set.of());
  }
}
