package dev.sagas.cli.shared;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.JournalArchive;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of all commands that read the journal's archive and its topic as one. */
public final class ArchiveOption {
  @Option(
      names = "--archive",
      defaultValue = "${env:SAGA_ARCHIVE_URL}",
      paramLabel = "URL",
      description =
          "Also read what saga archive wrote to this object store, such as file:///var/archive or"
              + " s3://bucket/prefix (default: SAGA_ARCHIVE_URL in the environment, or none).")
  private @Nullable String url;

  /** Created by picocli, which sets the option. */
  ArchiveOption() {}

  /** Opens archives; a service, because it brings libraries that most commands do not need. */
  public interface Opener {
    /**
     * The archive of the deployment's journal.
     *
     * @throws RuntimeException if there is none at this address, or it is of another journal
     */
    JournalArchive open(String url, Deployment deployment);
  }

  /** The deployment, its journal read with the archive if one was named. */
  public Deployment over(Deployment deployment) {
    if (url == null) {
      return deployment;
    }
    Opener opener =
        ServiceLoader.load(Opener.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Expected saga-archive on the class path, because of --archive"));
    return deployment.withArchive(opener.open(url, deployment));
  }
}
