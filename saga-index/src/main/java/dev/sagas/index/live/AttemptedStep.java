package dev.sagas.index.live;

import dev.sagas.protocol.StepName;

/**
 * What attempts are counted by.
 *
 * @param undoing whether the attempts were those of its compensation
 */
public record AttemptedStep(
    DefinitionVersion definition, StepName step, boolean undoing, String participant) {}
