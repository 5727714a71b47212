package dev.sagas.http.ui;

import dev.sagas.http.SagaServer;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.security.Authenticator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Pages that are made of canned answers, as somebody with a role sees them. */
record CannedPages(CannedApi api, AccessRole role) {
  /** Everybody has this role. */
  private record Everybody(AccessRole role) implements Authenticator {
    @Override
    public Person verify(Optional<String> authorization) {
      return new Person("vera", role);
    }

    @Override
    public boolean isProtecting() {
      return false;
    }
  }

  /** The page at that path. */
  Document page(String path) throws Exception {
    return asked(path, HttpRequest.newBuilder());
  }

  /**
   * What a form is answered with.
   *
   * @param json with single quotes
   */
  Document posted(String path, String json) throws Exception {
    return asked(
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .header("HX-Request", "true")
            .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))));
  }

  private Document asked(String path, HttpRequest.Builder request) throws Exception {
    try (SagaServer server = CannedApi.serve(api.routes(), new Everybody(role))) {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  request.uri(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
                  HttpResponse.BodyHandlers.ofString());
      return Jsoup.parse(response.body());
    }
  }
}
