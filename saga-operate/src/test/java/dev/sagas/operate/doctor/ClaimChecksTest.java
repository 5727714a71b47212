package dev.sagas.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.operate.query.HeldInputs;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimChecksTest {
  private final Sick sick = new Sick();

  @Test
  void shouldFindThatTheStoreIsAwayAndWhichInputsAreHeld() {
    // given
    sick.claims =
        Reading.at(
            new ClaimView(
                true,
                Optional.of("it does not answer"),
                new HeldInputs(Map.of("o-2", 2, "o-1", 1))));

    // then
    assertThat(sick.codes()).containsExactly(FindingCode.CLAIM_STORE_AWAY, FindingCode.INPUTS_HELD);
    assertThat(sick.finding(FindingCode.CLAIM_STORE_AWAY).message())
        .isEqualTo("Expected the store of large values to answer, but it does not answer");
    assertThat(sick.finding(FindingCode.INPUTS_HELD).message())
        .isEqualTo("Expected no input to be held, but those of 2 sagas are, such as o-1");
  }

  @Test
  void shouldSayWhatCouldNotBeRead() {
    sick.claims = Reading.failed("the changelog is hidden");
    assertThat(sick.codes()).isEmpty();
    assertThat(sick.notChecked(DoctorCheck.LARGE_VALUES))
        .singleElement()
        .asString()
        .contains("the changelog is hidden");
  }
}
