package dev.sagas.archive.read;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;

/** A consumer that does what another does. */
abstract class ForwardingConsumer implements Consumer<byte[], byte[]> {
  /** Kafka's default. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  /** The other. */
  protected final Consumer<byte[], byte[]> topic;

  ForwardingConsumer(Consumer<byte[], byte[]> topic) {
    this.topic = topic;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return topic.assignment();
  }

  @Override
  public Set<String> subscription() {
    return topic.subscription();
  }

  @Override
  public void subscribe(Collection<String> all) {
    topic.subscribe(all);
  }

  @Override
  public void subscribe(Collection<String> all, ConsumerRebalanceListener listener) {
    topic.subscribe(all, listener);
  }

  @Override
  public void assign(Collection<TopicPartition> all) {
    topic.assign(all);
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    topic.subscribe(pattern, listener);
  }

  @Override
  public void subscribe(Pattern pattern) {
    topic.subscribe(pattern);
  }

  @Override
  public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener listener) {
    topic.subscribe(pattern, listener);
  }

  @Override
  public void subscribe(SubscriptionPattern pattern) {
    topic.subscribe(pattern);
  }

  @Override
  public void unsubscribe() {
    topic.unsubscribe();
  }

  @Override
  public void commitSync() {
    topic.commitSync();
  }

  @Override
  public void commitSync(Duration timeout) {
    topic.commitSync(timeout);
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    topic.commitSync(offsets);
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    topic.commitSync(offsets, timeout);
  }

  @Override
  public void commitAsync() {
    topic.commitAsync();
  }

  @Override
  public void commitAsync(OffsetCommitCallback callback) {
    topic.commitAsync(callback);
  }

  @Override
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    topic.commitAsync(offsets, callback);
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    topic.registerMetricForSubscription(metric);
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    topic.unregisterMetricFromSubscription(metric);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> all) {
    return topic.committed(all);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> all, Duration timeout) {
    return topic.committed(all, timeout);
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return topic.clientInstanceId(timeout);
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return topic.metrics();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String name) {
    return topic.partitionsFor(name);
  }

  @Override
  public List<PartitionInfo> partitionsFor(String name, Duration timeout) {
    return topic.partitionsFor(name, timeout);
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics() {
    return topic.listTopics();
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
    return topic.listTopics(timeout);
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> offsets) {
    return topic.offsetsForTimes(offsets);
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> offsets, Duration timeout) {
    return topic.offsetsForTimes(offsets, timeout);
  }

  @Override
  public ConsumerGroupMetadata groupMetadata() {
    return topic.groupMetadata();
  }

  @Override
  public void enforceRebalance() {
    topic.enforceRebalance();
  }

  @Override
  public void enforceRebalance(String name) {
    topic.enforceRebalance(name);
  }

  @Override
  public void wakeup() {
    topic.wakeup();
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> all) {
    return topic.endOffsets(all);
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> all, Duration timeout) {
    return topic.endOffsets(all, timeout);
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offset) {
    seek(partition, offset.offset());
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> all) {
    beginningOffsets(all).forEach(this::seek);
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> all) {
    endOffsets(all).forEach(this::seek);
  }

  @Override
  public void close() {
    close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // the interface's to deprecate
  public void close(Duration timeout) {
    close(CloseOptions.timeout(timeout));
  }
}
