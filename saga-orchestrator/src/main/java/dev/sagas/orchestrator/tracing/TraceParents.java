package dev.sagas.orchestrator.tracing;

import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.SagaHeaders;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the header {@code traceparent} of W3C Trace Context. */
final class TraceParents {
  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

  private TraceParents() {}

  /** The span that a record names; empty if it names none, or not in the known form. */
  static Optional<SpanContext> read(Optional<SagaChange.Input> input) {
    return input.flatMap(SagaChange.Input::traceParent).flatMap(TraceParents::read);
  }

  private static Optional<SpanContext> read(String header) {
    Matcher matcher = FORM.matcher(header);
    return matcher.matches()
        ? Optional.of(
            SpanContext.createFromRemoteParent(
                matcher.group(1),
                matcher.group(2),
                TraceFlags.fromHex(matcher.group(3), 0),
                TraceState.getDefault()))
        : Optional.empty();
  }

  /** The attempt that a record is the command of; empty if it is not a command. */
  static Optional<CommandId> command(Map<String, String> headers) {
    return Optional.ofNullable(headers.get(SagaHeaders.COMMAND_ID)).map(CommandId::parse);
  }

  static String write(SpanContext span) {
    return "00-%s-%s-%s"
        .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
  }
}
