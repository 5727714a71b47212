package dev.sagas.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The order of undos is judged by the definitions that were published. */
class AuditDefinitionsTest extends TamperedTape {
  private static final String DEFINITIONS = "saga.definitions";

  @Test
  void shouldProveTheOrderWhenTheDefinitionIsThere() {
    AuditReport report = tape.audit(nowMs());

    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable()).isEmpty();
  }

  @Test
  void shouldCountTheRunAsUnprovableWhenItsDefinitionIsNotThere() {
    // given
    tape.topic(DEFINITIONS).clear();

    // when
    AuditReport report = tape.audit(nowMs());

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable())
        .containsExactly(
            new Unprovable(DEFINITIONS, 1, "runs undid effects on versions that are not in it"));
  }

  @Test
  void shouldTakeADamagedDefinitionAsOneThatIsNotThere() {
    // given
    RecordedTopics.Raw damaged = tape.topic(DEFINITIONS).get(0);
    tape.topic(DEFINITIONS).set(0, damaged.withValue(new byte[] {0, 0, 0, 0, 1}));

    // when
    AuditReport report = tape.audit(nowMs());

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable()).extracting(Unprovable::topic).containsExactly(DEFINITIONS);
  }
}
