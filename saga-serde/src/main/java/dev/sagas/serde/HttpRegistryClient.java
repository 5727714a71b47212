package dev.sagas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.serde.RegistryHttp.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry over HTTP, with a cache of its answers.
 *
 * <ul>
 *   <li>A strange answer about one schema is that schema's fault if the registry answers another
 *       question correctly: for a schema that it returned before, or else for its supported schema
 *       types. If that answer is strange too, it is an outage.
 * </ul>
 */
final class HttpRegistryClient implements RegistryClient {
  private static final int MAX_REMEMBERED = 10_000;
  private static final int MAX_REFERENCE_DEPTH = 20;
  private static final int MAX_REFERENCES = 200;
  private static final String AVRO = "AVRO";

  /** Avro's schemas remember their hash code and compare by identity first, so this is cheap. */
  private record SubjectSchema(String subject, Schema schema) {}

  private final RegistryHttp http;
  private final BoundedMemory<SubjectSchema, Integer> ids = new BoundedMemory<>(MAX_REMEMBERED);
  private final BoundedMemory<Integer, Schema> schemas = new BoundedMemory<>(MAX_REMEMBERED);

  /** The id of a schema that the registry returned or accepted. */
  private volatile OptionalInt known = OptionalInt.empty();

  HttpRegistryClient(RegistryHttp http) {
    this.http = http;
  }

  @Override
  public int register(String subject, Schema schema) {
    return ids.get(new SubjectSchema(subject, schema), key -> registerNow(subject, schema));
  }

  private int registerNow(String subject, Schema schema) {
    String expected =
        "Expected the registry to accept " + schema.getFullName() + " under subject " + subject;
    try {
      Answer answer = http.post(subjectPath(subject) + "/versions", asJson(schema));
      if (!answer.ok()) {
        throw new IncompatibleSchemaException(expected + ", but it refused: " + answer.reason());
      }
      return id(answer, subject);
    } catch (StrangeAnswerException e) {
      throw judged(e, new IncompatibleSchemaException(expected + ". " + e.getMessage(), e));
    }
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return ids.get(new SubjectSchema(subject, schema), key -> lookUp(subject, schema));
  }

  private int lookUp(String subject, Schema schema) {
    String expected =
        "Expected schema " + schema.getFullName() + " to be registered under subject " + subject;
    try {
      Answer answer = http.post(subjectPath(subject), asJson(schema));
      if (!answer.ok()) {
        throw new SchemaNotRegisteredException(
            """
            %s, but the registry answered: %s. Register it at deployment, or set \
            auto.register.schemas=true\
            """
                .formatted(expected, answer.reason()));
      }
      return id(answer, subject);
    } catch (StrangeAnswerException e) {
      throw judged(e, new SchemaNotRegisteredException(expected + ". " + e.getMessage(), e));
    }
  }

  @Override
  public int newestId(String subject) {
    String expected = "Expected a schema under subject " + subject;
    try {
      Answer answer = http.get(subjectPath(subject) + "/versions/latest");
      if (!answer.ok()) {
        throw new SchemaNotRegisteredException(
            expected + ", but the registry answered: " + answer.reason());
      }
      return id(answer, subject);
    } catch (StrangeAnswerException e) {
      throw judged(e, new SchemaNotRegisteredException(expected + ". " + e.getMessage(), e));
    }
  }

  @Override
  public Schema schemaById(int id) {
    return schemas.get(id, this::fetch);
  }

  private Schema fetch(int id) {
    try {
      Schema schema = parsed(id, http.get(idPath(id)));
      known = OptionalInt.of(id);
      return schema;
    } catch (StrangeAnswerException e) {
      throw judged(
          e,
          new CorruptRecordException(
              "Expected schema id " + id + " to be readable. " + e.getMessage(), e));
    }
  }

  /** One schema's fault if the registry answers another question correctly, else an outage. */
  private SerializationException judged(
      StrangeAnswerException strange, SerializationException fault) {
    return answersOtherwise(strange) ? fault : strange;
  }

  private boolean answersOtherwise(StrangeAnswerException strange) {
    OptionalInt other = known;
    try {
      if (other.isPresent()) {
        Answer answer = http.get(idPath(other.getAsInt()));
        return !answer.ok() || answer.body().path("schema").isTextual();
      }
      // Clients without read access to any schema may still ask for the supported types.
      if (strange.isRefusal()) {
        return false;
      }
      Answer kinds = http.get("/schemas/types");
      return !kinds.ok() || kinds.body().isArray();
    } catch (RegistryUnavailableException e) {
      return false;
    }
  }

