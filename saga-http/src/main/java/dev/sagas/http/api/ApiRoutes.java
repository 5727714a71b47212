package dev.sagas.http.api;

import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** All routes of the REST API; {@code openapi.yaml} describes the same. */
public final class ApiRoutes {
  private static final Set<String> SCOPED = Set.of("scope");
  private static final String LETTERS = "/api/v1/dead-letters";
  private static final String ONE = ListRoute.PATH + "/{id}";

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
    List<Route> all = new ArrayList<>();
    all.addAll(questions());
    all.addAll(journal());
    all.addAll(actions());
    all.addAll(batches());
    all.addAll(letters());
    all.addAll(platform());
    return List.copyOf(all);
  }

  private List<Route> questions() {
    Set<String> list =
        plus(
            plus(Filters.NAMES, ExportedList.PARAMETERS),
            Set.of("order", "cursor", "limit", "scope", "partition"));
    return List.of(
        viewer(ListRoute.PATH, list, ask -> new ListRoute(service.get()).answer(ask)),
        viewer(
            CountsRoute.PATH,
            plus(SCOPED, Set.of("partition")),
            ask -> new CountsRoute(service.get()).answer(ask)),
        viewer(
            EventRoute.PATH,
            EventRoute.PARAMETERS,
            ask -> new EventRoute(service.get()).answer(ask)),
        viewer(RatesRoute.PATH, SCOPED, ask -> new RatesRoute(service.get()).answer(ask)),
        viewer(AttemptsRoute.PATH, SCOPED, ask -> new AttemptsRoute(service.get()).answer(ask)),
        viewer(
            AuditRoute.PATH,
            AuditRoute.PARAMETERS,
            ask -> new AuditRoute(service.get()).answer(ask)),
        viewer(ONE, JournalRoutes.SAGA, ask -> new ExportedRoutes(service.get()).saga(ask)),
        viewer(ONE + "/why", WhyRoutes.WHY, ask -> new WhyRoutes(service.get()).why(ask)),
        viewer(ONE + "/undo-preview", SCOPED, ask -> new WhyRoutes(service.get()).undo(ask)),
        viewer(
            ONE + "/preview", WhyRoutes.PREVIEW, ask -> new WhyRoutes(service.get()).preview(ask)));
  }

  private List<Route> journal() {
    return List.of(
        viewer(
            ONE + "/data",
            DataRoute.PARAMETERS,
            ask -> new ExportedRoutes(service.get()).data(ask)),
        viewer(
            ONE + "/records/{position}",
            Set.of(),
            ask -> new RecordRoute(service.get()).answer(ask)),
        viewer(
            ONE + "/command-position",
            CommandRoute.PARAMETERS,
            ask -> new CommandRoute(service.get()).answer(ask)),
        viewer(
            ONE + "/timeline",
            JournalRoutes.TIMELINE,
            ask -> new JournalRoutes(service.get()).timeline(ask)),
        viewer(
            ONE + "/history",
            JournalRoutes.HISTORY,
            ask -> new ExportedRoutes(service.get()).history(ask)),
        viewer(
            ONE + "/revisions/{revision}",
            Set.of(),
            ask -> new JournalRoutes(service.get()).revision(ask)),
        viewer(
            ONE + "/diff",
            JournalRoutes.DIFF,
            ask -> new JournalRoutes(service.get()).difference(ask)),
        viewer(ONE + "/fence-conflicts", SCOPED, ask -> new FenceRoute(service.get()).answer(ask)),
        viewer(ONE + "/chain", Set.of(), ask -> new JournalRoutes(service.get()).chain(ask)));
  }

  private List<Route> actions() {
    return List.of(
        operator(ListRoute.PATH, ask -> new ActionRoutes(service.get()).start(ask)),
        operator(ONE + "/operations", ask -> new ActionRoutes(service.get()).operate(ask)),
        operator(ONE + "/signals", ask -> new ActionRoutes(service.get()).signal(ask)),
        operator(ONE + "/approvals", ask -> new ActionRoutes(service.get()).approve(ask)));
  }

  private List<Route> batches() {
    return List.of(
        viewer(BatchRoutes.PATH, SCOPED, ask -> new BatchRoutes(service.get()).list(ask)),
        viewer(
            BatchRoutes.PATH + "/{batch}",
            plus(SCOPED, Set.of("from")),
            ask -> new BatchRoutes(service.get()).show(ask)),
        admin(BatchRoutes.PATH, ask -> new BatchRoutes(service.get()).prepare(ask)),
        admin(BatchRoutes.PATH + "/{batch}/run", ask -> new BatchRoutes(service.get()).run(ask)),
        admin(BatchRoutes.PATH + "/{batch}/stop", ask -> new BatchRoutes(service.get()).stop(ask)));
  }

  private List<Route> letters() {
    return List.of(
        viewer(LETTERS, LetterRoutes.FILTER, ask -> new LetterRoutes(service.get()).list(ask)),
        viewer(LETTERS + "/{position}", Set.of(), ask -> new LetterRoutes(service.get()).show(ask)),
        onLetters("/redrive", ask -> new LetterRoutes(service.get()).redrive(ask)),
        onLetters("/discard", ask -> new LetterRoutes(service.get()).discard(ask)));
  }

  private static Route onLetters(String action, Route.Answerer answerer) {
    return Route.post(LETTERS + action, AccessRole.OPERATOR, Set.of(), answerer);
  }

  private List<Route> platform() {
    return List.of(
        viewer(
            "/api/v1/definitions",
            Set.of(),
            ask -> new PlatformRoutes(service.get()).definitions(ask)),
        viewer(
            "/api/v1/definitions/{type}/{version}",
            Set.of(),
            ask -> new PlatformRoutes(service.get()).definition(ask)),
        viewer(GateRoute.PATH, SCOPED, ask -> new GateRoute(service.get()).answer(ask)),
        viewer(
            ParticipantsRoute.PATH,
            Set.of(),
            ask -> new ParticipantsRoute(service.get()).answer(ask)),
        viewer(
            "/api/v1/instances", Set.of(), ask -> new PlatformRoutes(service.get()).instances(ask)),
        viewer(
            PartitionRoutes.PARTITIONS,
            SCOPED,
            ask -> new PartitionRoutes(service.get()).partitions(ask)),
        viewer(
            PartitionRoutes.RECOVERIES,
            PartitionRoutes.OF_RECOVERIES,
            ask -> new PartitionRoutes(service.get()).recoveries(ask)),
        viewer(ExportedRoutes.STATE, Set.of(), ask -> new ExportedRoutes(service.get()).state(ask)),
        viewer(
            ExportedRoutes.DAYS,
            ExportedRoutes.OF_DAYS,
            ask -> new ExportedRoutes(service.get()).days(ask)),
        viewer("/api/v1/doctor", Set.of(), ask -> new PlatformRoutes(service.get()).doctor(ask)),
        viewer("/api/v1/openapi.yaml", Set.of(), ask -> OpenApi.reply()));
  }

  private static Route viewer(String path, Set<String> parameters, Route.Answerer answerer) {
    return Route.get(path, AccessRole.VIEWER, parameters, answerer);
  }

  private static Route operator(String path, Route.Answerer answerer) {
    return Route.post(path, AccessRole.OPERATOR, ActionRoutes.WAITING, answerer);
  }

  private static Route admin(String path, Route.Answerer answerer) {
    return Route.post(path, AccessRole.ADMIN, SCOPED, answerer);
  }

  private static Set<String> plus(Set<String> names, Set<String> more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(more);
    return all;
  }
}
