package dev.keyturn.aws;

import java.util.Map;

/** What a {@link ScriptedServer} does with one request that it has read to its end. */
sealed interface ScriptedReply {
  /** Answers, and keeps the connection. */
  record Answer(int status, Map<String, String> headers, String body) implements ScriptedReply {}

  /** Answers with half of the body that it announced, and closes the connection. */
  record CutShort(int status, String body) implements ScriptedReply {}

  /** Closes the connection without a byte. */
  record HangUp() implements ScriptedReply {}

  /** Keeps the connection open and says nothing. */
  record Silence() implements ScriptedReply {}

  static ScriptedReply ok(String body) {
    return new Answer(200, Map.of(), body);
  }

  /** A success of the Query protocol (IAM, STS). */
  static ScriptedReply query(String operation, String result) {
    return ok(
        """
        <%1$sResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
          <%1$sResult>%2$s</%1$sResult>
          <ResponseMetadata><RequestId>7a62c49f</RequestId></ResponseMetadata>
        </%1$sResponse>
        """
            .formatted(operation, result));
  }

  /** An error of the Query protocol. */
  static ScriptedReply queryError(int status, String code, String message) {
    return new Answer(
        status,
        Map.of(),
        """
        <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
          <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
          <RequestId>7a62c49f</RequestId>
        </ErrorResponse>
        """
            .formatted(code, message));
  }

  /** An error of the JSON protocol (Secrets Manager). */
  static ScriptedReply jsonError(int status, String code, String message) {
    return new Answer(
        status,
        Map.of("x-amzn-ErrorType", code),
        "{\"__type\": \"%s\", \"message\": \"%s\"}".formatted(code, message));
  }
}
