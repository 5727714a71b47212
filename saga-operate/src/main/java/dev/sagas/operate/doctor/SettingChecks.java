package dev.sagas.operate.doctor;

import dev.sagas.operate.topics.TopicRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** Compares the topics' settings with those that the orchestrator would set. */
final class SettingChecks {
  private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

  private final Snapshot snapshot;
  private final Findings findings = new Findings(DoctorCheck.SETTINGS);

  private SettingChecks(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static List<Finding> of(Snapshot snapshot) {
    SettingChecks checks = new SettingChecks(snapshot);
    checks.wanted().forEach(checks::check);
    checks.checkDeadLetterSize();
    checks.findings.notSeen(snapshot.hidden());
    return checks.findings.orOk("settings", "Clean-up, retention and sizes are as expected");
  }

  /** By topic; what is not set is the brokers' default. */
  private Map<String, Map<String, String>> wanted() {
    Expectations expected = snapshot.expected();
    Map<String, Map<String, String>> wanted = new TreeMap<>(expected.topics());
    for (String changelog : expected.changelogs()) {
      wanted.put(changelog, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT));
    }
    for (String topic : snapshot.topics().keySet()) {
      if (expected.names().isCommands(topic)) {
        wanted.put(topic, expected.commandSettings());
      }
    }
    return wanted;
  }

  private void check(String name, Map<String, String> wanted) {
    TopicView topic = snapshot.topics().get(name);
    if (topic == null) {
      return; // said by the check of topics
    }
    if (topic.settings().value().isEmpty()) {
      findings.notChecked(name, topic.settings().whyNot());
      return;
    }
    checkPolicy(topic, wanted);
    String retention = wanted.get(TopicConfig.RETENTION_MS_CONFIG);
    if (retention != null) {
      checkRetention(topic, Long.parseLong(retention));
    }
    OptionalLong size = topic.number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    String least = wanted.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (least != null && size.isPresent() && size.getAsLong() < Long.parseLong(least)) {
      findings.add(
          FindingCode.RECORD_SIZE,
          name,
          "max.message.bytes of " + name + " to be at least " + least,
          "it is " + size.getAsLong());
    }
  }

  private void checkPolicy(TopicView topic, Map<String, String> wanted) {
    Map<String, String> settings = new HashMap<>(topic.settings().value().orElse(Map.of()));
    String actual = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
    String policy = TopicRules.policy(wanted);
    if (!TopicRules.isCleanedUpWell(wanted, actual)) {
      findings.add(
          FindingCode.CLEANUP_POLICY,
          topic.name(),
          "cleanup.policy of " + topic.name() + " to be " + policy,
          "it is " + actual);
    }
  }

  private void checkRetention(TopicView topic, long wantedMs) {
    OptionalLong actual = topic.number(TopicConfig.RETENTION_MS_CONFIG);
    if (actual.isEmpty()) {
      return;
    }
    long actualMs = actual.getAsLong();
    if (TopicRules.isKeptTooShort(wantedMs, actualMs)) {
      addRetention(FindingCode.RETENTION_SHORT, topic.name(), wantedMs, actualMs);
    } else if (runsTwice(topic.name()) && (actualMs < 0 || actualMs > wantedMs)) {
      addRetention(FindingCode.RETENTION_LONG, topic.name(), wantedMs, actualMs);
    }
  }

  /** Tombstones and fences outlive these topics' records only by the configured time. */
  private boolean runsTwice(String topic) {
    return topic.equals(snapshot.expected().names().requests())
        || snapshot.expected().names().isCommands(topic);
  }

  private void addRetention(FindingCode code, String topic, long wantedMs, long actualMs) {
    String bound = code == FindingCode.RETENTION_SHORT ? "at least " : "at most ";
    findings.add(
        code,
        topic,
        "retention.ms of " + topic + " to be " + (wantedMs < 0 ? "" : bound) + text(wantedMs),
        "it is " + text(actualMs));
  }

  private static String text(long ms) {
    return ms < 0 ? "without limit" : ms + " (" + Times.text(Duration.ofMillis(ms)) + ")";
  }

  /** The orchestrator refuses to start otherwise. */
  private void checkDeadLetterSize() {
    Expectations expected = snapshot.expected();
    String deadLetters = expected.names().deadLetters();
    TopicView letters = snapshot.topics().get(deadLetters);
    OptionalLong room =
        letters == null
            ? OptionalLong.empty()
            : letters.number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    for (String input : expected.inputs()) {
      TopicView topic = snapshot.topics().get(input);
      OptionalLong size =
          topic == null ? OptionalLong.empty() : topic.number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
      if (room.isPresent() && size.isPresent() && size.getAsLong() + extra() > room.getAsLong()) {
        findings.add(
            FindingCode.DEAD_LETTER_SIZE,
            deadLetters,
            "max.message.bytes of %s to exceed that of %s by %s"
                .formatted(deadLetters, input, extra()),
            "it is " + room.getAsLong() + ", and that of " + input + " " + size.getAsLong());
      }
    }
  }

  /** What a dead letter adds to its record. */
  private long extra() {
    Expectations expected = snapshot.expected();
    return maxBytes(expected.names().deadLetters()) - maxBytes(expected.names().requests());
  }

  private long maxBytes(String topic) {
    return Long.parseLong(
        snapshot
            .expected()
            .topics()
            .getOrDefault(topic, Map.of())
            .getOrDefault(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "0"));
  }
}
