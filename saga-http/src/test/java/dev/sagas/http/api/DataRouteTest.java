package dev.sagas.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.exchange.Route;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.cluster.Membership;
import dev.sagas.index.cluster.SagaStore;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.operate.query.FieldMask;
import dev.sagas.operate.query.Payloads;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Who sees what of a saga's data. */
class DataRouteTest {
  private static final String SCHEMA =
      """
      {"type": "record", "name": "shop.Order", "fields": [
        {"name": "id", "type": "string"}, {"name": "city", "type": "string"},
        {"name": "card", "type": {"type": "record", "name": "Card", "fields": [
          {"name": "number", "type": "string", "sensitive": true}]}}]}
      """;
  private static final String ORDER =
      "{\"id\": \"o-1\", \"city\": \"Wien\", \"card\": {\"number\": \"4711\"}}";

  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final Deployment deployment =
      Deployment.of(Map.of(RegistryClient.CLIENT_CONFIG, registry));

  @Test
  void shouldHideFromViewersWhatTheSchemaOrTheConfigurationNames() throws Exception {
    // given
    SagaState saga = States.executing("o-1", 0).withProgress(progress(data()));

    // when
    JsonNode viewed = ask(saga, AccessRole.VIEWER);
    JsonNode operated = ask(saga, AccessRole.OPERATOR);

    // then
    assertThat(viewed.get("masked").asBoolean()).isTrue();
    assertThat(viewed.get("data"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(ORDER.replace("4711", FieldMask.MASK).replace("Wien", FieldMask.MASK)));
    assertThat(operated.get("masked").asBoolean()).isFalse();
    assertThat(operated.get("data")).isEqualTo(new ObjectMapper().readTree(ORDER));
  }

  private static SagaState.SagaProgress progress(Bytes data) {
    SagaState.SagaProgress before = States.executing("o-1", 0).progress();
    return new SagaState.SagaProgress(
        data,
        before.lastSequence(),
        before.steps(),
        before.signals(),
        before.unwind(),
        before.incidents(),
        before.control());
  }

  private Bytes data() {
    int id = registry.register("shop.Order", new Schema.Parser().parse(SCHEMA));
    try (Payloads payloads = Payloads.open(deployment)) {
      return payloads.encode(ORDER, "shop.Order", OptionalInt.of(id));
    }
  }

  @Test
  void shouldSayWhyThereIsNoneWithoutAnyOfItsBytes() throws Exception {
    JsonNode ended = ask(States.ended("o-1", SagaStatus.COMPLETED), AccessRole.ADMIN);
    JsonNode garbage = ask(States.executing("o-1", 0), AccessRole.ADMIN);

    assertThat(ended.get("data").isNull()).isTrue();
    assertThat(ended.get("whyNot").asText()).contains("ended");
    assertThat(garbage.get("data").isNull()).isTrue();
    assertThat(garbage.get("whyNot").asText()).isNotBlank();
    assertThat(garbage.toString()).doesNotContain("4711");
  }

  @Test
  void shouldSayThatNobodyHasThePartition() {
    assertThatThrownBy(() -> ask(Optional.empty(), AccessRole.VIEWER))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("being taken over");
  }

  private JsonNode ask(SagaState saga, AccessRole role) throws IOException {
    return ask(Optional.of(saga), role);
  }

  private JsonNode ask(Optional<SagaState> saga, AccessRole role) throws IOException {
    Service service =
        Service.of(new LiveIndex(), new OneState(saga), new Alone(), deployment)
            .masking(FieldMask.of(List.of("Order.city")));
    Route route =
        ApiRoutes.of(() -> service).stream()
            .filter(each -> each.path().endsWith("/{id}/data"))
            .findFirst()
            .orElseThrow();
    Ask ask = new Ask(new Person("ada", role), Map.of("id", "o-1"), Map.of(), Map.of(), "");
    return new ObjectMapper().readTree(route.answer(ask).body());
  }

  /** An instance that has one saga, or no partition at all. */
  private record OneState(Optional<SagaState> saga) implements SagaStore {
    @Override
    public Lookup find(SagaId id, boolean fromStandby) {
      return saga.isEmpty() ? Lookup.ELSEWHERE : new Lookup(true, saga, Optional.empty());
    }

    @Override
    public boolean read(int partition, boolean fromStandby, Consumer<SagaState> sink) {
      return false;
    }

    @Override
    public Scan scan(
        String idPrefix, Optional<SagaId> after, Predicate<SagaState> wanted, Bounds bounds) {
      return new Scan(List.of(), Optional.empty());
    }
  }

  private record Alone() implements Membership {
    @Override
    public String self() {
      return "here:1";
    }

    @Override
    public int partitions() {
      return 1;
    }

    @Override
    public List<Member> members() {
      return List.of();
    }
  }
}
