package dev.sagas.orchestrator.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.sagas.serde.CodecOutages;

/**
 * Drops what Kafka Streams logs about an outage of the registry: two stack traces each time, while
 * the engine says in one line what happened and what it does.
 */
public final class OutageFilter extends Filter<ILoggingEvent> {
  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean repeats =
        event.getLoggerName().startsWith("org.apache.kafka.")
            && event.getThrowableProxy() instanceof ThrowableProxy thrown
            && CodecOutages.in(thrown.getThrowable()).isPresent();
    return repeats ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
