package dev.sagas.cli.saga;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.shared.Output;
import dev.sagas.cli.shared.Screen;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.index.live.LivePage;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.json.SagaJson;
import dev.sagas.operate.json.SagaListJson;
import dev.sagas.operate.query.SagaList;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.SagaStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is shown of sagas that are followed. */
class WatchViewTest {
  private static final Screen SCREEN = new Screen(80, new TimeText(ZoneOffset.UTC));
  private static final SagaState ASKED = States.executing("o-1", 10);

  private final StringWriter out = new StringWriter();
  private final WatchView lines = WatchView.lines(new PrintWriter(out, true), SCREEN, Output.table);

  private static JsonNode list(SagaState... states) {
    List<LivePage.Row> rows =
        Arrays.stream(states)
            .map(state -> new LivePage.Row(0, States.START_MS, LiveSaga.of(state)))
            .toList();
    return SagaListJson.node(new SagaList(rows, rows.size(), 0));
  }

  @Test
  void shouldWriteALineForEachChangeAlone() {
    // when
    JsonNode asked = SagaJson.node(ASKED, Map.of());
    lines.saga(asked);
    lines.saga(asked);

    // then
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .startsWith("2023-11-14 22:13:20+00:00  o-1  RUNNING at revision 7: reply of step pay");
    assertThat(SagaPage.hasEnded(asked)).isFalse();
    assertThat(
            SagaPage.hasEnded(SagaJson.node(States.ended("o-1", SagaStatus.COMPENSATED), Map.of())))
        .isTrue();
  }

  @Test
  void shouldSayWhichSagasDoNotMatchAnyMore() {
    // when
    lines.list(list(ASKED, States.executing("o-2", 20)));
    lines.list(list(States.executing("o-2", 20)));
    lines.list(list());

    // then
    assertThat(out.toString().lines())
        .hasSize(4)
        .endsWith("o-1  no longer matches", "o-2  no longer matches");
  }

  @Test
  void shouldDrawThePageAgainOnATerminal() {
    // given
    WatchView drawn = WatchView.drawn(new PrintWriter(out, true), SCREEN);

    // when
    drawn.saga(SagaJson.node(ASKED, Map.of()));
    drawn.list(list(ASKED));

    // then
    assertThat(out.toString()).startsWith("\033[H\033[JSaga        o-1");
    assertThat(out.toString()).contains("\033[H\033[JID ").contains("Sagas: 1");
  }
}
