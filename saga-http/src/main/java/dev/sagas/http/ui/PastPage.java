package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemException;
import java.util.List;
import java.util.Map;

/**
 * One saga as it was after a revision.
 *
 * <ul>
 *   <li>Complete without a script, so that the past can be looked at, linked and printed.
 *   <li>Offers no action: what is done is done to the saga as it is now.
 * </ul>
 */
final class PastPage {
  private static final String SAGA = "/api/v1/sagas/{}";
  private static final String ENTRIES = "50";
  private static final String NUMBER = "[1-9][0-9]{0,8}";

  private final Templates templates;

  PastPage(Templates templates) {
    this.templates = templates;
  }

  HttpReply show(Visit visit, String id, String number) {
    ApiAnswer saga =
        number.matches(NUMBER)
            ? visit.get(SAGA + "/revisions/{}", id, number)
            : ApiAnswer.of(
                ProblemException.parameter("revision", "a whole number of 1 or more", number));
    PastSaga past = saga.isOk() ? known(visit, id, number, saga) : unknown(id, number, saga);
    return templates.page(visit, id + " · " + number, "pastSaga", Map.of("past", past));
  }

  private static PastSaga unknown(String id, String number, ApiAnswer why) {
    return new PastSaga(id, number, number, why, why, why, "", why, why);
  }

  private static PastSaga known(Visit visit, String id, String number, ApiAnswer saga) {
    Map<String, List<String>> revision = Map.of("revision", List.of(number));
    ApiAnswer timeline = visit.get(revision, ApiCaller.Path.of(SAGA + "/timeline", id));
    long thenMs = Words.instant(timeline.json(), "to").orElse(visit.nowMs());
    return new PastSaga(
        id,
        number,
        newest(visit, id, number),
        saga,
        changes(visit, id, Integer.parseInt(number)),
        timeline,
        TimelineSvg.of(timeline.json(), thenMs),
        visit.get(revision, ApiCaller.Path.of(SAGA + "/data", id)),
        journal(visit, id, Integer.parseInt(number)));
  }

  private static String newest(Visit visit, String id, String number) {
    String newest = Words.text(visit.get(SAGA, id).json(), "revision");
    return newest.isEmpty() ? number : newest;
  }

  private static ApiAnswer changes(Visit visit, String id, int number) {
    if (number == 1) {
      return ApiAnswer.of(JsonNodeFactory.instance.objectNode());
    }
    Map<String, List<String>> both = Map.of("from", text(number - 1), "to", text(number));
    return visit.get(both, ApiCaller.Path.of(SAGA + "/diff", id));
  }

  private static ApiAnswer journal(Visit visit, String id, int number) {
    Map<String, List<String>> query = Map.of("limit", List.of(ENTRIES), "before", text(number + 1));
    return visit.get(query, ApiCaller.Path.of(SAGA + "/history", id));
  }

  private static List<String> text(int number) {
    return List.of(Integer.toString(number));
  }
}
