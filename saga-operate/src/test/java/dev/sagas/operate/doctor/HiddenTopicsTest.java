package dev.sagas.operate.doctor;

import static dev.sagas.operate.doctor.Sick.NAMES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is said to be well that could not be seen. */
class HiddenTopicsTest {
  private final Sick sick = new Sick();

  @Test
  void shouldNotSayThatAllIsWellWhereATopicMayNotBeSeen() {
    for (String topic : List.of(NAMES.signals(), NAMES.journal(), NAMES.deadLetters())) {
      // given
      Sick blind = new Sick();

      // when
      blind.hide(topic);

      // then: that it is not listed proves nothing about whether it exists
      assertThat(blind.codes()).as(topic).containsExactly(FindingCode.OPERATION_DENIED);
      assertThat(blind.finding(FindingCode.OPERATION_DENIED).message())
          .endsWith("on topic " + topic + ", but it lacks even DESCRIBE");
      assertThat(blind.notChecked(DoctorCheck.TOPICS))
          .containsExactly("Not checked: whether it exists: DESCRIBE on it is denied");
      for (DoctorCheck check :
          List.of(DoctorCheck.SETTINGS, DoctorCheck.REPLICAS, DoctorCheck.TRANSACTIONS)) {
        assertThat(blind.notChecked(check))
            .as("%s of %s", check, topic)
            .containsExactly("Not checked: DESCRIBE is denied on " + topic);
      }
      assertThat(sayOk(blind))
          .doesNotContain(
              DoctorCheck.TOPICS,
              DoctorCheck.SETTINGS,
              DoctorCheck.REPLICAS,
              DoctorCheck.TRANSACTIONS,
              DoctorCheck.ACCESS);
    }
  }

  @Test
  void shouldNotSayThatAllInputsAreReadWhereOneMayNotBeSeen() {
    // when
    sick.hide(NAMES.replies());

    // then
    assertThat(sick.notChecked(DoctorCheck.ORCHESTRATOR))
        .containsExactly("Not checked: DESCRIBE is denied on " + NAMES.replies());
    assertThat(sayOk(sick)).doesNotContain(DoctorCheck.ORCHESTRATOR);
  }

  private static List<DoctorCheck> sayOk(Sick sick) {
    return Diagnosis.of(sick.snapshot()).findings().stream()
        .filter(found -> found.severity() == Severity.OK)
        .map(Finding::check)
        .toList();
  }

  @Test
  void shouldNotSayThatRightsSufficeWhereATopicIsMissing() {
    // when
    sick.topics.remove(NAMES.signals());

    // then
    assertThat(sick.codes()).containsExactly(FindingCode.TOPIC_MISSING);
    assertThat(sick.notChecked(DoctorCheck.ACCESS))
        .containsExactly(
            "Not checked: the topic does not exist, so there is no information "
                + "about who may use it");
    assertThat(sayOk(sick)).doesNotContain(DoctorCheck.ACCESS);
  }

  @Test
  void shouldSayThatTheCommandsOfAParticipantMayNotBeSeen() {
    sick.hide("shop.payments.commands");

    assertThat(sick.codes()).isEmpty();
    assertThat(sick.notChecked(DoctorCheck.PARTICIPANTS))
        .containsExactly(
            "Not checked: whether topic shop.payments.commands exists: DESCRIBE on it is denied");
  }
}
