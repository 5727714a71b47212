package dev.sagas.orchestrator.metrics;

import dev.sagas.internal.DaemonThreads;
import io.micrometer.core.instrument.MultiGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks in the background how the participants' consumer groups are doing.
 *
 * <ul>
 *   <li>Every 15 s, one group after the other; a scrape shows the last answers and asks nobody.
 *   <li>A group about which the brokers do not answer is left out until they do.
 * </ul>
 */
final class ParticipantGroups implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ParticipantGroups.class);
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Admin admin;
  private final Function<WatchedGroup, GroupQuery.Group> query;
  private final List<WatchedGroup> groups;
  private final MultiGauge members;
  private final MultiGauge lag;
  private final Map<String, GroupQuery.Group> known = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("participant-groups"));

  ParticipantGroups(
      Admin admin,
      Function<WatchedGroup, GroupQuery.Group> query,
      List<WatchedGroup> groups,
      Meters meters) {
    this.admin = admin;
    this.query = query;
    this.groups = List.copyOf(groups);
    this.members = meters.rows(EngineMeter.PARTICIPANT_MEMBERS);
    this.lag = meters.rows(EngineMeter.PARTICIPANT_LAG);
  }

  /** Begins to ask. */
  static ParticipantGroups watch(
      Map<String, Object> client, List<WatchedGroup> groups, Meters meters) {
    Admin admin = Admin.create(client);
    return new ParticipantGroups(admin, new GroupQuery(admin, client)::ask, groups, meters)
        .every(INTERVAL);
  }

  /** Asks at once, and again and again with this pause. */
  ParticipantGroups every(Duration pause) {
    Future<?> unused =
        thread.scheduleWithFixedDelay(this::askAll, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  private void askAll() {
    groups.forEach(this::ask);
  }

  private void ask(WatchedGroup group) {
    try {
      known.put(group.participant(), query.apply(group));
    } catch (KafkaException e) {
      // What is interrupted because this is being closed says nothing about the group.
      if (!thread.isShutdown() && known.remove(group.participant()) != null) {
        LOG.warn("Group {} cannot be examined: {}", group.group(), e.getMessage());
      }
      LOG.debug("Group {} cannot be examined", group.group(), e);
    }
  }

  /** Shows the last answers. */
  void refresh() {
    List<MultiGauge.Row<?>> memberRows = new ArrayList<>();
    List<MultiGauge.Row<?>> lagRows = new ArrayList<>();
    known.forEach(
        (participant, group) -> {
          Labels labels = Labels.of(participant);
          memberRows.add(Meters.row(EngineMeter.PARTICIPANT_MEMBERS, labels, group.members()));
          lagRows.add(Meters.row(EngineMeter.PARTICIPANT_LAG, labels, group.lag()));
        });
    members.register(memberRows, true);
    lag.register(lagRows, true);
  }

  /** False if what is being asked has not ended in time, after {@link #close}. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(CLOSE_TIMEOUT);
  }
}
