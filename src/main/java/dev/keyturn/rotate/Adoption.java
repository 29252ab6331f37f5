package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.Failure;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.Read;
import dev.keyturn.port.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds an IAM user and a secret to each other. The one act that needs an administrator: it writes
 * the tag on the user that says which secret may hold the user's key, and pins the user's immutable
 * ID in the secret's tags. Each write may be repeated, and the user's tag comes last, so that a
 * crash in between leaves a secret that is refused until {@code adopt} is run again.
 */
public final class Adoption {
  /** Where the user's key comes from. */
  public sealed interface Source {
    /** It is in the secret already. */
    record InSecret() implements Source {}

    /** It is given, as from a profile; the secret is created for it where there is none. */
    record Given(Credential credential) implements Source {}

    /** It is created by the rotation that follows the adoption. */
    record NewKey() implements Source {}
  }

  /**
   * What is asked for.
   *
   * @param secret the secret's name or ARN
   * @param settings policy settings to put on the secret
   */
  public record Request(
      UserName user, String secret, Source source, Map<Setting, String> settings) {
    public Request {
      settings = Map.copyOf(settings);
    }
  }

  /** What came of it. */
  public sealed interface Result {
    /**
     * The two are bound.
     *
     * @param arn the secret's ARN; its name in a dry run that would create it
     * @param changes what was changed, a sentence each; what would be, in a dry run; empty when all
     *     was so already
     * @param warnings what a person should know, such as a second key
     */
    record Adopted(IamUser user, String arn, List<String> changes, List<String> warnings)
        implements Result {}

    /** Nothing was changed. */
    record Refused(String why, String remedy) implements Result {}

    /**
     * AWS did not do what it was asked.
     *
     * @param changes what was changed before; running again continues from there
     */
    record Failed(Failure failure, List<String> changes) implements Result {}
  }

  /** Ends an adoption from within; caught in {@link #adopt}, never seen outside. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Result result;

    Stop(Result result) {
      super(null, null, false, false);
      this.result = result;
    }
  }

  private final Ports ports;
  private final boolean dryRun;
  private final List<String> changes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private Adoption(Ports ports, boolean dryRun) {
    this.ports = ports;
    this.dryRun = dryRun;
  }

  /**
   * Adopts.
   *
   * @param dryRun whether to change nothing, and say what would be changed
   */
  public static Result adopt(Ports ports, Request request, boolean dryRun) {
    try {
      return new Adoption(ports, dryRun).adopt(request);
    } catch (Stop stop) {
      return stop.result;
    }
  }

  private Result adopt(Request request) {
    IamUser user =
        found(ports.keys().user(request.user()))
            .orElseThrow(() ->
                refuse(
                    "There is no IAM user %s.".formatted(request.user()),
                    "Check the name and the account."));
    List<AccessKey> keys = found(ports.keys().list(user.name())).orElse(List.of());
    Optional<SecretDescription> secret = found(ports.secrets().describe(request.secret()));
    stopIf(AdoptionChecks.binding(user, request, secret, ports.clock().instant()));
    String arn =
        secret.isPresent()
            ? adoptExisting(user, keys, secret.get(), request)
            : create(user, keys, request);
    if (!user.boundSecret().equals(Optional.of(arn))) {
      change("tagged IAM user %s: keyturn:secret = %s".formatted(user.name(), arn));
      if (!dryRun) {
        done(ports.keys().bind(user.name(), arn), "iam:TagUser");
      }
    }
    return new Result.Adopted(user, arn, List.copyOf(changes), List.copyOf(warnings));
  }

  private String adoptExisting(
      IamUser user, List<AccessKey> keys, SecretDescription secret, Request request) {
    Optional<Credential> held = credentialIn(secret, request);
    if (held.isPresent()) {
      stopIf(AdoptionChecks.name(user, request.secret(), held.get()));
      check(user, keys, held.get(), request);
    }
    if (request.source() instanceof Source.Given(Credential given)
        && !held.map(Credential::id).equals(Optional.of(given.id()))) {
      throw refuse(
          "Secret %s exists and does not hold the profile's key.".formatted(request.secret()),
          "Adopt it as it is (without --from-profile), or choose another name.");
    }
    boolean makesKey = request.source() instanceof Source.NewKey;
    if (held.isEmpty() && !makesKey) {
      throw refuse(
          "Secret %s has no value yet.".formatted(request.secret()),
          "Add --new-key to have its first key created.");
    }
    Ledger before = LedgerTags.read(secret.tags()).ledger();
    Optional<AccessKeyId> key = held.map(Credential::id);
    Ledger after = key.isPresent() || makesKey ? before.adopted(user.id(), key) : before;
    Optional<Previous> displaced =
        before
            .current()
            .filter(was -> !key.equals(Optional.of(was)))
            .filter(was -> keys.stream().anyMatch(existing -> existing.id().equals(was)))
            .map(was -> new Previous(was, State.ACTIVE, ports.clock().instant()));
    if (displaced.isPresent()) {
      after = after.with(displaced.get());
    }
    Map<String, String> tags = new HashMap<>(LedgerTags.changes(before, after));
    request.settings().forEach((setting, value) -> tags.put(setting.tag(), value));
    tags.entrySet().removeAll(secret.tags().entrySet());
    if (!tags.isEmpty()) {
      change("tagged secret %s: %s".formatted(request.secret(), describe(tags)));
      if (!dryRun) {
        done(ports.secrets().tag(secret.arn(), tags), "secretsmanager:TagResource");
      }
    }
    warnOfOthers(user, keys, key, after.previous().map(Previous::key));
    return secret.arn();
  }

