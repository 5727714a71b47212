package dev.sagas.cli.asyncapi;

import dev.sagas.protocol.SagaHeaders;

/** The headers of a kind of record; the constants name schemas of the document. */
enum HeaderGroup {
  requestHeaders(SagaHeaders.SAGA_ID),
  answerHeaders(SagaHeaders.REQUEST_ID),
  signalHeaders(SagaHeaders.SAGA_ID),
  commandHeaders(SagaHeaders.COMMAND_ID),
  replyHeaders(SagaHeaders.IN_REPLY_TO),
  outcomeHeaders(SagaHeaders.SAGA_ID);

  private final String correlation;

  HeaderGroup(String correlation) {
    this.correlation = correlation;
  }

  /** The header that has the same value in a record and in the one that answers it. */
  String correlation() {
    return correlation;
  }
}
