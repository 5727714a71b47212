package dev.sagas.architecture.bad.protocol;

import org.apache.avro.Schema;

/** The protocol must not use Avro. */
record BadId(Schema schema) {}
