package dev.sagas.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {
  @Test
  void shouldCountEverythingButIdleTimeWhenTheMachineIsRead() {
    // given: user, nice, system, idle, iowait, irq, softirq, steal, guest
    String line = "cpu  100 20 30 9999 8888 4 5 6 100";

    // then
    assertThat(ProcessMeter.busySeconds(line)).isEqualTo(1.65);
  }

  @Test
  void shouldCountWhatThereIsWhenAKernelSaysLess() {
    assertThat(ProcessMeter.busySeconds("cpu  100 0 50 70")).isEqualTo(1.5);
  }

  @Test
  void shouldKnowAProcessWhenItRuns() {
    // given
    ProcessMeter meter = new ProcessMeter(Map.of("own", ProcessHandle.current()));

    // then
    assertThat(meter.cpuSeconds().get("own")).isPositive();
    assertThat(meter.residentMb()).containsOnlyKeys("own");
  }
}
