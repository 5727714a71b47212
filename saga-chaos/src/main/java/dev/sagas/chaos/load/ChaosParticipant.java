package dev.sagas.chaos.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sagas.chaos.cluster.Pause;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.samples.schema.chaos.MoveUnits;
import dev.sagas.samples.schema.chaos.ReturnUnits;
import dev.sagas.samples.schema.chaos.UnitsMoved;
import dev.sagas.samples.schema.chaos.UnitsReturned;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of a participant of a chaos run.
 *
 * <ul>
 *   <li>Moves units between accounts in its PostgreSQL database, and writes a row for every effect
 *       in the same transaction.
 *   <li>Refuses some commands, fails some attempts and answers some slowly, as decided by the seed
 *       and the command's deduplication key.
 *   <li>Waits at its start for at most 2 minutes for its database, and as long for the registry.
 * </ul>
 */
public final class ChaosParticipant implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChaosParticipant.class);
  private static final int CONCURRENCY = 8;
  private static final Duration DATABASE_PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_MS = 500;

  private final HikariDataSource database;
  private final Participant participant;

  private ChaosParticipant(HikariDataSource database, Participant participant) {
    this.database = database;
    this.participant = participant;
  }

  /**
   * How a participant starts.
   *
   * @param name of the participant
   * @param instance its name among the instances, for static membership
   * @param clients settings of the Kafka clients and of the registry, the topics' prefix included
   * @param jdbcUrl of its own database
   * @param user of the database
   * @param seed decides how it treats commands
   * @param readyFile is written when it handles commands
   */
  public record Settings(
      String name,
      Optional<String> instance,
      Map<String, String> clients,
      String jdbcUrl,
      String user,
      long seed,
      Optional<Path> readyFile) {
    private static final String CLIENT = "client.";

    public Settings {
      clients = Map.copyOf(clients);
    }

    /** The arguments of {@link ChaosServices#main} that mean the same. */
    public List<String> toArguments() {
      List<String> arguments = new ArrayList<>();
      arguments.add("name=" + name);
      instance.ifPresent(id -> arguments.add("instance=" + id));
      arguments.add("database=" + jdbcUrl);
      arguments.add("user=" + user);
      arguments.add("seed=" + seed);
      readyFile.ifPresent(file -> arguments.add("ready=" + file));
      new TreeMap<>(clients).forEach((key, value) -> arguments.add(CLIENT + key + "=" + value));
      return arguments;
    }

    static Settings parse(String... arguments) {
      Map<String, String> values = new HashMap<>();
      Map<String, String> clients = new HashMap<>();
      for (String argument : arguments) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("Expected name=value, but got " + argument);
        }
        String key = argument.substring(0, equals);
        String value = argument.substring(equals + 1);
        if (key.startsWith(CLIENT)) {
          clients.put(key.substring(CLIENT.length()), value);
        } else {
          values.put(key, value);
        }
      }
      return new Settings(
          required(values, "name"),
          Optional.ofNullable(values.get("instance")),
          clients,
          required(values, "database"),
          required(values, "user"),
          Long.parseLong(required(values, "seed")),
          Optional.ofNullable(values.get("ready")).map(Path::of));
    }

    private static String required(Map<String, String> values, String name) {
      String value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("Expected the argument " + name + "=..., but got none");
      }
      return value;
    }
  }

  /**
   * Creates the tables if they do not exist, and begins to handle commands.
   *
   * @throws IllegalStateException if the database does not answer for 2 minutes
   */
  public static ChaosParticipant start(Settings settings) throws InterruptedException {
    HikariDataSource database = open(settings);
    try {
      createTables(database);
      Participant participant = describe(settings, database);
      participant.start();
      return new ChaosParticipant(database, participant);
    } catch (RuntimeException | InterruptedException e) {
      database.close();
      throw e;
    }
  }

  private static Participant describe(Settings settings, HikariDataSource database) {
    UnitMoves moves = new UnitMoves(settings.seed());
    ParticipantBuilder builder =
        Participant.named(settings.name())
            .kafka(settings.clients())
            .fence(JdbcFence.on(database))
            .concurrency(CONCURRENCY)
            .replies(UnitsMoved.class, UnitsReturned.class)
            .handle(MoveUnits.class, moves::move)
            .handle(ReturnUnits.class, moves::moveBack);
    settings.instance().ifPresent(builder::instance);
    return builder.build();
  }

  /**
   * All connections are opened at once, so that their number says nothing about the load. Every
   * wait is bounded: the server may be frozen, and each end of a connection cut.
   */
  private static HikariDataSource open(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(settings.name());
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setMaximumPoolSize(CONCURRENCY + 2);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(2_000);
    config.setValidationTimeout(1_000);
    // A participant that has answered must not forget it when the server is killed.
    config.setConnectionInitSql("SET synchronous_commit = on");
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("socketTimeout", "10");
    return new HikariDataSource(config);
  }

  private static void createTables(HikariDataSource database) throws InterruptedException {
    long endNanos = System.nanoTime() + DATABASE_PATIENCE.toNanos();
    while (true) {
      try (Connection connection = database.getConnection()) {
        ParticipantTables.create(connection);
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > endNanos) {
          throw new IllegalStateException("Expected " + database.getPoolName() + " to answer", e);
        }
        LOG.warn("The database of {} does not answer", database.getPoolName(), e);
        Pause.ofMs(PAUSE_MS);
      }
    }
  }

  /**
   * Waits until it was closed.
   *
   * @throws IllegalStateException if it cannot continue
   */
  void await() throws InterruptedException {
    participant.await();
  }

  /** False once it cannot continue. */
  public boolean isRunning() {
    return participant.isRunning();
  }

  /** Completes the commands in work, and leaves the group. */
  @Override
  public void close() {
    participant.close();
    database.close();
  }
}
