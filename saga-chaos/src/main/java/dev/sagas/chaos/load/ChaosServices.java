package dev.sagas.chaos.load;

import dev.sagas.chaos.load.ChaosParticipant.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process with one instance of each of several participants. */
public final class ChaosServices {
  private static final Logger LOG = LoggerFactory.getLogger(ChaosServices.class);
  private static final String NEXT = "--";

  private ChaosServices() {}

  /** The arguments of {@link #main} for these participants. */
  public static List<String> arguments(List<Settings> participants) {
    List<String> arguments = new ArrayList<>();
    for (Settings participant : participants) {
      if (!arguments.isEmpty()) {
        arguments.add(NEXT);
      }
      arguments.addAll(participant.toArguments());
    }
    return List.copyOf(arguments);
  }

  /** The participants that arguments of {@link #main} describe. */
  static List<Settings> parse(String... arguments) {
    List<Settings> participants = new ArrayList<>();
    List<String> own = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals(NEXT)) {
        participants.add(Settings.parse(own.toArray(String[]::new)));
        own.clear();
      } else {
        own.add(argument);
      }
    }
    participants.add(Settings.parse(own.toArray(String[]::new)));
    return List.copyOf(participants);
  }

  /** Runs participants until the process is asked to end; exits with 1 if one cannot continue. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<ChaosParticipant> running = new ArrayList<>();
    for (Settings settings : parse(arguments)) {
      ChaosParticipant participant = ChaosParticipant.start(settings);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(participant::close, settings.name() + "-stop"));
      running.add(participant);
      for (Path file : settings.readyFile().stream().toList()) {
        Files.writeString(file, "");
      }
      LOG.info("Participant {} is ready", settings.name());
    }
    for (ChaosParticipant participant : running) {
      new Thread(() -> awaitEnd(participant), "chaos-participant-watch").start();
    }
  }

  private static void awaitEnd(ChaosParticipant participant) {
    try {
      participant.await();
    } catch (IllegalStateException e) {
      LOG.error("A participant cannot continue", e);
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
