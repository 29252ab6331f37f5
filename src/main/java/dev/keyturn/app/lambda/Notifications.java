package dev.keyturn.app.lambda;

import dev.keyturn.json.JsonText;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.AccountId;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.plan.StepWords;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Notification;
import dev.keyturn.port.Notifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Tells others what happened to a secret, when the work on it is over. What cannot be told is
 * reported in the log, and stops nothing; nor does it take much of the time that other secrets
 * need, as a place that does not answer, or does not let us tell, is told nothing more in this
 * invocation. An invocation that is killed announces nothing; what it left undone is announced by
 * the one that does it. Safe for use by several threads.
 */
final class Notifications {
  /** SNS takes up to 99 characters of ASCII without line ends. */
  private static final int LONGEST_SUBJECT = 99;

  /**
   * What there is to tell of.
   *
   * @param secret where it is about one
   * @param work what was to be done, where that is known
   */
  record About(Optional<String> secret, Optional<FunctionWork> work) {}

  private final CopyOnWriteArrayList<Notifier> notifiers;
  private final Deadline deadline;
  private final Log log;
  private final String requestId;
  private final Supplier<Optional<String>> caller;

  /** The account and Region that it is about, where that is another one's. */
  private final Map<String, String> where;

  /**
   * Those of one invocation.
   *
   * @param requestId the invocation's
   * @param caller our ARN, asked where AWS was asked to change something
   */
  Notifications(
      List<Notifier> notifiers,
      Deadline deadline,
      Log log,
      String requestId,
      Supplier<Optional<String>> caller) {
    this(new CopyOnWriteArrayList<>(notifiers), deadline, log, requestId, caller, Map.of());
  }

  private Notifications(
      CopyOnWriteArrayList<Notifier> notifiers,
      Deadline deadline,
      Log log,
      String requestId,
      Supplier<Optional<String>> caller,
      Map<String, String> where) {
    this.notifiers = notifiers;
    this.deadline = deadline;
    this.log = log;
    this.requestId = requestId;
    this.caller = caller;
    this.where = where;
  }

  /**
   * The same about another account, which each of them then names.
   *
   * @param there our ARN in it
   */
  Notifications in(AccountId account, String region, Log log, Supplier<Optional<String>> there) {
    Map<String, String> named = new LinkedHashMap<>();
    named.put("account", account.value());
    named.put("region", region);
    return new Notifications(notifiers, deadline, log, requestId, there, named);
  }

  /** Announces what was done, and how it ended where somebody should know. Never throws. */
  void tell(SecretResult result, Instant now) {
    About about = new About(Optional.of(result.secret()), Optional.of(result.work()));
    tellAll("The end of " + result.work().word(), about, () -> of(result, now));
  }

  /** Announces that an invocation has done nothing. Never throws. */
  void tell(InvocationRefusal why, Instant now) {
    About about = new About(why.secret(), why.work());
    tellAll("That nothing was done", about, () -> List.of(of(why, now)));
  }

  private void tellAll(String what, About about, Supplier<List<Notification>> all) {
    if (notifiers.isEmpty()) {
      return;
    }
    guarded(
        what,
        about,
        () -> {
          for (Notification notification : all.get()) {
            for (Notifier notifier : notifiers) {
              guarded(notification.type(), about, () -> tell(notifier, notification, about));
            }
          }
        });
  }

