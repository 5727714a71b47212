package dev.sagas.http.ui;

import dev.sagas.http.exchange.HttpReply;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Renders the pages; their templates are compiled with the module. */
final class Templates {
  static final String HTML = "text/html; charset=utf-8";

  private static final String PACKAGE = "dev.sagas.pages";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);
  private final StaticFiles files;
  private final Optional<String> events;

  Templates(StaticFiles files, Optional<String> events) {
    this.files = files;
    this.events = events;
  }

  StaticFiles files() {
    return files;
  }

  /** A page with its frame. */
  HttpReply page(Visit visit, String title, String template, Map<String, Object> parameters) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("frame", new Frame(title, visit, files, events.orElse("")));
    return HttpReply.of(HTML, rendered(template, all));
  }

  /** A part of a page, which a browser puts into it. */
  HttpReply part(String template, Map<String, Object> parameters) {
    return HttpReply.of(HTML, rendered(template, parameters));
  }

  private String rendered(String template, Map<String, Object> parameters) {
    StringOutput output = new StringOutput();
    engine.render(template + ".jte", parameters, output);
    return output.toString();
  }
}
