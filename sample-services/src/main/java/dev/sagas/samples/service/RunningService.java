package dev.sagas.samples.service;

import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import javax.sql.DataSource;

/** A sample service that handles commands until it is closed. */
public final class RunningService implements ServiceProcess.Running {
  private final ServiceDatabase database;
  private final Participant participant;

  private RunningService(ServiceDatabase database, Participant participant) {
    this.database = database;
    this.participant = participant;
  }

  static RunningService start(
      SampleService service, ServiceConfig config, DatabaseSettings settings) {
    ServiceDatabase database = service.openDatabase(settings);
    Participant participant =
        service
            .handlers()
            .apply(
                Participant.named(service.name())
                    .kafka(config.clientSettings())
                    .topics(config.topics())
                    .fence(JdbcFence.on(database.dataSource()))
                    .concurrency(config.concurrency()),
                config)
            .build();
    RunningService running = new RunningService(database, participant);
    try {
      participant.start();
      return running;
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
  }

  @Override
  public boolean isRunning() {
    return participant.isRunning();
  }

  public DataSource dataSource() {
    return database.dataSource();
  }

  /** Finishes the running commands, then closes the database. */
  @Override
  public void close() {
    try {
      participant.close();
    } finally {
      database.close();
    }
  }
}
