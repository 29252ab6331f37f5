package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.Failure;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.Read;
import dev.keyturn.port.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
   * @param existing whether a first key may be put into a secret that was there before, and that
   *     others may be able to read
   * @param settings policy settings to put on the secret
   */
  public record Request(
      UserName user,
      String secret,
      Source source,
      boolean existing,
      Map<Setting, String> settings) {
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

  /** A key ID, which people see by its end; the version that may follow says nothing to them. */
  private static final Pattern KEY_ID =
      Pattern.compile("v1 \\w{12,124}(\\w{4})( \\S+ since \\S+)?( version=\\S+)?");

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
    LabelledVersions versions = LabelledVersions.read(ports, secret, this::found);
    Optional<Credential> held = heldBy(versions, request);
    held.ifPresent(credential -> stopIf(AdoptionChecks.name(user, request.secret(), credential)));
    stopIf(versions.anothersKey(ports, user, keys, this::found));
    Ledger before = LedgerTags.read(secret.tags()).ledger();
    // Where a rotation is to make the key, it leaves the one that is recorded, if there is one.
    Optional<Current> current =
        current(user, keys, secret, versions, before, request).or(before::current);
    Ledger after = before.adopted(user.id(), current);
    Optional<Previous> previous = previous(user, keys, versions, before, current);
    if (previous.isPresent()) {
      after = after.with(previous.get());
    }
    Map<String, String> tags = new HashMap<>(LedgerTags.changes(secret.tags(), before, after));
    request.settings().forEach((setting, value) -> tags.put(setting.tag(), value));
    tags.entrySet().removeAll(secret.tags().entrySet());
    stopIf(AdoptionChecks.room(request.secret(), secret.tags(), tags));
    if (!tags.isEmpty()) {
      change("tagged secret %s: %s".formatted(request.secret(), describe(tags)));
      if (!dryRun) {
        done(ports.secrets().tag(secret.arn(), tags), "secretsmanager:TagResource");
      }
    }
    warnOfOthers(user, keys, after.currentKey(), after.previous().map(Previous::key));
    return secret.arn();
  }

  private Optional<Credential> heldBy(LabelledVersions versions, Request request) {
    return switch (versions.current()) {
      case VersionValue.Holds holds -> Optional.of(holds.credential());
      case VersionValue.Absent absent -> Optional.empty();
      case VersionValue.Unusable bad ->
          throw refuse(
              "Secret %s cannot be adopted. %s".formatted(request.secret(), bad.problem()),
              versions.provedBefore().isPresent()
                  ? "To go back to the version that was current last, run: keyturn rollback %s. Or correct the value. %s"
                      .formatted(request.secret(), bad.fix())
                  : bad.fix());
    };
  }

  /** The key to record as the current one, proved; none where a rotation is to make it. */
  private Optional<Current> current(
      IamUser user,
      List<AccessKey> keys,
      SecretDescription secret,
      LabelledVersions versions,
      Ledger before,
      Request request) {
    Optional<Credential> held = versions.current().held().map(VersionValue.Holds::credential);
    return switch (request.source()) {
      case Source.InSecret inSecret -> {
        Credential credential =
            held.orElseThrow(() ->
                refuse(
                    "Secret %s has no value yet.".formatted(request.secret()),
                    "Add --new-key to have its first key created."));
        stopIf(AdoptionChecks.key(user, keys, credential, versions.whatWorks(keys, request)));
        IdentityProbe.Result probed = ports.probe().probe(credential, user);
        if (probed instanceof IdentityProbe.Result.WrongSecret) {
          stopIf(versions.worksBefore(keys, before, request));
        }
        stopIf(AdoptionChecks.works(credential, probed));
        yield Optional.of(new Current(credential.id(), secret.at(StagingLabel.AWSCURRENT)));
      }
      case Source.Given(Credential given) -> {
        stopIf(AdoptionChecks.key(user, keys, given, versions.whatWorks(keys, request)));
        stopIf(AdoptionChecks.works(given, ports.probe().probe(given, user)));
        yield Optional.of(
            held.equals(Optional.of(given))
                ? new Current(given.id(), secret.at(StagingLabel.AWSCURRENT))
                : new Current(
                    given.id(), Optional.of(put(user, keys, secret, held, given, request))));
      }
      case Source.NewKey newKey -> {
        boolean works =
            held.isPresent() && works(user, keys, held.get(), "the new key replaces it");
        if (!works) {
          stopIf(versions.worksBefore(keys, before, request));
        }
        boolean known = works || before.userId().isPresent();
        if (!known && !request.existing()) {
          stopIf(AdoptionChecks.madeBefore(request.secret(), secret.created()));
        }
        yield held.filter(credential -> works)
            .map(credential -> new Current(credential.id(), secret.at(StagingLabel.AWSCURRENT)));
      }
    };
  }

  /** Whether a key in the secret can be used from there; where it cannot, says so. */
  private boolean works(IamUser user, List<AccessKey> keys, Credential held, String then) {
    String key = held.id().masked();
    if (keys.stream().noneMatch(it -> it.id().equals(held.id()) && it.isActive())) {
      warnings.add("The secret names key %s, which is Inactive or gone; %s.".formatted(key, then));
      return false;
    }
    IdentityProbe.Result probed = ports.probe().probe(held, user);
    if (probed instanceof IdentityProbe.Result.WrongSecret) {
      warnings.add(
          "The secret access key in the secret does not belong to key %s; %s."
              .formatted(key, then));
      return false;
    }
    stopIf(AdoptionChecks.works(held, probed));
    return true;
  }

  /**
   * The given key is put into a secret that holds no working key of the user, as after somebody has
   * made another with another tool, and deleted the secret's own.
   */
  private VersionId put(
      IamUser user,
      List<AccessKey> keys,
      SecretDescription secret,
      Optional<Credential> held,
      Credential given,
      Request request) {
    if (held.isPresent()
        && !held.get().id().equals(given.id())
        && works(user, keys, held.get(), "the given key replaces it")) {
      throw refuse(
          "Secret %s exists and holds another key of the user, %s, which works."
              .formatted(request.secret(), held.get().id().masked()),
          "Adopt it as it is: keyturn adopt %s --secret %s. Or choose another name."
              .formatted(user.name(), request.secret()));
    }
    VersionId version = ports.tokens().version();
    change("stored key %s in secret %s".formatted(given.id().masked(), request.secret()));
    if (!dryRun) {
      Optional<SecretText> base =
          secret
              .at(StagingLabel.AWSCURRENT)
              .flatMap(current -> found(ports.secrets().value(secret.arn(), current)))
              .flatMap(VersionValue::held)
              .map(VersionValue.Holds::document);
      done(
          ports
              .secrets()
              .put(
                  secret.arn(),
                  version,
                  ports.secrets().document(base, given),
                  StagingLabel.AWSCURRENT),
          "secretsmanager:PutSecretValue");
    }
    return version;
  }

  /**
   * The previous key: the one that was recorded as current before, if there still is one; or, where
   * nothing is recorded, as after somebody took the tags away, the one in AWSPREVIOUS, if it works;
   * or one in the secret that does not work from there, and is to be replaced.
   */
  private Optional<Previous> previous(
      IamUser user,
      List<AccessKey> keys,
      LabelledVersions versions,
      Ledger before,
      Optional<Current> current) {
    Instant now = ports.clock().instant();
    Optional<Current> was =
        before.current().filter(it -> !current.map(Current::key).equals(Optional.of(it.key())));
    Optional<Previous> displaced = was.flatMap(it -> previous(keys, it.key(), it.provedIn(), now));
    if (displaced.isPresent() || before.previous().isPresent()) {
      return displaced;
    }
    Optional<Previous> replaced =
        current.isPresent()
            ? Optional.empty()
            : versions
                .heldInCurrent()
                .flatMap(held -> previous(keys, held.key(), held.provedIn(), now));
    return replaced.or(() ->
        versions
            .credentialIn(StagingLabel.AWSPREVIOUS)
            .filter(it -> !current.map(Current::key).equals(Optional.of(it.id())))
            .filter(it -> keys.stream().anyMatch(key -> key.id().equals(it.id()) && key.isActive()))
            .filter(it -> ports.probe().probe(it, user) instanceof IdentityProbe.Result.Works)
            .flatMap(it -> previous(keys, it.id(), versions.at(StagingLabel.AWSPREVIOUS), now)));
  }

  private static Optional<Previous> previous(
      List<AccessKey> keys, AccessKeyId id, Optional<VersionId> provedIn, Instant now) {
    return keys.stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .map(key ->
            new Previous(id, key.isActive() ? State.ACTIVE : State.OFF_BY_HAND, now, provedIn));
  }

  private String create(IamUser user, List<AccessKey> keys, Request request) {
    if (request.source() instanceof Source.InSecret) {
      throw refuse(
          "There is no secret %s.".formatted(request.secret()),
          "Add --from-profile PROFILE with a profile that holds the user's key, or add --new-key.");
    }
    if (request.source() instanceof Source.NewKey) {
      stopIf(AdoptionChecks.roomForAKey(user, keys));
    }
    Optional<Credential> given =
        request.source() instanceof Source.Given(Credential credential)
            ? Optional.of(credential)
            : Optional.empty();
    given.ifPresent(credential -> {
      stopIf(AdoptionChecks.key(user, keys, credential, Optional.empty()));
      stopIf(AdoptionChecks.works(credential, ports.probe().probe(credential, user)));
    });
    Optional<AccessKeyId> key = given.map(Credential::id);
    VersionId version = ports.tokens().version();
    Ledger adopted =
        Ledger.EMPTY.adopted(user.id(), key.map(id -> new Current(id, Optional.of(version))));
    Map<String, String> tags = new HashMap<>(LedgerTags.changes(Map.of(), Ledger.EMPTY, adopted));
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
                    version,
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
    tags.forEach((tag, value) -> {
      if (!LedgerTags.saysNothing(value)) {
        shown.add(tag + " = " + shown(value));
      }
    });
    shown.sort(null);
    return String.join(", ", shown);
  }

  private static String shown(String value) {
    Matcher entry = KEY_ID.matcher(value);
    return entry.matches()
        ? "v1 ****" + entry.group(1) + Objects.requireNonNullElse(entry.group(2), "")
        : value;
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
