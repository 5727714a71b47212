package dev.sagas.dev.participant;

import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.StockReserved;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The participant {@code inventory} with a {@code main} as the guide shows it: it starts the
 * participant, adds the shutdown hook, and returns. A {@link GuidedJvm} runs it.
 */
final class GuidedService {
  /** What it prints in front of the id of an order that it holds. */
  static final String HELD = "holds ";

  private GuidedService() {}

  /** What the handler does with its commands. */
  enum Handling {
    ANSWERS,
    /** It prints the order's id, and never ends. */
    HOLDS
  }

  /**
   * Arguments: fence, handling, file that is made when it has started, settings as in {@code
   * name=value}.
   */
  public static void main(String[] arguments) throws Exception {
    Thread main = Thread.currentThread();
    Handling handling = Handling.valueOf(arguments[1]);
    ParticipantBuilder described = Participant.named("inventory").kafka(settings(arguments));
    fence(described, arguments[0]);
    Participant inventory =
        described
            .replies(StockReserved.class)
            .handle(ReserveStock.class, (command, context) -> reserve(command, main, handling))
            .build();
    inventory.start();
    Runtime.getRuntime().addShutdownHook(new Thread(inventory::close));
    closeAtTheEndOfInput(inventory);
    Files.createFile(Path.of(arguments[2]));
  }

  private static Map<String, String> settings(String[] arguments) {
    return Arrays.stream(arguments)
        .skip(3)
        .map(setting -> setting.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static void fence(ParticipantBuilder described, String kind) throws Exception {
    switch (kind) {
      case "jdbc" -> described.fence(JdbcFence.on(database()));
      case "kafka" -> described.fence(KafkaFence.create());
      default -> throw new IllegalArgumentException("Expected jdbc or kafka, but got " + kind);
    }
  }

  private static JdbcConnectionPool database() throws IOException, SQLException {
    JdbcConnectionPool database =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:inventory;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE", "", "");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        InputStream ddl = JdbcFence.class.getResourceAsStream("fence/h2.sql")) {
      statement.execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
    }
    return database;
  }

  /** Answers from a process whose main has returned, and from no other. */
  private static StepResult reserve(ReserveStock command, Thread main, Handling handling)
      throws InterruptedException {
    main.join();
    if (handling == Handling.HOLDS) {
      System.out.println(HELD + command.getOrderId());
      new CountDownLatch(1).await();
    }
    return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
  }

  /** The parent writes nothing: the end of input means that it wants the end, or is gone. */
  private static void closeAtTheEndOfInput(Participant inventory) {
    Thread reader =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              inventory.close();
            });
    reader.setDaemon(true);
    reader.start();
  }
}
