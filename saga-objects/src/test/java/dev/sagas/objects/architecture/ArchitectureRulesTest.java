package dev.sagas.objects.architecture;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** The package table of the object stores, and a fixture for each row. */
class ArchitectureRulesTest extends PackageTableContract {
  ArchitectureRulesTest() {
    super(
        "dev.sagas.objects",
        List.of(
            PackageRule.of(PackageRule.ROOT),
            PackageRule.of("file", PackageRule.ROOT),
            PackageRule.of("s3", PackageRule.ROOT).and("software.amazon.awssdk..")),
        Set.of());
  }
}
