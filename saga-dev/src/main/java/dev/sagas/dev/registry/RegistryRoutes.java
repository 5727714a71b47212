package dev.sagas.dev.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.dev.registry.RegistryChange.VersionSet;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The paths for subjects, versions and schemas. */
final class RegistryRoutes {
  private static final String AVRO = "AVRO";

  private final Registry registry;

  RegistryRoutes(Registry registry) {
    this.registry = registry;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/subjects", this::subjects);
    routes.get("/subjects/{subject}/versions", this::versions);
    routes.get("/subjects/{subject}/versions/{version}", c -> Replies.json(c, describe(pick(c))));
    routes.get(
        "/subjects/{subject}/versions/{version}/schema",
        c -> Replies.json(c, pick(c).schema().text()));
    routes.get("/subjects/{subject}/versions/{version}/referencedby", this::referencedBy);
    routes.post("/subjects/{subject}/versions", this::register);
    routes.post("/subjects/{subject}", this::lookUp);
    routes.delete("/subjects/{subject}", this::deleteSubject);
    routes.delete("/subjects/{subject}/versions/{version}", this::deleteVersion);
    routes.get("/schemas/types", c -> Replies.json(c, "[\"AVRO\"]"));
    routes.get("/schemas/ids/{id}", this::schemaById);
    routes.get("/schemas/ids/{id}/schema", c -> Replies.json(c, byId(c).get(0).schema().text()));
    routes.get(
        "/schemas/ids/{id}/subjects",
        c -> Replies.json(c, live(c).map(VersionSet::subject).distinct().sorted().toList()));
    routes.get("/schemas/ids/{id}/versions", this::versionsOfId);
    routes.post("/compatibility/subjects/{subject}/versions", this::compatibility);
    routes.post("/compatibility/subjects/{subject}/versions/{version}", this::compatibility);
  }

  private void subjects(Context context) {
    boolean withDeleted = flag(context, "deleted");
    String prefix = Optional.ofNullable(context.queryParam("subjectPrefix")).orElse("");
    Collection<String> names =
        registry.read(
            catalog ->
                catalog.subjects().stream()
                    .filter(name -> name.startsWith(prefix))
                    .filter(name -> !catalog.versions(name, withDeleted).isEmpty())
                    .toList());
    Replies.json(context, names);
  }

  private void versions(Context context) {
    String subject = context.pathParam("subject");
    List<VersionSet> versions =
        registry.read(catalog -> catalog.versions(subject, flag(context, "deleted")));
    if (versions.isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    }
    Replies.json(context, versions.stream().map(VersionSet::version).toList());
  }

  private VersionSet pick(Context context) {
    return registry.read(
        catalog ->
            Versions.pick(
                catalog,
                context.pathParam("subject"),
                context.pathParam("version"),
                flag(context, "deleted")));
  }

  private void referencedBy(Context context) {
    VersionSet target = pick(context);
    List<VersionSet> referring = registry.read(catalog -> Versions.referringTo(catalog, target));
    Replies.json(context, referring.stream().map(VersionSet::id).toList());
  }

  private void register(Context context) {
    int id = registry.register(context.pathParam("subject"), schema(context));
    Replies.json(context, Replies.object().put("id", id));
  }

  private void lookUp(Context context) {
    VersionSet found =
        registry.lookUp(context.pathParam("subject"), schema(context), flag(context, "deleted"));
    Replies.json(context, describe(found));
  }

  private void deleteSubject(Context context) {
    Replies.json(
        context, registry.deleteSubject(context.pathParam("subject"), flag(context, "permanent")));
  }

  private void deleteVersion(Context context) {
    int version =
        registry.deleteVersion(
            context.pathParam("subject"), context.pathParam("version"), flag(context, "permanent"));
    Replies.json(context, Integer.toString(version));
  }

  private void schemaById(Context context) {
    StoredSchema schema = byId(context).get(0).schema();
    ObjectNode reply = Replies.object().put("schema", schema.text());
    ChangeJson.addReferences(reply, schema);
    if (flag(context, "fetchMaxId")) {
      reply.put("maxId", registry.read(Catalog::highestId));
    }
    Replies.json(context, reply);
  }

  private void versionsOfId(Context context) {
    List<ObjectNode> versions =
        live(context)
            .map(
                version ->
                    Replies.object()
                        .put("subject", version.subject())
                        .put("version", version.version()))
            .toList();
    Replies.json(context, versions);
  }

  private Stream<VersionSet> live(Context context) {
    boolean withDeleted = flag(context, "deleted");
    return byId(context).stream().filter(version -> withDeleted || !version.deleted());
  }

  private List<VersionSet> byId(Context context) {
    String id = context.pathParam("id");
    List<VersionSet> found =
        registry.read(
            catalog ->
                catalog
                    .all()
                    .filter(version -> Integer.toString(version.id()).equals(id))
                    .toList());
    if (found.isEmpty()) {
      throw RegistryError.schemaNotFound(id);
    }
    return found;
  }

  private void compatibility(Context context) {
    Optional<String> version = Optional.ofNullable(context.pathParamMap().get("version"));
    List<String> problems =
        registry.problems(context.pathParam("subject"), schema(context), version);
    ObjectNode reply = Replies.object().put("is_compatible", problems.isEmpty());
    if (flag(context, "verbose")) {
      problems.forEach(problem -> reply.withArray("/messages").add(problem));
    }
    Replies.json(context, reply);
  }

  private static ObjectNode describe(VersionSet version) {
    ObjectNode reply =
        Replies.object()
            .put("subject", version.subject())
            .put("version", version.version())
            .put("id", version.id())
            .put("schema", version.schema().text());
    ChangeJson.addReferences(reply, version.schema());
    return reply;
  }

  private static StoredSchema schema(Context context) {
    JsonNode body;
    try {
      body = ChangeJson.JSON.readTree(context.bodyAsBytes());
    } catch (IOException e) {
      throw RegistryError.invalidSchema("the request's body is not JSON in UTF-8");
    }
    String type = body.path("schemaType").asText(AVRO);
    if (!type.equals(AVRO) || !body.path("schema").isTextual()) {
      throw RegistryError.invalidSchema("expected a schema of type AVRO in field 'schema'");
    }
    return new StoredSchema(
        body.path("schema").asText(), ChangeJson.references(body.path("references")));
  }

  private static boolean flag(Context context, String name) {
    return Boolean.parseBoolean(context.queryParam(name));
  }
}
