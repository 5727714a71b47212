package dev.sagas.dev.acls;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What users may do, as the broker decides it. */
final class Rights {
  private final SecuredCluster cluster;

  Rights(SecuredCluster cluster) {
    this.cluster = cluster;
  }

  SortedSet<String> writable(String user) throws Exception {
    return allowed(user, AclOperation.WRITE);
  }

  SortedSet<String> readable(String user) throws Exception {
    return allowed(user, AclOperation.READ);
  }

  /** The topics with which a user may do it. */
  SortedSet<String> allowed(String user, AclOperation operation) throws Exception {
    SortedSet<String> allowed = new TreeSet<>();
    try (Admin admin = Admin.create(Map.copyOf(cluster.as(user)))) {
      Set<String> visible = admin.listTopics().names().get();
      DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
      admin
          .describeTopics(visible, options)
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) -> {
                if (topic.authorizedOperations().contains(operation)) {
                  allowed.add(name);
                }
              });
    }
    return allowed;
  }

  /** Whether a user may not create a topic; nothing is created. */
  boolean isRefusedToCreate(String user, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.copyOf(cluster.as(user)))) {
      return isRefused(
          admin
              .createTopics(
                  List.of(new NewTopic(topic, Optional.empty(), Optional.empty())),
                  new CreateTopicsOptions().validateOnly(true))
              .all());
    }
  }

  private static boolean isRefused(KafkaFuture<?> answer) throws InterruptedException {
    try {
      answer.get();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return true;
      }
      throw new AssertionError("Expected an answer, or that it is not allowed", e);
    }
  }

  /** Tries to write a record. */
  boolean isRefusedToWrite(String user, String topic) throws Exception {
    try {
      write(user, topic);
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return true;
      }
      throw e;
    }
  }

  /** Writes a record; without idempotence, so that only the topic's rights decide. */
  void write(String user, String topic) throws Exception {
    Map<String, Object> config = new HashMap<>(cluster.as(user));
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {1})).get();
    }
  }

  /** Tries to read. */
  boolean isRefusedToRead(String user, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.copyOf(cluster.as(user)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      consumer.poll(Duration.ofSeconds(10));
      return false;
    } catch (AuthorizationException e) {
      return true;
    }
  }
}
