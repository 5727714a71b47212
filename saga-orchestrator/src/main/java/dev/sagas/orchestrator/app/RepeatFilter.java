package dev.sagas.orchestrator.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Limits how often Kafka's clients may log the same line, whatever the level: without brokers the
 * admin client alone writes a thousand lines a second.
 *
 * <ul>
 *   <li>A line may occur {@value #BURST} times in ten seconds. How many were suppressed is logged
 *       with the next one that passes. Lines that differ only in a request's number count as the
 *       same; those that differ in a topic, partition or node do not.
 *   <li>Our own log and that of other libraries are not affected.
 * </ul>
 */
public final class RepeatFilter extends TurboFilter {
  /** How often one line passes in a window. */
  static final int BURST = 10;

  static final Duration WINDOW = Duration.ofSeconds(10);

  private static final String BOUNDED = "org.apache.kafka.";

  /** Kafka puts arguments into the text before it is logged. */
  private static final Pattern REQUEST = Pattern.compile("correlation id \\d+");

  private static final int MAX_MESSAGES = 1_000;

  private final Map<String, Window> windows = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /** Made by logback. */
  public RepeatFilter() {
    this(System::nanoTime);
  }

  RepeatFilter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable thrown) {
    if (format == null
        || !logger.getName().startsWith(BOUNDED)
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    if (windows.size() >= MAX_MESSAGES) {
      windows.clear();
    }
    Window window = windows.computeIfAbsent(line(format, params), line -> new Window());
    long leftOut = window.pass(nanos.getAsLong());
    if (leftOut > 0) {
      logger
          .getLoggerContext()
          .getLogger(RepeatFilter.class)
          .info("{} more lines like the next one were suppressed: {}", leftOut, format);
    }
    return leftOut < 0 ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private static String line(String format, Object @Nullable [] params) {
    String text = MessageFormatter.basicArrayFormat(format, params);
    return REQUEST.matcher(text).replaceAll("correlation id …");
  }

  /** What passed of one line since a time. */
  private static final class Window {
    private long beganAtNanos;
    private long passed;
    private long leftOut;

    /** How many were suppressed before this one, or -1 if it is suppressed itself. */
    synchronized long pass(long nowNanos) {
      if (passed == 0 || nowNanos - beganAtNanos > WINDOW.toNanos()) {
        long before = leftOut;
        beganAtNanos = nowNanos;
        passed = 1;
        leftOut = 0;
        return before;
      }
      if (passed < BURST) {
        passed++;
        return 0;
      }
      leftOut++;
      return -1;
    }
  }
}
