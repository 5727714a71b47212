package dev.sagas.cli.asyncapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.protocol.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An AsyncAPI 3.0 document of a definition: its topics, their records with schemas and headers, and
 * what each side sends and receives.
 *
 * <ul>
 *   <li>The same definition and schemas give the same document.
 *   <li>It names no servers: those differ between environments.
 * </ul>
 */
public final class AsyncApiDocument {
  private static final String BINDING_VERSION = "0.5.0";

  private final PublishedSaga saga;
  private final List<Exchange> exchanges;

  private AsyncApiDocument(PublishedSaga saga, List<Exchange> exchanges) {
    this.saga = saga;
    this.exchanges = List.copyOf(exchanges);
  }

  /**
   * The document of all sides.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if a schema is not registered, or
   *     the registry does not answer
   */
  public static AsyncApiDocument of(PublishedSaga saga, TopicNames topics, RecordSchemas schemas) {
    return new AsyncApiDocument(saga, SagaExchanges.of(saga, topics, schemas));
  }

  /** With what one side sends and receives only. */
  public AsyncApiDocument of(Side side) {
    return new AsyncApiDocument(
        saga, exchanges.stream().filter(exchange -> exchange.party().side() == side).toList());
  }

  /**
   * With what one participant receives and answers only.
   *
   * @throws IllegalArgumentException if the saga has no such participant
   */
  public AsyncApiDocument ofParticipant(String participant) {
    List<Exchange> own =
        exchanges.stream()
            .filter(exchange -> exchange.party().participant().equals(Optional.of(participant)))
            .toList();
    if (own.isEmpty()) {
      Set<String> known = new TreeSet<>(PublishedSaga.participants(List.of(saga)));
      throw new IllegalArgumentException(
          "Expected a participant of saga %s: %s, but got %s"
              .formatted(saga.type(), String.join(", ", known), participant));
    }
    return new AsyncApiDocument(saga, own);
  }

  /** The document. */
  public ObjectNode json() {
    Map<String, Message> messages = new LinkedHashMap<>();
    exchanges.stream()
        .flatMap(Exchange::all)
        .forEach(message -> messages.putIfAbsent(message.id(), message));
    ObjectNode document = Json.object().put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Saga " + saga.type())
        .put("version", Integer.toString(saga.version()))
        .put(
            "description",
            "What the sides of this saga exchange over Kafka. Values are Avro in Confluent's wire"
                + " format; the key is the saga's id.");
    ObjectNode channels = document.putObject("channels");
    channels(messages).forEach(channel -> put(channels, channel, messages.values()));
    ObjectNode operations = document.putObject("operations");
    exchanges.forEach(exchange -> put(operations, exchange));
    ObjectNode components = document.putObject("components");
    ObjectNode described = components.putObject("messages");
    messages.values().forEach(message -> described.set(message.id(), MessageJson.node(message)));
    components.set(
        "schemas",
        HeaderSchemas.of(
            messages.values().stream()
                .map(message -> message.headers().group())
                .collect(Collectors.toSet())));
    return document;
  }

  private static List<Channel> channels(Map<String, Message> messages) {
    return messages.values().stream().map(Message::channel).distinct().toList();
  }

  private static void put(ObjectNode channels, Channel channel, Iterable<Message> messages) {
    ObjectNode node = channels.putObject(channel.id());
    node.put("address", channel.topic()).put("description", channel.description());
    ObjectNode carried = node.putObject("messages");
    for (Message message : messages) {
      if (message.channel().equals(channel)) {
        carried.putObject(message.id()).put("$ref", "#/components/messages/" + message.id());
      }
    }
    node.putObject("bindings")
        .putObject("kafka")
        .put("topic", channel.topic())
        .put("bindingVersion", BINDING_VERSION);
  }

  private static void put(ObjectNode operations, Exchange exchange) {
    ObjectNode node = operations.putObject(exchange.id());
    node.put("action", exchange.direction().name());
    putMessages(node, exchange.messages());
    node.put("summary", exchange.summary());
    ArrayNode tags = node.putArray("tags");
    tags(exchange.party()).forEach(tag -> tags.addObject().put("name", tag));
    exchange
        .group()
        .ifPresent(
            group -> {
              ObjectNode kafka = node.putObject("bindings").putObject("kafka");
              kafka.putObject("groupId").put("type", "string").putArray("enum").add(group);
              kafka.put("bindingVersion", BINDING_VERSION);
            });
    if (!exchange.answers().isEmpty()) {
      putMessages(node.putObject("reply"), exchange.answers());
    }
  }

  private static List<String> tags(Exchange.Party party) {
    List<String> tags = new ArrayList<>(List.of(party.side().name()));
    party.participant().ifPresent(name -> tags.add(party.side() + " " + name));
    return tags;
  }

  private static void putMessages(ObjectNode node, List<Message> messages) {
    String channel = "#/channels/" + messages.get(0).channel().id();
    node.putObject("channel").put("$ref", channel);
    ArrayNode references = node.putArray("messages");
    messages.forEach(
        message -> references.addObject().put("$ref", channel + "/messages/" + message.id()));
  }
}
