package dev.sagas.samples.service;

import java.nio.file.Path;
import java.util.Locale;

/** Where a service's database is. */
public record DatabaseSettings(String url, String user, String password, int poolSize) {
  /** An H2 database in files that start with {@code file}, as durable as H2 can be. */
  public static DatabaseSettings h2(Path file, int poolSize) {
    // Without WRITE_DELAY=0 H2 loses acknowledged commits when its process is killed. The
    // service's own shutdown closes the database; H2's would come in its way.
    // Each commit writes the pages that it changed: smaller ones take a quarter off its time.
    String url =
        "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;PAGE_SIZE=2048"
            .formatted(file.toAbsolutePath());
    return new DatabaseSettings(url, "sa", "", poolSize);
  }

  /** The password stays out of logs. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "DatabaseSettings[url=%s, user=%s, poolSize=%d]", url, user, poolSize);
  }
}
