package dev.sagas.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the events of an orchestrator until it is closed.
 *
 * <ul>
 *   <li>On a thread of its own. When the events break off it listens again, and tells the listener
 *       that some may have been missed.
 *   <li>It ends by itself if the listener throws, or if it may not listen; {@link #failure} says
 *       why.
 * </ul>
 */
public final class Following implements AutoCloseable {
  private static final long PAUSE_MS = 1_000;
  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";

  private final AdminHttp http;
  private final String path;
  private final AdminListener listener;
  private final Thread thread;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  private volatile boolean closed;
  private volatile @Nullable Stream<String> lines;

  private Following(AdminHttp http, String path, AdminListener listener) {
    this.http = http;
    this.path = path;
    this.listener = listener;
    this.thread = new Thread(this::run, "saga-admin-events");
    this.thread.setDaemon(true);
  }

  static Following begin(AdminHttp http, String path, AdminListener listener) {
    Following following = new Following(http, path, listener);
    following.thread.start();
    return following;
  }

  private void run() {
    try {
      while (!closed) {
        listen();
        if (!closed) {
          AdminHttp.pause(PAUSE_MS);
        }
      }
    } catch (RuntimeException e) {
      if (!closed) {
        failure.set(e);
      }
    }
  }

  /** Until the events break off. */
  private void listen() {
    try (Stream<String> open = http.lines(path)) {
      lines = open;
      read(open.iterator());
      missed("The service ended the events");
    } catch (UnreachableServerException | UncheckedIOException e) {
      missed(String.valueOf(e.getMessage()));
    } catch (AdminProblemException e) {
      if (!e.problem().isPassing()) {
        throw e;
      }
      missed(String.valueOf(e.getMessage()));
    }
  }

  private void missed(String reason) {
    if (!closed) {
      listener.missed(reason);
    }
  }

  private void read(Iterator<String> open) {
    String name = "";
    while (!closed && open.hasNext()) {
      String line = open.next();
      if (line.startsWith(EVENT)) {
        name = line.substring(EVENT.length());
      } else if (line.startsWith(DATA)) {
        pass(name, AdminHttp.parsed(line.substring(DATA.length())));
      }
    }
  }

  private void pass(String name, JsonNode data) {
    switch (name) {
      case "changed" -> listener.changed(ListedSaga.of(data));
      case "counts" -> listener.counted(data);
      case "dropped" -> listener.missed(data.path("reason").asText());
      default -> {
        // an event of a newer service
      }
    }
  }

  /** Why it ended by itself; empty while it listens. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.get());
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Stream<String> open = lines;
    if (open != null) {
      open.close();
    }
  }
}
