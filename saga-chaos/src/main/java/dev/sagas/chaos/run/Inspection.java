package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.Addresses;
import dev.sagas.chaos.cluster.ClusterFailure;
import dev.sagas.chaos.load.ChaosDatabase;
import dev.sagas.chaos.load.ChaosLoad;
import dev.sagas.dev.checker.HistoryChecker;
import dev.sagas.dev.checker.HistoryReader;
import dev.sagas.dev.checker.HistoryRecord;
import dev.sagas.dev.checker.HistoryTopic;
import dev.sagas.dev.checker.ObservedHistory;
import dev.sagas.dev.checker.Verdict;
import dev.sagas.dev.checker.VerdictKind;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.protocol.SagaId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads topics and databases after the traffic has stopped, and has them checked. */
final class Inspection {
  private final Deployment deployment;
  private final Map<String, Object> clients;
  private final String databaseUrl;
  private final long seed;

  Inspection(Map<String, Object> clients, Addresses addresses, long seed) {
    this.clients = clients;
    this.deployment = Deployment.of(clients);
    this.databaseUrl = ParticipantPlans.adminUrl(addresses);
    this.seed = seed;
  }

  /**
   * Every violation.
   *
   * @throws ClusterFailure if a database cannot be read
   */
  List<Verdict> verdicts(ChaosLoad load) {
    List<HistoryRecord> records =
        new HistoryReader(deployment.topics(), deployment.applicationId()).read(clients);
    try {
      ObservedHistory history =
          new ObservedHistory(
              records,
              ChaosDatabase.effects(databaseUrl),
              ChaosDatabase.observedSteps(seed),
              ChaosDatabase.totals(databaseUrl, load.unsettled()),
              load.report().actions());
      List<Verdict> verdicts = new ArrayList<>(HistoryChecker.check(history));
      verdicts.addAll(lostStarts(records, load.acknowledgedStarts()));
      return verdicts;
    } catch (SQLException e) {
      throw new ClusterFailure("Expected to read the participants' databases", e);
    }
  }

  private static List<Verdict> lostStarts(List<HistoryRecord> records, Set<SagaId> acknowledged) {
    Set<String> requested =
        records.stream()
            .filter(record -> record.topic() == HistoryTopic.REQUESTS)
            .map(HistoryRecord::key)
            .collect(Collectors.toSet());
    return acknowledged.stream()
        .filter(id -> !requested.contains(id.value()))
        .map(
            id ->
                new Verdict(
                    VerdictKind.LOST,
                    id.value(),
                    "Expected the request that Kafka acknowledged, but it is not in the topic"))
        .toList();
  }
}
