package dev.sagas.dev.registry;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("interop")
class ApicurioContractTest extends RegistryContract {
  @TempDir private static Path directory;
  private static ApicurioProcess apicurio;

  @AfterAll
  static void stop() {
    if (apicurio != null) {
      apicurio.close();
    }
  }

  @Override
  void assumeDone(String what) {
    assumeFalse(apicurio.isVersionTwo(), "Apicurio 2 does otherwise: " + what);
  }

  @Override
  String url() {
    if (apicurio == null) {
      apicurio = ApicurioProcess.start(directory.resolve("apicurio.log"));
    }
    return apicurio.url();
  }
}
