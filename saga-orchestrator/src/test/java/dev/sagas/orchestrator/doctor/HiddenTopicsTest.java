package dev.sagas.orchestrator.doctor;

import static dev.sagas.orchestrator.doctor.Sick.NAMES;
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
      assertThat(blind.notChecked(Check.TOPICS))
          .containsExactly("Not checked: whether it exists: DESCRIBE on it is denied");
      for (Check check : List.of(Check.SETTINGS, Check.REPLICAS, Check.TRANSACTIONS)) {
        assertThat(blind.notChecked(check))
            .as("%s of %s", check, topic)
            .containsExactly("Not checked: DESCRIBE is denied on " + topic);
      }
      assertThat(sayOk(blind))
          .doesNotContain(
              Check.TOPICS, Check.SETTINGS, Check.REPLICAS, Check.TRANSACTIONS, Check.ACCESS);
    }
  }

  @Test
  void shouldNotSayThatAllInputsAreReadWhereOneMayNotBeSeen() {
    // when
    sick.hide(NAMES.replies());

    // then
    assertThat(sick.notChecked(Check.ORCHESTRATOR))
        .containsExactly("Not checked: DESCRIBE is denied on " + NAMES.replies());
    assertThat(sayOk(sick)).doesNotContain(Check.ORCHESTRATOR);
  }

  private static List<Check> sayOk(Sick sick) {
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
    assertThat(sick.notChecked(Check.ACCESS))
        .containsExactly(
            "Not checked: the topic does not exist, so there is no information "
                + "about who may use it");
    assertThat(sayOk(sick)).doesNotContain(Check.ACCESS);
  }

  @Test
  void shouldSayThatTheCommandsOfAParticipantMayNotBeSeen() {
    sick.hide("shop.payments.commands");

    assertThat(sick.codes()).isEmpty();
    assertThat(sick.notChecked(Check.PARTICIPANTS))
        .containsExactly(
            "Not checked: whether topic shop.payments.commands exists: DESCRIBE on it is denied");
  }
}
