package dev.sagas.cli.asyncapi;

import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A kind of record.
 *
 * @param id unique in the document
 * @param payload empty if the record is the participant's choice, or not registered yet
 */
record Message(
    String id, Channel channel, String summary, Headers headers, Optional<Schema> payload) {}
