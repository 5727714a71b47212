package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.http.exchange.Ask;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.live.LiveIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Answers from warm copies for partitions that no instance processes at the moment. */
final class StandbySagas {
  private final Service service;

  StandbySagas(Service service) {
    this.service = service;
  }

  /** An index of the copies that this instance has of partitions that are missing elsewhere. */
  LiveIndex index(Set<Integer> partitions) {
    LiveIndex index = new LiveIndex();
    for (int partition : partitions) {
      LiveIndex.Filling filling = index.open(partition);
      if (service.store().read(partition, true, filling::add)) {
        filling.done();
      } else {
        index.close(partition);
      }
    }
    return index;
  }

  /** The partitions that this instance is asked to answer for from its copies. */
  Set<Integer> wanted(Ask ask) {
    Set<Integer> wanted = new TreeSet<>();
    Set<Integer> own = service.index().partitions();
    for (String text : ask.queries("partition")) {
      int partition = Integer.parseInt(text);
      if (!own.contains(partition)) {
        wanted.add(partition);
      }
    }
    return wanted;
  }

  /** What other instances, and this one, say of the partitions that are missing. */
  List<JsonNode> list(Ask ask, String path, Freshness freshness) {
    Set<Integer> missing = freshness.missing(service.partitions());
    List<JsonNode> answers = new ArrayList<>();
    for (Member member : service.membership().members()) {
      Set<Integer> here = new TreeSet<>(member.standby());
      here.retainAll(missing);
      if (!here.isEmpty()) {
        missing.removeAll(here);
        service
            .peers()
            .ask(member, ask.with("partition", here), path, "standby")
            .ifPresent(answers::add);
      }
    }
    return answers;
  }
}
