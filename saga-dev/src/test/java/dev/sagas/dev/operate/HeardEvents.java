package dev.sagas.dev.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.admin.AdminListener;
import dev.sagas.admin.ListedSaga;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What was heard of sagas: their ids with what they wait for, and whether there were counts. */
final class HeardEvents implements AdminListener {
  private final Set<String> heard = ConcurrentHashMap.newKeySet();

  @Override
  public void changed(ListedSaga saga) {
    saga.waits().forEach(wait -> heard.add(saga.sagaId() + " " + wait.kind()));
  }

  @Override
  public void counted(JsonNode counts) {
    heard.add("counted");
  }

  boolean contains(String text) {
    return heard.contains(text);
  }
}
