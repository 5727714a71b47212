package dev.sagas.http.api;

import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Route;
import dev.sagas.operate.json.SagaJson;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** All routes of the REST API; {@code openapi.yaml} describes the same. */
public final class ApiRoutes {
  private static final Set<String> SCOPED = Set.of("scope");

  private final Supplier<Service> service;

  private ApiRoutes(Supplier<Service> service) {
    this.service = service;
  }

  /**
   * The routes.
   *
   * @param service throws a {@link dev.sagas.http.exchange.ProblemException} while there is none
   */
  public static List<Route> of(Supplier<Service> service) {
    return new ApiRoutes(service).all();
  }

  private List<Route> all() {
    return List.of(
        Route.get(
            ListRoute.PATH,
            AccessRole.VIEWER,
            plus(Filters.NAMES, "order", "cursor", "limit", "scope", "partition"),
            ask -> new ListRoute(service.get()).answer(ask)),
        Route.get(
            CountsRoute.PATH,
            AccessRole.VIEWER,
            Set.of("scope", "partition"),
            ask -> new CountsRoute(service.get()).answer(ask)),
        Route.get(
            ListRoute.PATH + "/{id}",
            AccessRole.VIEWER,
            SCOPED,
            ask ->
                new OneSaga(service.get())
                    .answer(ask, "", state -> SagaJson.node(state, Map.of()))));
  }

  private static Set<String> plus(Set<String> names, String... more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(List.of(more));
    return all;
  }
}
