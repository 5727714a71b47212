package dev.sagas.engine;

import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.protocol.TopicNames;
import java.util.Set;

/**
 * What an engine is made of.
 *
 * @param answerTopics the topics that a request may want its answer on
 * @param topicLimits what the topics that are written to can take
 * @param returning the definitions that a guarded engine decides on the caller's thread
 */
public record EngineSetup(
    DecideFunction decider,
    OutputWriter writer,
    JournalCodec journal,
    TopicNames topics,
    Changelogs changelogs,
    EngineLimits limits,
    Set<String> answerTopics,
    TopicLimits topicLimits,
    ReturningDefinitions returning) {
  public EngineSetup {
    answerTopics = Set.copyOf(answerTopics);
  }

  /** The topics that keep checkpoints and parked inputs. */
  public record Changelogs(String checkpoints, String parked) {}
}
