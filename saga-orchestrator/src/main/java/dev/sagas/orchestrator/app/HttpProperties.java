package dev.sagas.orchestrator.app;

import dev.sagas.http.api.EventHub;
import dev.sagas.http.security.RateLimits;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The properties of HTTP: where it listens, and who may ask. */
final class HttpProperties {
  private HttpProperties() {}

  static ConfigDef addTo(ConfigDef def) {
    return limits(masking(browser(tokens(address(def)))));
  }

  private static ConfigDef masking(ConfigDef def) {
    return def.define(
            OrchestratorConfig.HTTP_API_ENABLED,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether operators are answered; if not, no index of the live sagas is kept, metrics say"
                + " nothing of what they wait for, and HTTP only serves health and metrics.")
        .define(
            OrchestratorConfig.HTTP_MASKED_FIELDS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.MEDIUM,
            "Fields of payloads that viewers do not see, besides those that schemas declare as"
                + " sensitive: Type.field, or a path such as customer.card.number, …");
  }

  private static ConfigDef limits(ConfigDef def) {
    return def.define(
            OrchestratorConfig.HTTP_READS_PER_SECOND,
            ConfigDef.Type.INT,
            RateLimits.DEFAULT.readsPerSecond(),
            Range.between(1, 1_000_000),
            Importance.LOW,
            "How many questions a second one person may ask of an instance.")
        .define(
            OrchestratorConfig.HTTP_WRITES_PER_SECOND,
            ConfigDef.Type.INT,
            RateLimits.DEFAULT.writesPerSecond(),
            Range.between(1, 1_000_000),
            Importance.LOW,
            "How many actions a second one person may ask of an instance; also how many failed"
                + " authentications a second there may be from one address.")
        .define(
            OrchestratorConfig.HTTP_MAX_LISTENERS,
            ConfigDef.Type.INT,
            EventHub.DEFAULT_LISTENERS,
            Range.between(0, EventHub.MAX_LISTENERS),
            Importance.LOW,
            "How many may listen to server-sent events of an instance at once.");
  }

  private static ConfigDef address(ConfigDef def) {
    return def.define(
            OrchestratorConfig.HTTP_HOST,
            ConfigDef.Type.STRING,
            "127.0.0.1",
            Importance.MEDIUM,
            "The address that HTTP listens on; beyond loopback http.tokens.file or"
                + " http.oidc.issuer must be set.")
        .define(
            OrchestratorConfig.HTTP_PORT,
            ConfigDef.Type.INT,
            8080,
            Range.between(-1, 65_535),
            Importance.MEDIUM,
            "The port of HTTP: health, metrics and the operators' API; 0 for a free one, -1 for none.")
        .define(
            OrchestratorConfig.HTTP_ADVERTISED,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "host:port at which the other instances reach this one's HTTP; http.host and its port if"
                + " empty.")
        .define(
            OrchestratorConfig.HTTP_TOKENS_FILE,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "A file with the hashes of the tokens that may use the operators' API: a name, a role"
                + " (viewer, operator or admin) and the SHA-256 in hex digits in each line.")
        .define(
            OrchestratorConfig.HTTP_SESSION_KEY_FILE,
            ConfigDef.Type.STRING,
            "",
            Importance.LOW,
            "A file with at least 32 random characters, the same for each instance: who signs in with"
                + " a browser is signed in on all of them, also after restarts. Sessions are in the"
                + " memory of one instance if empty.");
  }

  private static ConfigDef tokens(ConfigDef def) {
    return def.define(
            OrchestratorConfig.HTTP_OIDC_ISSUER,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "An OpenID Connect issuer whose tokens may use the operators' interface, also next to"
                + " http.tokens.file; none if empty.")
        .define(
            OrchestratorConfig.HTTP_OIDC_AUDIENCE,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "The audience that a token must name; http.oidc.client.id if empty.")
        .define(
            OrchestratorConfig.HTTP_OIDC_NAME,
            ConfigDef.Type.STRING,
            "sub",
            Importance.LOW,
            "The claim that names the person in the journal; the issuer must keep it unique.")
        .define(
            OrchestratorConfig.HTTP_OIDC_ROLES_CLAIM,
            ConfigDef.Type.STRING,
            "roles",
            Importance.MEDIUM,
            "The claim with a person's roles, a text or a list; a.b is the claim b inside a.")
        .define(
            OrchestratorConfig.HTTP_OIDC_ROLES,
            ConfigDef.Type.STRING,
            "viewer=viewer,operator=operator,admin=admin",
            Importance.MEDIUM,
            "The role (viewer, operator or admin) of each value of that claim: value=role, …");
  }

  private static ConfigDef browser(ConfigDef def) {
    return def.define(
            OrchestratorConfig.HTTP_OIDC_CLIENT,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "This service's client id at the issuer, for signing in with a browser; empty if only"
                + " programs send tokens.")
        .define(
            OrchestratorConfig.HTTP_OIDC_SECRET,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "A file with the client's secret; a public client if empty.")
        .define(
            OrchestratorConfig.HTTP_OIDC_SCOPES,
            ConfigDef.Type.STRING,
            "openid",
            Importance.LOW,
            "The scopes that a browser's login asks for, joined by commas.")
        .define(
            OrchestratorConfig.HTTP_PUBLIC_URL,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Where browsers reach the web UI, such as https://sagas.example: the issuer sends them back"
                + " there, to /login/callback.");
  }
}
