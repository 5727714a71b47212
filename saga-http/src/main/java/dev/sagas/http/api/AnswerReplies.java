package dev.sagas.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.AnswerJson;

/**
 * What HTTP says of the result of an action: 200 if it was applied, or the dry run shows what would
 * be; 202 if it is kept, or not known yet; a problem if it was refused.
 */
final class AnswerReplies implements Answer.Visitor<HttpReply> {
  private final ObjectNode json;

  private AnswerReplies(ObjectNode json) {
    this.json = json;
  }

  static HttpReply of(AnsweredInput input, Submitted submitted) {
    return submitted.answer().accept(new AnswerReplies(AnswerJson.node(input, submitted)));
  }

  @Override
  public HttpReply applied(Answer.Applied answer) {
    return HttpReply.json(json);
  }

  @Override
  public HttpReply dryRun(Answer.DryRun answer) {
    return HttpReply.json(json);
  }

  @Override
  public HttpReply duplicate(Answer.Duplicate answer) {
    return HttpReply.json(json);
  }

  @Override
  public HttpReply refused(Answer.Refused answer) {
    ProblemCode code =
        switch (answer.code()) {
          case "NO_SUCH_SAGA" -> ProblemCode.NO_SUCH_SAGA;
          case "CONFLICTING_START" -> ProblemCode.CONFLICT;
          default -> ProblemCode.REFUSED;
        };
    throw new ProblemException(code, answer.code() + ": " + answer.message());
  }

  @Override
  public HttpReply stopped(Answer.Stopped answer) {
    return HttpReply.json(json);
  }

  @Override
  public HttpReply parked(Answer.Parked answer) {
    return HttpReply.accepted(json);
  }

  @Override
  public HttpReply unknown(Answer.Unknown answer) {
    return HttpReply.accepted(json);
  }
}
