package dev.sagas.orchestrator.app;

import dev.sagas.archive.read.ArchivedJournal;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.export.jdbc.ExportDatabase;
import dev.sagas.export.query.ExportQueries;
import dev.sagas.export.run.BackgroundExport;
import dev.sagas.export.run.ExportRetention;
import dev.sagas.export.run.ExportSettings;
import dev.sagas.index.exported.ExportConnector;
import dev.sagas.index.exported.ExportedSagas;
import dev.sagas.objects.ObjectStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The properties of the export to a database, and the export that they describe. */
final class ExportProperties {
  private ExportProperties() {}

  static ConfigDef addTo(ConfigDef def) {
    return contents(database(def));
  }

  private static ConfigDef database(ConfigDef def) {
    return def.define(
            OrchestratorConfig.EXPORT_URL,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "The database that sagas are exported to, beside running them, such as"
                + " jdbc:postgresql://localhost/sagas; none if empty. All instances share the work.")
        .define(
            OrchestratorConfig.EXPORT_USER,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "The user of that database.")
        .define(
            OrchestratorConfig.EXPORT_PASSWORD,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "A file with the password of that user; none if empty.")
        .define(
            OrchestratorConfig.EXPORT_SCHEMA,
            ConfigDef.Type.STRING,
            "sagas",
            Importance.MEDIUM,
            "The schema of the exported tables, one for each deployment.");
  }

  private static ConfigDef contents(ConfigDef def) {
    return def.define(
            OrchestratorConfig.EXPORT_ARCHIVE,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "What saga archive wrote, such as file:///var/archive or s3://bucket/prefix, for records"
                + " that the journal's topic no longer has; none if empty.")
        .define(
            OrchestratorConfig.EXPORT_MASKED_FIELDS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.MEDIUM,
            "Fields of the sagas' data that are not exported, besides those that schemas declare as"
                + " sensitive: Type.field, or a path such as customer.card.number, …")
        .define(
            OrchestratorConfig.EXPORT_KEEP_ENDED,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.MEDIUM,
            "How long ended sagas stay in the database: a duration for all types such as 90d, and"
                + " type=duration for single ones, …; for ever if empty.");
  }

  /**
   * Starts the export, if there is to be one.
   *
   * @throws ConfigException if the password cannot be read, or the archive's address not be used
   */
  static Optional<BackgroundExport> start(OrchestratorConfig config, Clock clock) {
    return config
        .optional(OrchestratorConfig.EXPORT_URL)
        .map(
            url ->
                BackgroundExport.start(
                    source(config),
                    new ExportDatabase.Address(
                        url,
                        config.getString(OrchestratorConfig.EXPORT_USER),
                        password(config),
                        config.getString(OrchestratorConfig.EXPORT_SCHEMA),
                        1),
                    new ExportSettings(
                        ExportSettings.DEFAULT_BATCH,
                        config.getList(OrchestratorConfig.EXPORT_MASKED_FIELDS),
                        retention(config)),
                    clock));
  }

  /**
   * Asks what was exported, if anything is.
   *
   * @param export what exports it, once that has begun
   */
  static Optional<ExportedSagas> queries(
      OrchestratorConfig config, Supplier<Optional<BackgroundExport>> export) {
    return config
        .optional(OrchestratorConfig.EXPORT_URL)
        .map(
            url ->
                ExportQueries.open(
                    new ExportConnector.Address(
                        url,
                        config.getString(OrchestratorConfig.EXPORT_USER),
                        password(config),
                        config.getString(OrchestratorConfig.EXPORT_SCHEMA)),
                    () ->
                        export
                            .get()
                            .map(BackgroundExport::whyNot)
                            .orElseGet(() -> Optional.of("it is starting"))));
  }

  private static ExportRetention retention(OrchestratorConfig config) {
    List<String> kept = config.getList(OrchestratorConfig.EXPORT_KEEP_ENDED);
    try {
      return ExportRetention.parse(kept);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(OrchestratorConfig.EXPORT_KEEP_ENDED, kept, e.getMessage());
    }
  }

  /** The deployment, with its archive if one is configured: that is opened at each call. */
  static Supplier<Deployment> source(OrchestratorConfig config) {
    Deployment deployment = deployment(config);
    Optional<String> archive = config.optional(OrchestratorConfig.EXPORT_ARCHIVE);
    archive.ifPresent(ExportProperties::requireUsable);
    return () ->
        archive
            .map(url -> deployment.withArchive(ArchivedJournal.open(url, deployment)))
            .orElse(deployment);
  }

  private static void requireUsable(String archive) {
    try {
      ObjectStores.open(archive).close();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(OrchestratorConfig.EXPORT_ARCHIVE, archive, e.getMessage());
    }
  }

  private static Deployment deployment(OrchestratorConfig config) {
    Map<String, Object> client = new HashMap<>(config.clientConfig());
    client.putAll(config.serdeConfig());
    return Deployment.of(client)
        .withTopics(config.topics())
        .withApplicationId(config.applicationId());
  }

  private static String password(OrchestratorConfig config) {
    Optional<String> file = config.optional(OrchestratorConfig.EXPORT_PASSWORD);
    if (file.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(Path.of(file.get()), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new ConfigException(
          OrchestratorConfig.EXPORT_PASSWORD,
          file.get(),
          "Expected a file that can be read, but got " + e);
    }
  }
}
