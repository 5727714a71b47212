package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold after every transition of one saga, whatever happened to it. */
final class RunInvariants {
  private final Set<CommandId> commands = new HashSet<>();
  private final Map<StepName, Long> sequences = new HashMap<>();
  private final Set<StepName> rejected = new HashSet<>();
  private final Set<StepName> undone = new HashSet<>();
  private long lastUndone = Long.MAX_VALUE;
  private boolean incidentOpen;
  private boolean ended;

  void check(Optional<SagaState> before, Decision decision) {
    if (!(decision instanceof Decision.Accepted accepted)) {
      return;
    }
    assertThat(ended).as("terminal stays terminal").isFalse();
    accepted.events().forEach(this::event);
    accepted.effects().forEach(this::effect);
    before.ifPresent(
        earlier -> {
          assertThat(accepted.state().updatedAtMs()).isGreaterThanOrEqualTo(earlier.updatedAtMs());
          assertThat(accepted.state().identity()).isEqualTo(earlier.identity());
        });
    assertThat(accepted.state().incidents().isEmpty()).isEqualTo(!incidentOpen);
    assertThat(accepted.state().status().isTerminal()).isEqualTo(ended);
    long pending =
        accepted.state().steps().open().stream().filter(step -> step.dueAtMs().isPresent()).count();
    assertThat(pending).as("one command at a time").isLessThanOrEqualTo(1);
    if (!ended && !incidentOpen) {
      assertThat(Deadlines.nextDue(accepted.state())).as("a live saga waits").isPresent();
    }
  }

  private void event(SagaEvent event) {
    if (event instanceof SagaEvent.StepSucceeded succeeded) {
      sequences.put(succeeded.step(), succeeded.sequence());
    } else if (event instanceof SagaEvent.OutcomeUnknown unknown) {
      sequences.put(unknown.step(), unknown.sequence());
    } else if (event instanceof SagaEvent.StepRejected refused) {
      rejected.add(refused.step());
    } else if (event instanceof SagaEvent.StepCompensated compensated) {
      long sequence = sequences.get(compensated.step());
      assertThat(sequence).as("undo in strictly reverse order").isLessThan(lastUndone);
      assertThat(undone.add(compensated.step())).as("undone once").isTrue();
      lastUndone = sequence;
    } else if (event instanceof SagaEvent.IncidentRaised) {
      assertThat(incidentOpen).as("one incident at a time").isFalse();
      incidentOpen = true;
    } else if (event instanceof SagaEvent.IncidentResolved) {
      assertThat(incidentOpen).isTrue();
      incidentOpen = false;
    } else if (event instanceof SagaEvent.Ended) {
      assertThat(ended).as("one end").isFalse();
      ended = true;
    }
  }

  private void effect(SagaEffect effect) {
    if (effect instanceof SagaEffect.SendCommand send) {
      assertThat(ended).as("nothing sent after the end").isFalse();
      CommandId id = send.commandId();
      assertThat(commands.add(id)).as("no command twice: %s", id).isTrue();
      if (id.key().action() == Action.COMPENSATE) {
        assertThat(rejected).as("rejected is not undone").doesNotContain(id.key().step());
        assertThat(sequences).containsKey(id.key().step());
      }
    } else {
      assertThat(ended).as("an outcome comes with the end").isTrue();
    }
  }
}
