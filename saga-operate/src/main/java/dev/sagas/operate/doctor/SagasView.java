package dev.sagas.operate.doctor;

import java.util.Set;

/**
 * The live sagas and the definitions.
 *
 * @param live counted from the checkpoints
 * @param published what the topic of definitions contains, as {@code type version n}
 */
record SagasView(Reading<SagaCensus> live, Reading<Set<String>> published) {}
