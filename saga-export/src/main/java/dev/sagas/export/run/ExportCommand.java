package dev.sagas.export.run;

import dev.sagas.cli.shared.ArchiveOption;
import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.RegistryOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.export.jdbc.ExportDatabase;
import dev.sagas.export.jdbc.ExportException;
import dev.sagas.export.parquet.ParquetTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Exports the journal into a database. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Folds the journal into a database, PostgreSQL or H2, to be asked in SQL: sagas with their"
          + " data, steps, attempts, incidents and operators' actions. Continues where it was, and"
          + " runs until it is stopped. Several instances share the partitions.",
      "Exit code: 0 done or stopped, 2 could not be done."
    })
public final class ExportCommand implements SagaSubcommand {
  private static final Logger LOG = LoggerFactory.getLogger(ExportCommand.class);
  private static final int STOP_SECONDS = 10;

  @Option(
      names = "--jdbc-url",
      required = true,
      paramLabel = "URL",
      description = "The database, such as jdbc:postgresql://localhost/sagas.")
  private String url;

  @Option(
      names = "--user",
      defaultValue = "",
      paramLabel = "NAME",
      description = "The database's user.")
  private String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file with the user's password (default: none).")
  private @Nullable Path passwordFile;

  @Option(
      names = "--schema",
      defaultValue = "sagas",
      paramLabel = "NAME",
      description =
          "The schema of the tables, one for each deployment; created if it is not there (default:"
              + " ${DEFAULT-VALUE}).")
  private String schema;

  @Option(
      names = "--batch",
      defaultValue = "" + ExportSettings.DEFAULT_BATCH,
      paramLabel = "N",
      description = "How many entries are written at once, at most (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--mask",
      split = ",",
      paramLabel = "FIELD",
      description =
          "Fields of the data to hide, as Type.field or by their path, beside those that their"
              + " schema declares as sensitive.")
  private List<String> masked = List.of();

  @Option(
      names = "--keep-ended",
      split = ",",
      paramLabel = "[TYPE=]DURATION",
      description =
          "How long ended sagas stay in the database, such as 90d for all types, or order=400d for"
              + " one (default: for ever).")
  private List<String> kept = List.of();

  @Option(
      names = "--once",
      description = "End as soon as everything is exported that is in the journal now.")
  private boolean once;

  @Option(names = "--rebuild", description = "Delete what was exported, and begin again.")
  private boolean rebuild;

  @Option(
      names = "--parquet",
      paramLabel = "DIR",
      description =
          "Write the tables of the database into this folder as files of Parquet, and end; nothing"
              + " is exported, and no broker is needed. DuckDB writes them.")
  private @Nullable Path parquet;

  @Option(
      names = "--duckdb-jar",
      defaultValue = "${env:SAGA_DUCKDB_JAR}",
      paramLabel = "FILE",
      description =
          "The jar org.duckdb:duckdb_jdbc of Maven Central, which is too large to be shipped"
              + " (default: SAGA_DUCKDB_JAR in the environment, or the class path).")
  private @Nullable Path duckDbJar;

  @Mixin private DeploymentOptions options;

  @Mixin private RegistryOptions registry;

  @Mixin private ArchiveOption archive;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    if (batch < 1) {
      throw new ParameterException(spec.commandLine(), "Expected at least one entry in a batch");
    }
    ExportDatabase.Address address = new ExportDatabase.Address(url, user, password(), schema, 1);
    if (parquet != null) {
      return writeParquet(address, parquet);
    }
    Deployment deployment = archive.over(registry.deployment(options));
    try (ExportDatabase database = ExportDatabase.open(address)) {
      if (rebuild) {
        database.clear();
      }
      database.requireSource(SourceCluster.idOf(deployment), deployment.topics().journal());
      export(deployment, database);
      return 0;
    } catch (SQLException e) {
      throw new ExportException("Expected to use the database " + address, e);
    }
  }

  private int writeParquet(ExportDatabase.Address address, Path folder) throws IOException {
    try {
      DriverManager.getDriver(url); // without one, getConnection would show the whole URL
      try (Connection source =
          DriverManager.getConnection(url, address.user(), address.password())) {
        source.setSchema(schema);
        ParquetTables.write(source, folder, Optional.ofNullable(duckDbJar))
            .forEach(spec.commandLine().getOut()::println);
      }
      return 0;
    } catch (SQLException e) {
      throw new ExportException("Expected to read the database " + address, e);
    }
  }

  private ExportRetention retention() {
    try {
      return ExportRetention.parse(kept);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--keep-ended: " + e.getMessage(), e);
    }
  }

  private String password() throws IOException {
    return passwordFile == null
        ? ""
        : Files.readString(passwordFile, StandardCharsets.UTF_8).strip();
  }

  private void export(Deployment deployment, ExportDatabase database) {
    ExportSettings settings = new ExportSettings(batch, masked, retention());
    CountDownLatch ended = new CountDownLatch(1);
    try (JournalExport export =
        JournalExport.join(deployment, database, settings, Clock.systemUTC())) {
      Thread stop = new Thread(() -> stop(export, ended), "saga-export-stop");
      Runtime.getRuntime().addShutdownHook(stop);
      export.run(once, new ProgressLines(spec.commandLine().getErr(), System::nanoTime));
    } finally {
      ended.countDown();
    }
  }

  /** Lets it finish its batch and leave the group, so that others take over at once. */
  private static void stop(JournalExport export, CountDownLatch ended) {
    export.stop();
    try {
      if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The export has not ended {} s after it was stopped", STOP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
