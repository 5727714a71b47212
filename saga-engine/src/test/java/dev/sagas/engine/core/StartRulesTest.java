package dev.sagas.engine.core;

import static dev.sagas.engine.core.SagaRun.summary;
import static dev.sagas.engine.core.ScriptedSaga.step;
import static dev.sagas.engine.core.ScriptedSaga.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R1, R2 and R19: what a request starts, and what it does not. */
class StartRulesTest {
  private static final ScriptedSaga V1 =
      new ScriptedSaga(
          1, Optional.of(Duration.ofMinutes(5)), SagaPlan.sequence(List.of(step("a"), step("b"))));
  private static final ScriptedSaga V2 =
      new ScriptedSaga(2, Optional.empty(), SagaPlan.sequence(List.of(step("a"), step("b"))));

  @Test
  void shouldSendTheFirstCommandWhenStarted() {
    // given
    SagaRun run = new SagaRun(V1);

    // when
    Decision decision = run.input(SagaRun.startInput("data"));

    // then
    SagaRequest request =
        new SagaRequest(
            Digest.sha256(text("data").array()),
            "shop.Order",
            OptionalLong.of(SagaRun.START_MS + 300_000),
            Map.of("shop", "7"));
    SagaIdentity identity = new SagaIdentity(SagaRun.ID, SagaRun.RUN, ScriptedSaga.TYPE, 1);
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Accepted.class,
            accepted -> {
              assertThat(accepted.events())
                  .containsExactly(
                      new SagaEvent.Started(identity, request, text("data")),
                      SagaRun.issued(
                          SagaRun.command("a", Action.EXECUTE, 1, 1), SagaRun.START_MS + 1_000));
              assertThat(accepted.effects())
                  .containsExactly(
                      new SagaEffect.SendCommand(
                          new ParticipantName("shop"),
                          SagaRun.command("a", Action.EXECUTE, 1),
                          text("do a with data"),
                          SagaRun.START_MS + 1_000,
                          SagaRun.START_MS + ScriptedSaga.TIMEOUT_MS + SagaRun.FENCE.toMillis(),
                          Optional.empty()));
            });
    assertThat(run.state().status()).isEqualTo(SagaStatus.RUNNING);
    assertThat(run.nextDue()).hasValue(SagaRun.START_MS + 1_000);
  }

  @Test
  void shouldAnswerAndNotRunWhenStartedTwiceWithTheSamePayload() {
    SagaRun run = new SagaRun(V1).started();

    assertThat(summary(run.input(SagaRun.startInput("data")))).isEqualTo("DUPLICATE_START");
    assertThat(run.sent()).hasSize(1);
  }

  @Test
  void shouldAnswerAndNotRunWhenStartedAgainAfterTheEnd() {
    SagaRun run = new SagaRun(V1).started();
    run.succeed("a");
    run.succeed("b");

    assertThat(run.state().status()).isEqualTo(SagaStatus.COMPLETED);
    assertThat(summary(run.input(SagaRun.startInput("data")))).isEqualTo("DUPLICATE_START");
    assertThat(summary(run.input(SagaRun.startInput("other")))).isEqualTo("CONFLICTING_START");
  }

  @Test
  void shouldConflictWhenStartedAgainWithAnotherPayloadOrType() {
    SagaRun run = new SagaRun(V1).started();
    SagaInput.Start otherType =
        new SagaInput.Start(
            SagaRun.ID, SagaRun.RUN, "trip", OptionalInt.empty(), text("data"), Map.of());

    assertThat(summary(run.input(SagaRun.startInput("other")))).isEqualTo("CONFLICTING_START");
    assertThat(summary(run.input(otherType))).isEqualTo("CONFLICTING_START");
  }

  @Test
  void shouldBeginANewRunWhenTheIdIsUsedAgainAfterItsTombstone() {
    // given
    SagaRun run = new SagaRun(ScriptedSaga.of(step("a"))).started();
    run.succeed("a");

    // when
    assertThat(run.advance(SagaRun.TOMBSTONE.toMillis()).timer())
        .isEqualTo(new Decision.Forgotten());
    SagaInput.Start again =
        new SagaInput.Start(
            SagaRun.ID,
            new RunId("111111111111"),
            "order",
            OptionalInt.empty(),
            text("other"),
            Map.of());

    // then
    assertThat(summary(run.input(again))).isEqualTo("Started CommandIssued");
    assertThat(run.state().identity().run()).isEqualTo(new RunId("111111111111"));
    assertThat(summary(run.succeed("a"))).isEqualTo("FOREIGN_REPLY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "", "Not A Type", "order "})
  void shouldRefuseWhenTheTypeIsUnknown(String type) {
    SagaInput start =
        new SagaInput.Start(
            SagaRun.ID, SagaRun.RUN, type, OptionalInt.empty(), text("data"), Map.of());

    assertThat(summary(new SagaRun(V1).input(start))).isEqualTo("UNKNOWN_TYPE");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 3, Integer.MAX_VALUE})
  void shouldRefuseWhenTheVersionIsUnknown(int version) {
    assertThat(summary(new SagaRun(V1, V2).input(startOf(version)))).isEqualTo("UNKNOWN_VERSION");
  }

  @Test
  void shouldRefuseWhenTheDataDoesNotFit() {
    SagaRun run = new SagaRun(V1);

    assertThat(run.input(SagaRun.startInput("bad")))
        .isEqualTo(new Decision.Rejected(Rejection.INVALID_DATA, "Expected good data"));
    assertThat(run.stored()).isEmpty();
  }

  @Test
  void shouldTakeTheNewestVersionUnlessOneIsAskedFor() {
    SagaRun newest = new SagaRun(V1, V2).started();
    SagaRun asked = new SagaRun(V1, V2);
    asked.input(startOf(1));

    assertThat(newest.state().identity().version()).isEqualTo(2);
    assertThat(asked.state().identity().version()).isEqualTo(1);
  }

  @Test
  void shouldStayOnItsVersionWhenANewerOneIsDeployed() {
    // given
    SagaRun run = new SagaRun(V1).started();
    run.deploy(new ScriptedSaga(2, Optional.empty(), SagaPlan.sequence(List.of(step("z")))));

    // then
    assertThat(summary(run.succeed("a"))).isEqualTo("StepSucceeded CommandIssued");
    assertThat(run.sentNames()).containsExactly("execute a#1", "execute b#1");
    assertThat(run.state().identity().version()).isEqualTo(1);
  }

  @Test
  void shouldRaiseAnIncidentAndNothingElseWhenTheVersionIsGone() {
    // given
    SagaRun run = new SagaRun(V1).started();
    run.undeploy();

    // then
    assertThat(summary(run.succeed("a"))).isEqualTo("IncidentRaised");
    assertThat(run.state().incidents().get(0).code()).isEqualTo("VERSION_MISSING");
    assertThat(run.nextDue()).isEmpty();
    assertThat(summary(run.succeed("a"))).isEqualTo("STALE_REPLY");
  }

  @Test
  void shouldGoOnWhenTheMissingVersionIsBackAndTheReplyComesAgain() {
    SagaRun run = new SagaRun(V1).started();
    run.undeploy();
    run.succeed("a");
    run.deploy(V1);

    assertThat(summary(run.succeed("a"))).isEqualTo("IncidentResolved StepSucceeded CommandIssued");
  }

  @Test
  void shouldRaiseAnIncidentWhenTheVersionIsGoneAndATimerRings() {
    SagaRun run = new SagaRun(V1).started();
    run.undeploy();

    assertThat(summary(run.ring())).isEqualTo("IncidentRaised");
    assertThat(summary(run.timer())).isEqualTo("NOTHING_DUE");
  }

  @Test
  void shouldRejectWhenNoSagaHasTheId() {
    SagaRun run = new SagaRun(V1);

    assertThat(summary(run.succeed("a"))).isEqualTo("NO_SUCH_SAGA");
    assertThat(summary(run.timer())).isEqualTo("NOTHING_DUE");
  }

  private static SagaInput.Start startOf(int version) {
    return new SagaInput.Start(
        SagaRun.ID, SagaRun.RUN, "order", OptionalInt.of(version), text("data"), Map.of());
  }
}
