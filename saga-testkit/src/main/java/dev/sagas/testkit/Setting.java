package dev.sagas.testkit;

import dev.sagas.protocol.SagaId;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * In which world a saga runs.
 *
 * @param <D> the saga's data
 * @param start the time at which the saga starts
 */
record Setting<D extends SpecificRecord>(
    MemoryDeployment<D> deployment, Scripts scripts, SagaId id, Instant start) {}
