package dev.sagas.dev.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sagas.protocol.SagaHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** A record in the making: good at first, until a kind has spoiled it. */
final class Draft {
  private final FuzzTopic topic;
  private final List<Header> headers = new ArrayList<>();
  private Optional<byte[]> key = Optional.empty();
  private Optional<byte[]> value = Optional.empty();
  private OptionalInt partition = OptionalInt.empty();
  private OptionalLong timestamp = OptionalLong.empty();
  private Codec codec = Codec.NONE;
  private boolean aborted;

  Draft(FuzzTopic topic) {
    this.topic = topic;
  }

  FuzzTopic topic() {
    return topic;
  }

  /** Sets the saga id, in the key and in its header. */
  Draft id(byte[] id) {
    key = Optional.of(id);
    return header(SagaHeaders.SAGA_ID, id);
  }

  Draft id(String id) {
    return id(id.getBytes(UTF_8));
  }

  /** The text of the header of the saga id. */
  String id() {
    return text(SagaHeaders.SAGA_ID);
  }

  /** The same, and nothing if the header is missing or has no value. */
  String idOrEmpty() {
    return headers.stream()
        .filter(header -> header.key().equals(SagaHeaders.SAGA_ID) && header.value() != null)
        .reduce((first, last) -> last)
        .map(header -> new String(header.value(), UTF_8))
        .orElse("");
  }

  Draft key(Optional<byte[]> bytes) {
    key = bytes;
    return this;
  }

  Optional<byte[]> key() {
    return key;
  }

  Draft value(byte[] bytes) {
    value = Optional.of(bytes);
    return this;
  }

  Draft noValue() {
    value = Optional.empty();
    return this;
  }

  byte[] value() {
    return value.orElseThrow();
  }

  /** Replaces a header, or adds it. */
  Draft header(String name, byte[] bytes) {
    return drop(name).add(name, bytes);
  }

  Draft header(String name, String text) {
    return header(name, text.getBytes(UTF_8));
  }

  /** Adds a header behind those that are there. */
  Draft add(String name, byte[] bytes) {
    headers.add(new RecordHeader(name, bytes));
    return this;
  }

  /** Replaces a header by one without a value. */
  Draft nullHeader(String name) {
    drop(name);
    headers.add(new RecordHeader(name, null));
    return this;
  }

  Draft drop(String name) {
    headers.removeIf(header -> header.key().equals(name));
    return this;
  }

  Draft dropAll() {
    headers.clear();
    return this;
  }

  /** The text of a header that is there. */
  String text(String name) {
    return headers.stream()
        .filter(header -> header.key().equals(name))
        .reduce((first, last) -> last)
        .map(header -> new String(header.value(), UTF_8))
        .orElseThrow(() -> new IllegalStateException("Expected " + topic + " to have " + name));
  }

  boolean has(String name) {
    return headers.stream().anyMatch(header -> header.key().equals(name));
  }

  Draft partition(int number) {
    partition = OptionalInt.of(number);
    return this;
  }

  Draft timestamp(long ms) {
    timestamp = OptionalLong.of(ms);
    return this;
  }

  Draft codec(Codec compressed) {
    codec = compressed;
    return this;
  }

  Codec codec() {
    return codec;
  }

  /** What the record takes as a batch of its own that is not compressed. */
  int batchBytes() {
    return DefaultRecordBatch.sizeInBytes(
        List.of(
            new SimpleRecord(
                0, key.orElse(null), value.orElse(null), headers.toArray(Header[]::new))));
  }

  /** The record is written in a transaction that is aborted. */
  Draft abort() {
    aborted = true;
    return this;
  }

  boolean isAborted() {
    return aborted;
  }

  ProducerRecord<byte[], byte[]> record() {
    return new ProducerRecord<>(
        topic.topic(),
        partition.isPresent() ? Integer.valueOf(partition.getAsInt()) : null,
        timestamp.isPresent() ? Long.valueOf(timestamp.getAsLong()) : null,
        key.orElse(null),
        value.orElse(null),
        headers);
  }
}
