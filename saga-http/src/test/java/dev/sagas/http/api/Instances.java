package dev.sagas.http.api;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.http.Probes;
import dev.sagas.http.SagaServer;
import dev.sagas.http.ServerSettings;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.security.LocalPerson;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.cluster.Membership;
import dev.sagas.index.cluster.SagaStore;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Instances that serve HTTP and know each other, without brokers; each has one partition. */
final class Instances implements AutoCloseable {
  private final List<SagaServer> servers = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();

  /** So many instances, each for at most so many listeners. */
  Instances(int count, int listeners) {
    for (int i = 0; i < count; i++) {
      AtomicReference<Service> service = new AtomicReference<>();
      SagaServer server =
          SagaServer.start(
              new ServerSettings("127.0.0.1", 0, new LocalPerson("ada")),
              ApiRoutes.of(() -> started(service)),
              new Probes(Optional::empty, Optional::empty, Optional::<String>empty));
      String address = "127.0.0.1:" + server.port();
      service.set(
          Service.of(
                  new LiveIndex(),
                  new NoStore(),
                  new Together(address, count, members),
                  Deployment.of(Map.of("bootstrap.servers", "127.0.0.1:1")))
              .listenedBy(listeners));
      service.get().index().open(i).done();
      servers.add(server);
      services.add(service.get());
      members.add(new Member(address, Set.of(i), Set.of()));
    }
  }

  private static Service started(AtomicReference<Service> service) {
    return Optional.ofNullable(service.get())
        .orElseThrow(() -> new ProblemException(ProblemCode.NOT_READY, "Expected to have started"));
  }

  Service service(int instance) {
    return services.get(instance);
  }

  /** Stops one, which the others still know. */
  String stop(int instance) {
    String stopped = members.get(instance).address();
    servers.get(instance).close();
    return stopped;
  }

  String address(int instance, String path) {
    return "http://127.0.0.1:" + servers.get(instance).port() + path;
  }

  @Override
  public void close() {
    services.forEach(service -> service.events().close());
    servers.forEach(SagaServer::close);
    services.forEach(service -> service.batches().close());
  }

  private record Together(String self, int partitions, List<Member> members)
      implements Membership {}

  private record NoStore() implements SagaStore {
    @Override
    public Lookup find(SagaId id, boolean fromStandby) {
      return Lookup.ELSEWHERE;
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
}
