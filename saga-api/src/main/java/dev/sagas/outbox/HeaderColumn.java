package dev.sagas.outbox;

import dev.sagas.protocol.SagaHeaders;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The columns that hold the headers of a record besides the saga id. */
enum HeaderColumn {
  SAGA_TYPE(SagaHeaders.TYPE),
  SAGA_VERSION(SagaHeaders.VERSION),
  SAGA_LABELS(SagaHeaders.LABELS),
  SAGA_REPLY_TO(SagaHeaders.REPLY_TO),
  SAGA_REQUEST_ID(SagaHeaders.REQUEST_ID),
  SAGA_SIGNAL(SagaHeaders.SIGNAL);

  private final String header;

  HeaderColumn(String header) {
    this.header = header;
  }

  String header() {
    return header;
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String all() {
    return Arrays.stream(values()).map(HeaderColumn::column).collect(Collectors.joining(", "));
  }

  /** True if the header has a place in the table. */
  static boolean isKept(String header) {
    return header.equals(SagaHeaders.SAGA_ID)
        || Arrays.stream(values()).anyMatch(each -> each.header.equals(header));
  }
}
