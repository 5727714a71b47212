package dev.sagas.operate.why;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.doctor.ParticipantGroups;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.SagaId;
import java.util.List;

/** Knows what is around a saga: its definition, participants, orchestrator, journal, letters. */
public interface Surroundings {
  /**
   * What is known.
   *
   * @param gaps why something is not known, in words
   */
  record Known(SagaSituation situation, List<String> gaps) {
    public Known {
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * The situation of a saga; what cannot be read stays unknown, with the reason among the gaps.
   *
   * @param nowMs epoch ms
   * @param times how instants are written
   */
  Known of(SagaState saga, long nowMs, TimeText times);

  /**
   * The groups of all participants of published definitions; one that cannot be examined is
   * reported as such.
   *
   * @throws DeploymentException if the definitions cannot be read
   */
  ParticipantGroups participants();

  /**
   * The dead letters of an id among the newest ones, the newest first; for one that has no saga,
   * too.
   *
   * @throws DeploymentException if they cannot be read
   */
  List<DeadLetter> letters(SagaId saga);
}
