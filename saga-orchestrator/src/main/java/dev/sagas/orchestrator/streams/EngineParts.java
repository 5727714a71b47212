package dev.sagas.orchestrator.streams;

import dev.sagas.engine.DecideFunction;
import dev.sagas.engine.Engine;
import dev.sagas.engine.EngineLimits;
import dev.sagas.engine.EngineSetup;
import dev.sagas.engine.TopicLimits;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.InboundReader;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.protocol.TopicNames;
import java.time.Clock;
import java.util.Set;

/**
 * What every partition's processor shares; all of it is immutable or safe for several threads.
 *
 * @param partitions how many each input topic has
 * @param answerTopics the topics that a request may want its answer on
 * @param topicLimits what the topics that are written to can take
 * @param horizon which timers may fire, because the input topics were read that far
 * @param rebuilder rebuilds what cannot be trusted
 * @param failures which inputs are passed over, because their transaction fails each time
 * @param takeovers notified of each partition that this instance continues with
 */
public record EngineParts(
    SagaDecider decider,
    InboundReader reader,
    OutputWriter writer,
    JournalCodec journal,
    TopicNames topics,
    EngineLimits limits,
    int partitions,
    Set<String> answerTopics,
    TopicLimits topicLimits,
    Clock clock,
    DrainCounter drain,
    ReplyHorizon horizon,
    Rebuilder rebuilder,
    RepeatedFailures failures,
    Takeovers takeovers) {
  public EngineParts {
    answerTopics = Set.copyOf(answerTopics);
  }

  /** An engine for one partition. */
  Engine engine(String applicationId) {
    return Engine.guarded(
        new EngineSetup(
            DecideFunction.of(decider),
            writer,
            journal,
            topics,
            new EngineSetup.Changelogs(
                EngineNames.checkpointChangelog(applicationId),
                EngineNames.parkingChangelog(applicationId)),
            limits,
            answerTopics,
            topicLimits));
  }
}
