package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Capacity;
import dev.sagas.engine.DecideFunction;
import dev.sagas.engine.Engine;
import dev.sagas.engine.EngineLimits;
import dev.sagas.engine.EngineSetup;
import dev.sagas.engine.ReturningDefinitions;
import dev.sagas.engine.TopicLimits;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.orchestrator.claims.StagedClaims;
import dev.sagas.protocol.TopicNames;
import java.time.Clock;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What every partition's processor shares; all of it is immutable or safe for several threads.
 *
 * @param returning the definitions whose functions surely return
 * @param rebuilder rebuilds what cannot be trusted
 * @param inFlight when starts are held back
 * @param recentSagas of how many sagas the decoded state is kept, for each partition
 */
public record EngineParts(
    SagaDecider decider,
    ReturningDefinitions returning,
    EngineLimits limits,
    Formats formats,
    Topics topics,
    Clock clock,
    Watches watches,
    Rebuilder rebuilder,
    InFlightLimits inFlight,
    int recentSagas) {
  /**
   * What reads and writes records.
   *
   * @param outcomes adds headers to outcomes
   * @param claims the claim check of the codec that definitions use
   */
  public record Formats(
      InboundReader reader,
      OutputWriter writer,
      JournalCodec journal,
      OutcomeHeaders outcomes,
      StagedClaims claims) {
    /** Outcomes have the protocol's headers only, and all values are inline. */
    public Formats(InboundReader reader, OutputWriter writer, JournalCodec journal) {
      this(reader, writer, journal, OutcomeHeaders.NONE, StagedClaims.none());
    }
  }

  /**
   * The topics.
   *
   * @param partitions how many each input topic has
   * @param answers the topics that a request may want its answer on
   * @param limits what the topics that are written to can take
   */
  public record Topics(TopicNames names, int partitions, Set<String> answers, TopicLimits limits) {
    public Topics {
      answers = Set.copyOf(answers);
    }
  }

  /**
   * What follows how far the inputs are processed.
   *
   * @param horizon which timers may fire, because the input topics were read that far
   * @param failures which inputs are passed over, because their transaction fails each time
   * @param takeovers notified of each partition that this instance continues with
   * @param commits passes on what was committed
   * @param traces the trace context of commands
   */
  public record Watches(
      DrainCounter drain,
      ReplyHorizon horizon,
      RepeatedFailures failures,
      Takeovers takeovers,
      CommitLog commits,
      CommandTraces traces) {
    /** Nobody learns what was committed, and nothing is traced. */
    public Watches(
        DrainCounter drain, ReplyHorizon horizon, RepeatedFailures failures, Takeovers takeovers) {
      this(drain, horizon, failures, takeovers, CommitLog.none(), CommandTraces.NONE);
    }

    /** A partition is about to be processed. */
    ChangeReport changesOf(int partition) {
      commits.opened(partition);
      return new ChangeReport(commits, partition);
    }

    /** A partition is not processed here any more. */
    void closed(int partition) {
      drain.reset();
      horizon.closed(partition);
      commits.closed(partition);
    }
  }

  /** Reads the inputs. */
  InboundReader reader() {
    return formats.reader();
  }

  /** How many partitions each input topic has. */
  int partitions() {
    return topics.partitions();
  }

  /** The decisions of one partition; large values are only thought of where there is a store. */
  InputHandler.Decisions decisions(ProcessorContext<?, ?> context, Capacity capacity) {
    DecideFunction decide = DecideFunction.of(decider);
    if (!formats.claims().isConfigured()) {
      Engine engine = engine(context.applicationId(), decide, capacity);
      return new InputHandler.Decisions(engine, engine::handle);
    }
    ClaimedDecisions claimed =
        new ClaimedDecisions(
            formats.claims(),
            decide,
            each -> engine(context.applicationId(), each, capacity),
            context::commit);
    return new InputHandler.Decisions(claimed.engine(), claimed::handle);
  }

  private Engine engine(String applicationId, DecideFunction decide, Capacity capacity) {
    return Engine.guarded(
        new EngineSetup(
            decide,
            formats.writer(),
            formats.journal(),
            topics.names(),
            new EngineSetup.Changelogs(
                EngineNames.checkpointChangelog(applicationId),
                EngineNames.parkingChangelog(applicationId)),
            limits,
            topics.answers(),
            topics.limits(),
            returning),
        capacity);
  }
}