  private Optional<Credential> credentialIn(SecretDescription secret, Request request) {
    var current = secret.at(StagingLabel.AWSCURRENT);
    if (current.isEmpty()) {
      return Optional.empty();
    }
    VersionValue value =
        found(ports.secrets().value(secret.arn(), current.get()))
            .orElseGet(VersionValue.Absent::new);
    return switch (value) {
      case VersionValue.Holds holds -> Optional.of(holds.credential());
      case VersionValue.Absent absent -> Optional.empty();
      case VersionValue.Unusable bad ->
          throw refuse(
              "Secret %s cannot be adopted. %s".formatted(request.secret(), bad.problem()),
              bad.fix());
    };
  }

  /**
   * With {@code --new-key} a key in the secret that nobody can use from there is no obstacle. It is
   * recorded as the current one all the same, so that the rotation leaves it as the previous key,
   * and retires it as any other.
   */
  private void check(IamUser user, List<AccessKey> keys, Credential credential, Request request) {
    boolean dead =
        keys.stream().noneMatch(key -> key.id().equals(credential.id()) && key.isActive());
    if (dead && request.source() instanceof Source.NewKey) {
      warnings.add(
          "The secret names key %s, which is Inactive or gone; the new key replaces it."
              .formatted(credential.id().masked()));
      return;
    }
    stopIf(AdoptionChecks.key(user, keys, credential));
    IdentityProbe.Result probed = ports.probe().probe(credential, user);
    if (probed instanceof IdentityProbe.Result.WrongSecret
        && request.source() instanceof Source.NewKey) {
      warnings.add(
          "The secret access key in the secret does not belong to key %s; the new key replaces it, and the key is retired as any previous one."
              .formatted(credential.id().masked()));
      return;
    }
    stopIf(AdoptionChecks.works(credential, probed));
  }

  private String create(IamUser user, List<AccessKey> keys, Request request) {
    if (request.source() instanceof Source.InSecret) {
      throw refuse(
          "There is no secret %s.".formatted(request.secret()),
          "Add --from-profile with a profile that holds the user's key, or --new-key.");
    }
    if (request.source() instanceof Source.NewKey && keys.size() >= 2) {
      throw refuse(
          "IAM user %s has %d keys already; there is no room for a new one."
              .formatted(user.name(), keys.size()),
          "Delete one that nobody needs, or adopt one of them with --from-profile.");
    }
    Optional<Credential> given =
        request.source() instanceof Source.Given(Credential credential)
            ? Optional.of(credential)
            : Optional.empty();
    given.ifPresent(credential -> check(user, keys, credential, request));
    Optional<AccessKeyId> key = given.map(Credential::id);
    Map<String, String> tags =
        new HashMap<>(LedgerTags.changes(Ledger.EMPTY, Ledger.EMPTY.adopted(user.id(), key)));
    request.settings().forEach((setting, value) -> tags.put(setting.tag(), value));
    warnOfOthers(user, keys, key, Optional.empty());
    change(
        "created secret %s%s, tagged: %s"
            .formatted(
                request.secret(),
                key.isPresent() ? " with key " + key.get().masked() : " without a value",
                describe(tags)));
    return dryRun
        ? request.secret()
        : done(
            ports
                .secrets()
                .create(
                    request.secret(),
                    tags,
                    ports.tokens().version(),
                    given.map(
                        credential -> ports.secrets().document(Optional.empty(), credential))),
            "secretsmanager:CreateSecret");
  }

  private void warnOfOthers(
      IamUser user,
      List<AccessKey> keys,
      Optional<AccessKeyId> adopted,
      Optional<AccessKeyId> previous) {
    for (AccessKey key : keys) {
      if (!adopted.equals(Optional.of(key.id())) && !previous.equals(Optional.of(key.id()))) {
        warnings.add(
            "IAM user %s has another key, %s, created %s and %s. Keyturn will not touch it, and cannot rotate until it is gone."
                .formatted(
                    user.name(),
                    key.id().masked(),
                    key.created(),
                    key.isActive() ? "Active" : "Inactive"));
      }
    }
  }

  private static String describe(Map<String, String> tags) {
    List<String> shown = new ArrayList<>();
    tags.forEach((tag, value) ->
        shown.add(
            tag
                + " = "
                + (tag.equals(LedgerTags.CURRENT)
                    ? "v1 ****" + value.substring(value.length() - 4)
                    : value)));
    shown.sort(null);
    return String.join(", ", shown);
  }

  private static void stopIf(Optional<Result> reason) {
    reason.ifPresent(result -> {
      throw new Stop(result);
    });
  }

  private void change(String what) {
    changes.add(what);
  }

  private <T> Optional<T> found(Read<T> read) {
    return switch (read) {
      case Read.Got<T>(T value) -> Optional.of(value);
      case Read.Absent<T> absent -> Optional.empty();
      case Read.Failed<T>(Failure failure) ->
          throw new Stop(new Result.Failed(failure, List.copyOf(changes)));
    };
  }

  private <T> T done(Write<T> write, String action) {
    return switch (write) {
      case Write.Done<T>(T value) -> value;
      case Write.Refused<T>(Write.Refusal refusal) ->
          throw failed(new Failure.Rejected(action, refusal.name(), "run this again"));
      case Write.Failed<T>(Failure failure) -> throw failed(failure);
      case Write.EffectUnknown<T>(Failure failure) -> throw failed(failure);
    };
  }

  /**
   * The change that failed was counted already; it did not happen, or is found done by the next
   * run.
   */
  private Stop failed(Failure failure) {
    return new Stop(
        new Result.Failed(failure, List.copyOf(changes.subList(0, changes.size() - 1))));
  }

  private static Stop refuse(String why, String remedy) {
    return new Stop(new Result.Refused(why, remedy));
  }
}
