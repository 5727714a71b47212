package dev.sagas.dev.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("interop")
class ConfluentOnApicurioTest extends ConfluentInterop {
  @TempDir private static Path directory;
  private static ApicurioProcess apicurio;

  @AfterAll
  static void stop() {
    if (apicurio != null) {
      apicurio.close();
    }
  }

  @Override
  String url() {
    if (apicurio == null) {
      apicurio = ApicurioProcess.start(directory.resolve("apicurio.log"));
    }
    return apicurio.url();
  }
}
