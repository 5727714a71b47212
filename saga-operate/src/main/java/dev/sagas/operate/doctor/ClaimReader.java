package dev.sagas.operate.doctor;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.operate.query.HeldInputs;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.ClaimLostException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Asks the store of large values whether it answers, and reads which inputs are held. */
final class ClaimReader {
  /** No store has it, so that a good one answers that it does not. */
  private static final Claim NOTHING = new Claim(0, 0, "0".repeat(64), Claim.AVRO);

  private ClaimReader() {}

  static Reading<ClaimView> read(Deployment deployment) {
    boolean named =
        !String.valueOf(deployment.client().getOrDefault(ClaimCheck.URL_CONFIG, "")).isBlank();
    Optional<String> whyAway = named ? whyAway(deployment) : Optional.empty();
    try {
      return Reading.at(new ClaimView(named, whyAway, HeldInputs.read(deployment)));
    } catch (KafkaException | DeploymentException e) {
      return Reading.failed("what is held cannot be read: " + Calls.reason(e));
    }
  }

  private static Optional<String> whyAway(Deployment deployment) {
    try (ClaimCheck store = ClaimCheck.of(deployment.client())) {
      byte[] unused = store.checkOut(NOTHING);
      return Optional.empty();
    } catch (ClaimLostException e) {
      return Optional.empty(); // as it should be
    } catch (KafkaException e) {
      return Optional.of(Calls.reason(e));
    }
  }
}
