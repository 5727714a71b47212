package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.StepName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R19: the move itself. */
class MigrationTest {
  private final ScriptedSaga saga = ScriptedSaga.of("wait:w a");
  private final SagaRun run = new SagaRun(saga).started();

  private void loseVersion() {
    run.undeploy();
    run.signal("w", "yes");
    assertThat(run.state().sagaIncident().orElseThrow().code()).isEqualTo("VERSION_MISSING");
  }

  @Test
  void shouldResolveTheIncidentOfAMissingVersionWhenTheSagaLeavesIt() {
    // given
    loseVersion();
    run.deploy(saga.withVersion(2));

    // when
    Decision decision = run.input(run.migration(2));

    // then
    assertThat(SagaRun.summary(decision)).contains("Migrated", "IncidentResolved");
    assertThat(run.state().identity().version()).isEqualTo(2);
    assertThat(run.state().incidents()).isEmpty();
  }

  @Test
  void shouldLeaveOtherIncidentsOpen() {
    // given
    Script script = Script.play("local:l wait:w", "break local:l; start");
    Optional<Incident> before = script.run().state().incidentOf(new StepName("l"));

    // when
    script.then("migrate 2");

    // then
    assertThat(before).isPresent();
    assertThat(script.run().state().identity().version()).isEqualTo(2);
    assertThat(script.run().state().incidents()).contains(before.orElseThrow());
  }

  @Test
  void shouldRefuseToMoveNowhere() {
    // when
    SagaInput.Operation plain = run.operation(OperationKind.MIGRATE, Optional.empty());
    Decision without = run.input(plain);
    Decision same = run.input(run.migration(1));
    Decision unknown = run.input(run.migration(9));

    // then
    assertThat(SagaRun.summary(without)).isEqualTo("REFUSED_OPERATION");
    assertThat(SagaRun.summary(same)).isEqualTo("REFUSED_OPERATION");
    assertThat(SagaRun.summary(unknown)).isEqualTo("REFUSED_OPERATION");
    assertThat(run.state().identity().version()).isEqualTo(1);
  }
}
