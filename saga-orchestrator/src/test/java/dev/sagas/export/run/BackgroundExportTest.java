package dev.sagas.export.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.export.jdbc.ExportDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackgroundExportTest {
  @Test
  void shouldSayWhyItDoesNotWorkUntilAndAfterItEnds() {
    // given
    ExportDatabase.Address nowhere =
        new ExportDatabase.Address("jdbc:none:x?password=card-4711", "", "", "sagas", 1);

    // when
    BackgroundExport export =
        BackgroundExport.start(
            () -> Deployment.of(Map.of()),
            nowhere,
            new ExportSettings(1, List.of(), ExportRetention.FOR_EVER),
            Clock.systemUTC());

    // then
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(export.whyNot().orElseThrow())
                    .contains("jdbc:none:x", "No suitable driver")
                    .doesNotContain("card-4711"));
    assertThat(export.offsetsBehind()).isEmpty();

    // when
    export.close();

    // then
    assertThat(export.whyNot()).contains("its thread has ended");
  }
}