  /** The work is done, and the next secret's is to be begun, whatever is wrong here. */
  private void guarded(String what, About about, Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException bug) {
      // Its own words are not shown, as nobody can promise what is in them.
      String name = bug.getClass().getSimpleName();
      log.notAnnounced(
          what,
          about,
          "internal",
          "Internal error (%s). This is a bug of Keyturn's.".formatted(name));
    }
  }

  private void tell(Notifier notifier, Notification notification, About about) {
    if (deadline.leavesTimeToTell()) {
      notifier
          .send(notification)
          .ifPresent(failure -> failed(notifier, notification, about, failure));
    } else {
      log.notAnnounced(notification.type(), about, "out-of-time", "There was no time left for it.");
    }
  }

  /** What was refused for what it is says nothing of the next; anything else would be the same. */
  private void failed(Notifier notifier, Notification notification, About about, Failure failure) {
    String sentence = failure.sentence();
    if (!(failure instanceof Failure.Rejected)) {
      notifiers.remove(notifier);
      sentence += " Nothing more is told there in this run.";
    }
    log.notAnnounced(notification.type(), about, failure.word(), sentence);
  }

  private List<Notification> of(SecretResult result, Instant now) {
    List<Notification> all = new ArrayList<>();
    for (int i = 0; i < result.taken().size(); i++) {
      Step taken = result.taken().get(i);
      Optional<AccessKeyId> key =
          taken instanceof Step.CreateKey ? created(result.taken(), i) : StepWords.key(taken);
      type(taken)
          .ifPresent(type ->
              all.add(
                  notification(
                      type,
                      result,
                      key,
                      taken.cause().reason().word(),
                      sentence(type, result, key),
                      remedy(taken, result),
                      now)));
    }
    outcome(result)
        .ifPresent(type ->
            all.add(
                notification(
                    type,
                    result,
                    result.key(),
                    result.reason(),
                    result.sentenceAndTime(),
                    result.remedy(),
                    now)));
    return all;
  }

  /**
   * The key that a creation has made: the one that was stored next, or deleted again because it
   * could not be stored. Empty where neither was done any more.
   */
  private static Optional<AccessKeyId> created(List<Step> taken, int creation) {
    return taken.stream()
        .skip(creation + 1L)
        .takeWhile(next -> !(next instanceof Step.CreateKey))
        .filter(next -> next instanceof Step.Store || next.cause().reason() == Reason.UNDO_MINTED)
        .findFirst()
        .flatMap(StepWords::key);
  }

  private static Optional<String> type(Step step) {
    Reason reason = step.cause().reason();
    return switch (step) {
      case Step.CreateKey created -> Optional.of("Rotation Started");
      case Step.Promote promoted ->
          Optional.of(reason == Reason.PROMOTE_PENDING ? "Key Promoted" : "Key Rolled Back");
      case Step.Deactivate off -> Optional.of("Key Deactivated");
      case Step.Reactivate on -> Optional.of("Key Reactivated");
      case Step.DeleteKey deleted ->
          Optional.of(reason == Reason.DELETE_PREVIOUS ? "Key Deleted" : "Orphan Removed");
      default -> Optional.empty();
    };
  }

  private static Optional<String> outcome(SecretResult result) {
    return switch (result.verdict()) {
      case FAILED -> Optional.of("Work Failed");
      case HALTED ->
          Optional.of(
              result.outcome() == SecretResult.Outcome.REFUSED_BINDING
                  ? "Binding Refused"
                  : "Secret Halted");
      case FINE, LEFT -> Optional.empty();
    };
  }

  /** For a key that works again; whoever switched it off may have had a reason. */
  private static String remedy(Step step, SecretResult result) {
    return step instanceof Step.Reactivate
        ? "Keyturn does so with a key that a rollback goes back to, and that its records say it switched off itself. If a person had switched it off, as for a leak, run: aws iam update-access-key --user-name %s --access-key-id KEY-ID --status Inactive (keyturn plan %s --output json shows the whole KEY-ID), then find out who wrote the secret's tags: CloudTrail, TagResource."
            .formatted(result.user().map(UserName::value).orElse("USER"), result.secret())
        : "";
  }

  private static String sentence(String type, SecretResult result, Optional<AccessKeyId> key) {
    String named = key.map(AccessKeyId::masked).orElse("(unknown)");
    String secret = result.secret();
    return switch (type) {
      case "Rotation Started" -> "A new access key was created for secret %s.".formatted(secret);
      case "Key Promoted" ->
          "Secret %s now holds access key %s. Consumers that keep the previous one have to read the secret again."
              .formatted(secret, named);
      case "Key Rolled Back" ->
          "Secret %s holds its previous access key %s again. Consumers have to read the secret again."
              .formatted(secret, named);
      case "Key Deactivated" ->
          "The previous access key %s of secret %s was deactivated. If anything fails now: keyturn rollback %s"
              .formatted(named, secret, secret);
      case "Key Reactivated" ->
          "Access key %s of secret %s, which was switched off, was switched on again."
              .formatted(named, secret);
      case "Key Deleted" ->
          "The previous access key %s of secret %s was deleted.".formatted(named, secret);
      default ->
          "Access key %s, left by a rotation of secret %s that was interrupted or overtaken, was removed."
              .formatted(named, secret);
    };
  }

  private Notification notification(
      String type,
      SecretResult result,
      Optional<AccessKeyId> key,
      String reason,
      String sentence,
      String remedy,
      Instant now) {
    Map<String, Object> detail = detail(Optional.of(result.secret()), Optional.of(result.work()));
    result.user().ifPresent(user -> detail.put("user", user.value()));
    key.ifPresent(id -> detail.put("key", id.masked()));
    detail.put("reason", reason);
    detail.put("message", sentence);
    if (!remedy.isEmpty()) {
      detail.put("remedy", remedy);
    }
    WritesFields.put(detail, result.report().writes(), caller);
    return new Notification(
        now,
        type,
        JsonText.oneLine(detail),
        subject(type, Optional.of(result.secret())),
        whereWords() + (remedy.isEmpty() ? sentence : sentence + "\n\n" + remedy),
        result.arn().map(List::of).orElse(List.of()));
  }

  private Notification of(InvocationRefusal why, Instant now) {
    String type = "Invocation Failed";
    Map<String, Object> detail = detail(why.secret(), why.work());
    detail.put("reason", why.reason());
    detail.put("message", why.sentence());
    return new Notification(
        now,
        type,
        JsonText.oneLine(detail),
        subject(type, why.secret()),
        why.sentence(),
        List.of());
  }

  private Map<String, Object> detail(Optional<String> secret, Optional<FunctionWork> work) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("version", "1");
    detail.put("requestId", requestId);
    detail.putAll(where);
    secret.ifPresent(it -> detail.put("secret", it));
    work.ifPresent(it -> detail.put("step", it.word()));
    return detail;
  }

  /** First, as a sentence that is typed has to be typed there. */
  private String whereWords() {
    return where.isEmpty() ? "" : "In account %s:\n\n".formatted(String.join(" ", where.values()));
  }

  private String subject(String type, Optional<String> secret) {
    String account = where.isEmpty() ? "" : " " + where.get("account");
    String subject = "Keyturn" + account + ": " + type + secret.map(it -> ": " + it).orElse("");
    return subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject;
  }
}
