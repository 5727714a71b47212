package dev.sagas.chaos.load;

import dev.sagas.dev.checker.ConservedTotal;
import dev.sagas.dev.checker.ObservedEffect;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The databases of all participants on one PostgreSQL server.
 *
 * <ul>
 *   <li>URLs are those of the server's database {@code postgres}, such as {@code
 *       jdbc:postgresql://localhost:5432/postgres?user=postgres}.
 * </ul>
 */
public final class ChaosDatabase {
  private static final String ADMIN_DATABASE = "/postgres";

  private ChaosDatabase() {}

  /** Creates the database of each participant unless it exists. */
  public static void create(String adminJdbcUrl) throws SQLException {
    try (Connection connection = DriverManager.getConnection(adminJdbcUrl)) {
      for (String participant : ChaosDefinitions.NAMES) {
        if (!exists(connection, participant)) {
          try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + databaseOf(participant));
          }
        }
      }
    }
  }

  private static boolean exists(Connection connection, String participant) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      statement.setString(1, databaseOf(participant));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static String databaseOf(String participant) {
    return participant.replace('-', '_');
  }

  /** Where the participant's own database is. */
  public static String urlOf(String adminJdbcUrl, String participant) {
    int at = adminJdbcUrl.lastIndexOf(ADMIN_DATABASE);
    if (at < 0) {
      throw new IllegalArgumentException(
          "Expected the URL of the database postgres, but got " + adminJdbcUrl);
    }
    return adminJdbcUrl.substring(0, at)
        + "/"
        + databaseOf(participant)
        + adminJdbcUrl.substring(at + ADMIN_DATABASE.length());
  }

  /**
   * The effects of all participants.
   *
   * <ul>
   *   <li>Those of one participant are in the order in which they took place; their times never
   *       fall, whatever the server's clock did.
   * </ul>
   */
  public static List<ObservedEffect> effects(String adminJdbcUrl) throws SQLException {
    List<ObservedEffect> effects = new ArrayList<>();
    for (String participant : ChaosDefinitions.NAMES) {
      try (Connection connection = connect(adminJdbcUrl, participant);
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT dedup_key, at_ms, value FROM effect ORDER BY effect_no")) {
        long atMs = 0;
        while (rows.next()) {
          atMs = Math.max(atMs, rows.getLong(2));
          effects.add(
              new ObservedEffect(
                  DeduplicationKey.parse(rows.getString(1)), atMs, rows.getString(3)));
        }
      }
    }
    return List.copyOf(effects);
  }

  /** The steps whose effects {@link #effects} shows: all commands of a seed's definitions. */
  public static Set<StepName> observedSteps(long seed) {
    Set<StepName> steps = new HashSet<>();
    for (ChaosShape shape : ChaosDefinitions.shapes(seed)) {
      for (ChaosStep step : shape.steps()) {
        if (step instanceof ChaosStep.Command) {
          steps.add(new StepName(step.name()));
        }
      }
    }
    return Set.copyOf(steps);
  }

  /**
   * What no saga may change: the sum of each participant's accounts, and the units on their way
   * from one participant to another.
   *
   * @param inFlight the sagas that have not ended: what they hold is on its way
   */
  public static List<ConservedTotal> totals(String adminJdbcUrl, Set<SagaId> inFlight)
      throws SQLException {
    List<ConservedTotal> totals = new ArrayList<>();
    long held = 0;
    long inTransit = 0;
    for (String participant : ChaosDefinitions.NAMES) {
      try (Connection connection = connect(adminJdbcUrl, participant)) {
        long sum = sum(connection, "SELECT coalesce(sum(balance), 0) FROM account");
        totals.add(new ConservedTotal("accounts of " + participant, 0, sum));
        long here =
            sum(
                connection,
                "SELECT coalesce(sum(balance), 0) FROM account WHERE name LIKE '%s%%'"
                    .formatted(Accounts.TRANSIT));
        long byEffects = sum(connection, "SELECT coalesce(sum(transit), 0) FROM effect");
        totals.add(new ConservedTotal("effects of " + participant, byEffects, here));
        inTransit += here;
        held += heldBy(connection, inFlight);
      }
    }
    totals.add(new ConservedTotal("units on their way", held, inTransit));
    return List.copyOf(totals);
  }

  private static long heldBy(Connection connection, Set<SagaId> inFlight) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT coalesce(sum(transit), 0) FROM effect WHERE saga_id = ANY (?)")) {
      String[] ids = inFlight.stream().map(SagaId::value).toArray(String[]::new);
      statement.setArray(1, connection.createArrayOf("text", ids));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static long sum(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Connection connect(String adminJdbcUrl, String participant) throws SQLException {
    return DriverManager.getConnection(urlOf(adminJdbcUrl, participant));
  }
}
