package dev.keyturn.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What IAM's policy simulator is asked.
 *
 * @param actions such as {@code iam:GetUser}
 * @param resource the ARN that they are about; empty for those that have no resource
 * @param context the values of condition keys, such as {@code aws:ResourceTag/keyturn:secret}: the
 *     simulator looks nothing up by itself
 */
public record PolicyQuestion(
    List<String> actions, Optional<String> resource, Map<String, String> context) {
  public PolicyQuestion {
    actions = List.copyOf(actions);
    context = Map.copyOf(context);
  }

  /** What it answers for one action. */
  public enum Decision {
    /** It may be done. */
    ALLOWED,
    /** No policy allows it. */
    NOT_ALLOWED,
    /** A policy denies it, whatever others allow. */
    DENIED
  }
}
