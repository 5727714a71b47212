package dev.sagas.samples.service;

import dev.sagas.participant.ParticipantBuilder;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A participant and the database that it needs.
 *
 * @param name the participant's name
 * @param migrationFolders where its migrations are, under {@code db} on the class path
 * @param handlers adds the handlers and their reply records, according to the configuration
 */
public record SampleService(
    String name,
    List<String> migrationFolders,
    BiFunction<ParticipantBuilder, ServiceConfig, ParticipantBuilder> handlers) {
  public SampleService {
    migrationFolders = List.copyOf(migrationFolders);
  }

  /** A service whose handlers need nothing but their commands. */
  public SampleService(
      String name, List<String> migrationFolders, UnaryOperator<ParticipantBuilder> handlers) {
    this(name, migrationFolders, (participant, config) -> handlers.apply(participant));
  }

  /** A service whose migrations are in the folder with its name. */
  public static SampleService named(String name, UnaryOperator<ParticipantBuilder> handlers) {
    return new SampleService(name, List.of(name), handlers);
  }

  /** The same with handlers that need the configuration. */
  public static SampleService named(
      String name, BiFunction<ParticipantBuilder, ServiceConfig, ParticipantBuilder> handlers) {
    return new SampleService(name, List.of(name), handlers);
  }

  /** Opens the database of the settings and migrates it. */
  public ServiceDatabase openDatabase(DatabaseSettings settings) {
    return ServiceDatabase.open(name, settings, migrationFolders);
  }

  /** Opens the configured database and handles commands until the result is closed. */
  public RunningService start(ServiceConfig config) {
    return RunningService.start(this, config, config.database(name));
  }

  /** The same on a different database. */
  public RunningService start(ServiceConfig config, DatabaseSettings database) {
    return RunningService.start(this, config, database);
  }

  /**
   * Runs in this process, configured by its environment, until the process receives a signal to
   * stop.
   */
  public void runUntilStopped() {
    ServiceProcess.run(name, ServiceConfig.ofEnvironment(System.getenv()), this::start);
  }
}
