package dev.keyturn.aws;

import java.util.Map;
import java.util.function.Predicate;

/**
 * IAM, STS and Secrets Manager in this very process, asked without a wire: nothing is marshalled,
 * signed, sent or repeated. For a simulation of months, where two thirds of the time would go into
 * that. What is to be disturbed on its way has to go over the wire.
 */
@FunctionalInterface
public interface DirectServices {
  /**
   * What is asked for.
   *
   * @param service {@code iam}, {@code sts} or {@code secretsmanager}
   * @param operation such as {@code GetUser}
   * @param members the parameters as the service names them: text, booleans, whole numbers, lists
   *     and maps of the same
   * @param accessKeyId whose key it is asked with
   * @param holds whether a text is the secret access key that it is asked with, as a signature
   *     would show to whoever has that key
   */
  record Question(
      String service,
      String operation,
      Map<String, Object> members,
      String accessKeyId,
      Predicate<String> holds) {}

  /** What is answered. */
  sealed interface Answer {
    /**
     * It was done.
     *
     * @param members as in the reply's document. As in XML, a list may also be an empty text, or a
     *     map that has the list by the name of its elements, and a number or an instant may be a
     *     text
     */
    record Done(Map<String, Object> members) implements Answer {}

    /**
     * It was refused.
     *
     * @param status the HTTP status that would come with it
     * @param code on the wire, such as {@code NoSuchEntity}
     * @param message for people
     */
    record Refused(int status, String code, String message) implements Answer {}
  }

  /** Answers a question. */
  Answer answer(Question question);
}