  private Schema parsed(int id, Answer answer) {
    if (!answer.ok()) {
      throw new UnknownSchemaException(
          "Expected the registry to know schema id %s, but it answered: %s"
              .formatted(id, answer.reason()));
    }
    String type = answer.body().path("schemaType").asText(AVRO);
    if (!type.equals(AVRO)) {
      throw new CorruptRecordException(
          "Expected schema id " + id + " to be an Avro schema, but it is of type " + type);
    }
    if (!answer.body().path("schema").isTextual()) {
      throw new StrangeAnswerException(
          "Expected the registry to answer with schema id " + id + ", but it did not", false);
    }
    // Lenient, because the schema was accepted when it was registered.
    Schema.Parser parser =
        new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    try {
      new References(parser).parse(answer.body(), 0);
      return parser.parse(answer.body().path("schema").asText());
    } catch (AvroRuntimeException | StackOverflowError e) {
      throw new CorruptRecordException(
          "Expected schema id " + id + " to be an Avro schema, but it cannot be parsed", e);
    }
  }

  /** Referenced schemas must be parsed first, by the same parser, each once. */
  private final class References {
    private final Schema.Parser parser;
    private final Set<String> asked = new HashSet<>();

    References(Schema.Parser parser) {
      this.parser = parser;
    }

    void parse(JsonNode schema, int depth) {
      for (JsonNode reference : schema.path("references")) {
        String subject = reference.path("subject").asText();
        String path = subjectPath(subject) + "/versions/" + reference.path("version").asInt();
        if (!asked.add(path)) {
          continue;
        }
        if (depth >= MAX_REFERENCE_DEPTH || asked.size() > MAX_REFERENCES) {
          throw new UnknownSchemaException(
              "Expected at most %s references of a schema, %s deep, but got more"
                  .formatted(MAX_REFERENCES, MAX_REFERENCE_DEPTH));
        }
        Answer answer = http.get(path);
        if (!answer.ok()) {
          throw new UnknownSchemaException(
              "Expected the registry to resolve a reference to subject %s, but it answered: %s"
                  .formatted(subject, answer.reason()));
        }
        parse(answer.body(), depth + 1);
        if (!parser.getTypes().containsKey(reference.path("name").asText())) {
          parser.parse(answer.body().path("schema").asText());
        }
      }
    }
  }

  @Override
  public boolean isCompatible(String subject, Schema schema) {
    Answer answer =
        http.post(
            "/compatibility/subjects/" + encoded(subject) + "/versions/latest", asJson(schema));
    if (answer.status() == 404) {
      return true; // nothing is there yet
    }
    return answer.ok() && answer.body().path("is_compatible").asBoolean(false);
  }

  @Override
  public List<String> incompatibilities(String subject, Schema schema) {
    Answer answer =
        http.post(
            "/compatibility/subjects/" + encoded(subject) + "/versions?verbose=true",
            asJson(schema));
    if (answer.status() == 404 || answer.body().path("is_compatible").asBoolean(false)) {
      return List.of();
    }
    List<String> messages = new ArrayList<>();
    answer.body().path("messages").forEach(message -> messages.add(message.asText()));
    return messages.isEmpty() ? List.of(answer.reason()) : messages;
  }

  @Override
  public void setCompatibility(String subject, CompatibilityLevel level) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
    Answer answer = http.put("/config/" + encoded(subject), body);
    if (!answer.ok()) {
      throw new RegistryUnavailableException(
          "Expected the registry to set the compatibility of subject %s, but it answered: %s"
              .formatted(subject, answer.reason()));
    }
  }

  private int id(Answer answer, String subject) {
    JsonNode id = answer.body().path("id");
    if (!id.canConvertToInt() || !id.isIntegralNumber()) {
      throw new StrangeAnswerException(
          "Expected the registry to answer with an id for subject " + subject + ", but it did not",
          false);
    }
    known = OptionalInt.of(id.intValue());
    return id.intValue();
  }

  private static String idPath(int id) {
    return "/schemas/ids/" + id;
  }

  private static ObjectNode asJson(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  private static String subjectPath(String subject) {
    return "/subjects/" + encoded(subject);
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
