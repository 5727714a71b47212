package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.Outcome;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

/** The trace context of what is sent. */
class OutputsTest {
  private static final String CAUSE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String ATTEMPT = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

  private final MockProcessorContext<byte[], OutboundRecord> context = new MockProcessorContext<>();

  private String sentTraceParent(CommandTraces traces, int maxBytes) {
    OutboundRecord command =
        new OutboundRecord(
            "inventory.commands",
            OptionalInt.empty(),
            Bytes.EMPTY,
            Bytes.EMPTY,
            Map.of(SagaHeaders.TRACE_PARENT, CAUSE));
    Outputs outputs =
        new Outputs(
            context,
            new EngineCounters(context.metrics(), "0_0"),
            AddedHeaders.of(traces, OutcomeHeaders.NONE),
            topic -> OptionalInt.of(maxBytes));
    outputs.send(List.of(new Outcome.Output(command, 1)), List.of());
    Header header =
        context.forwarded().get(0).record().headers().lastHeader(SagaHeaders.TRACE_PARENT);
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldPassOnTheTraceOfTheCauseWhenNothingIsTraced() {
    assertThat(sentTraceParent(CommandTraces.NONE, 1_000)).isEqualTo(CAUSE);
  }

  @Test
  void shouldGiveACommandItsOwnTraceContext() {
    assertThat(sentTraceParent(headers -> Optional.of(ATTEMPT), 1_000)).isEqualTo(ATTEMPT);
  }

  @Test
  void shouldSendACommandAsItIsWhenItsTopicDoesNotTakeItWithATraceContext() {
    assertThat(sentTraceParent(headers -> Optional.of(ATTEMPT), 100)).isEqualTo(CAUSE);
  }
}
