package dev.sagas.admin.architecture;

import static dev.sagas.architecture.Libraries.JACKSON;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** What the client may use, and a fixture that it may not. */
class ArchitectureRulesTest extends PackageTableContract {
  ArchitectureRulesTest() {
    super("dev.sagas.admin", List.of(PackageRule.of(PackageRule.ROOT).and(JACKSON)), Set.of());
  }
}
