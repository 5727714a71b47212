package dev.sagas.http.cluster;

import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events of another instance line by line; comments are skipped. */
final class EventLines implements Flow.Subscriber<String>, AutoCloseable {
  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";

  private final BiConsumer<String, String> sink;
  private String name = "";
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;

  /**
   * Passes on events.
   *
   * @param sink takes name and data; must not block
   */
  EventLines(BiConsumer<String, String> sink) {
    this.sink = sink;
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription = started;
    if (closed) {
      started.cancel();
    } else {
      started.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(String line) {
    if (line.startsWith(EVENT)) {
      name = line.substring(EVENT.length());
    } else if (line.startsWith(DATA)) {
      sink.accept(name, line.substring(DATA.length()));
    }
  }

  @Override
  public void onError(Throwable failure) {
    // The answer's future says so.
  }

  @Override
  public void onComplete() {
    // The answer's future is complete then.
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription started = subscription;
    if (started != null) {
      started.cancel();
    }
  }
}
