package dev.sagas.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * What the engine allocates for a saga of three steps: unlike times, it is the same on each
 * machine. {@code EngineBenchmark} measures the times.
 */
class EngineCostTest {
  /** Without the optimising compiler, which would save some of it. */
  private static final long MAX_BYTES = 87_500;

  private static final int SAGAS = 500;

  private final SagaRoad road = new SagaRoad();
  private final Engine engine = road.inline();

  @Test
  void shouldAllocateNoMoreThanBeforeWhenASagaRuns() {
    // given
    run();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    // when
    int written = run();

    // then
    long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / SAGAS;
    assertThat(written).isEqualTo(SAGAS * SagaRoad.TRANSITIONS);
    assertThat(bytes).as("bytes allocated for a saga").isBetween(1L, MAX_BYTES);
  }

  private int run() {
    int written = 0;
    for (int saga = 0; saga < SAGAS; saga++) {
      for (int number = 0; number < SagaRoad.TRANSITIONS; number++) {
        written += road.handleRemembered(engine, number).asWrite().isPresent() ? 1 : 0;
      }
    }
    return written;
  }
}
