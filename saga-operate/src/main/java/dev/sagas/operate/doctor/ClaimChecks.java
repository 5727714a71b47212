package dev.sagas.operate.doctor;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.operate.query.HeldInputs;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.ClaimLostException;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;

/** The store of large values, if the settings name one, and the inputs that are held. */
final class ClaimChecks {
  /** No store has it, so that a good one answers that it does not. */
  private static final Claim NOTHING = new Claim(0, 0, "0".repeat(64), Claim.AVRO);

  private static final String STORE = "store";

  private ClaimChecks() {}

  static List<Finding> of(Deployment deployment) {
    Findings findings = new Findings(DoctorCheck.LARGE_VALUES);
    boolean named = deployment.client().containsKey(ClaimCheck.URL_CONFIG);
    if (named) {
      whyAway(deployment, findings);
    }
    try {
      HeldInputs held = HeldInputs.read(deployment);
      if (!held.bySaga().isEmpty()) {
        findings.add(
            FindingCode.INPUTS_HELD,
            "inputs",
            "no input to be held",
            "inputs of %s sagas are, such as %s"
                .formatted(held.bySaga().size(), new TreeSet<>(held.bySaga().keySet()).first()));
      }
    } catch (DeploymentException e) {
      return List.of(Finding.notChecked(DoctorCheck.LARGE_VALUES, "inputs", Calls.reason(e)));
    }
    return findings.orOk(
        STORE, named ? "It answers, and no input is held" : "No store is named; no input is held");
  }

  private static void whyAway(Deployment deployment, Findings findings) {
    try (ClaimCheck store = ClaimCheck.of(deployment.client())) {
      byte[] unused = store.checkOut(NOTHING);
    } catch (ClaimLostException e) {
      return; // as it should be
    } catch (KafkaException e) {
      findings.add(
          FindingCode.CLAIM_STORE_AWAY,
          STORE,
          "the store of large values to answer",
          Calls.reason(e));
    }
  }
}
