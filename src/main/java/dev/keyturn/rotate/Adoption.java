package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.Failure;
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
 *
 * <p>Its writes are not steps of the planner's. That one has an administrator's rights nowhere, and
 * plans for a secret whose user is bound already; here a person says which user is meant, and no
 * tag is believed about it. So nothing is taken up again from what an earlier run announced, and
 * there is no intent: the person types the same once more. What both ask of a secret and a user is
 * asked by {@link dev.keyturn.plan.Guards}.
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

  /** Which fields of the secret's value hold the key. */
  public sealed interface Fields {
    /**
     * As the secret's tags, or else the deployment, or else common use has it.
     *
     * @param line where they would be said, of the file that asks for this; empty on a command line
     */
    record Unsaid(Optional<Long> line) implements Fields {
      /** Those of a command line. */
      public Unsaid() {
        this(Optional.empty());
      }
    }

    /** Those that are recognised in the value, whichever they are. */
    record Recognised() implements Fields {}

    /** These. */
    record Named(SecretFields fields) implements Fields {}
  }

  /**
   * What is asked for.
   *
   * @param secret the secret's name or ARN
   * @param existing whether a first key may be put into a secret that was there before, and that
   *     others may be able to read
   * @param settings policy settings to put on the secret
   * @param fields which fields of its value hold the key
   */
  public record Request(
      UserName user,
      String secret,
      Source source,
      boolean existing,
      Map<Setting, String> settings,
      Fields fields) {
    public Request {
      settings = Map.copyOf(settings);
    }

    /** The same with fields that somebody has confirmed. */
    public Request with(SecretFields confirmed) {
      return new Request(user, secret, source, existing, settings, new Fields.Named(confirmed));
    }

    /** The same with a key from elsewhere. */
    public Request with(Source other) {
      return new Request(user, secret, other, existing, settings, fields);
    }

    /** One that says nothing of fields. */
    public Request(
        UserName user,
        String secret,
        Source source,
        boolean existing,
        Map<Setting, String> settings) {
      this(user, secret, source, existing, settings, new Fields.Unsaid());
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

    /**
     * Nothing was changed.
     *
     * @param reason the planner's word for it, where a run would have one; empty for what only an
     *     adoption refuses
     * @param recognised fields that hold the key, and that a person has to confirm
     */
    record Refused(
        Optional<Reason> reason, String why, String remedy, Optional<SecretFields> recognised)
        implements Result {
      /** One that no confirmation changes. */
      public Refused(Optional<Reason> reason, String why, String remedy) {
        this(reason, why, remedy, Optional.empty());
      }
    }

    /**
     * AWS did not do what it was asked.
     *
     * @param changes what was changed before; running again continues from there
     */
    record Failed(Failure failure, List<String> changes) implements Result {}
  }

  /** A key ID, which people see by its end; the version that may follow says nothing to them. */
  private static final Pattern KEY_ID =
      Pattern.compile("v1 \\w{12,124}(\\w{4})( \\S+ since \\S+)?( version=\\S+)?( adopted=\\S+)?");

  private final Ports ports;
  private final List<PolicySource> deployment;
  private final boolean dryRun;
  private final AdoptionLog log;

  private Adoption(Ports ports, List<PolicySource> deployment, Request request, boolean dryRun) {
    this.ports = ports;
    this.deployment = List.copyOf(deployment);
    this.dryRun = dryRun;
    this.log = new AdoptionLog(ports, request);
  }

  /**
   * Adopts.
   *
   * @param deployment where settings come from besides the secret's tags, the weakest first: with
   *     them the tags have to make a policy
   * @param dryRun whether to change nothing, and say what would be changed
   */
  public static Result adopt(
      Ports ports, List<PolicySource> deployment, Request request, boolean dryRun) {
    Adoption adoption = new Adoption(ports, deployment, request, dryRun);
    try {
      return adoption.log.writes().during(() -> adoption.adopt(request));
    } catch (AdoptionLog.Stop stop) {
      return stop.result();
    }
  }

  private Result adopt(Request request) {
    IamUser user =
        log.found(ports.keys().user(request.user()))
            .orElseThrow(() ->
                AdoptionLog.refuse(
                    Reason.NO_SUCH_USER,
                    "There is no IAM user %s.".formatted(request.user()),
                    "Check the name and the account."));
    List<AccessKey> keys = log.found(ports.keys().list(user.name())).orElse(List.of());
    Optional<SecretDescription> secret = log.found(ports.secrets().describe(request.secret()));
    AdoptionLog.stopIf(AdoptionChecks.binding(user, request, secret));
    if (secret.isPresent()) {
      AdoptionLog.stopIf(
          AdoptionChecks.secret(user, request, secret.get(), deployment, ports.clock().instant()));
    }
    String arn =
        secret.isPresent()
            ? adoptExisting(user, keys, secret.get(), request)
            : create(user, keys, request);
    if (!user.boundSecret().equals(Optional.of(arn))) {
      log.change("tagged IAM user %s: keyturn:secret = %s".formatted(user.name(), arn));
      if (!dryRun) {
        log.done(ports.keys().bind(user.name(), arn), "iam:TagUser");
      }
    }
    return new Result.Adopted(user, arn, log.changes(), log.warnings());
  }

  private String adoptExisting(
      IamUser user, List<AccessKey> keys, SecretDescription secret, Request request) {
    AdoptionFields asked = new AdoptionFields(ports, log, deployment, user, keys, request);
    SecretFields fields = asked.of(secret);
    LabelledVersions versions = LabelledVersions.read(ports, secret, fields, log::found);
    asked.confirmed(secret, versions);
    Optional<Credential> held = heldBy(versions, request);
    held.ifPresent(
        credential -> AdoptionLog.stopIf(AdoptionChecks.name(user, request.secret(), credential)));
    AdoptionLog.stopIf(versions.anothersKey(ports, user, keys, log::found));
    Ledger before = secret.said().ledger();
    // Where a rotation is to make the key, it leaves the one that is recorded, if there is one.
    AdoptionKeys adopted = new AdoptionKeys(ports, dryRun, log, user, keys, secret, versions);
    Optional<Current> current =
        adopted.current(before, request).map(found -> since(before, found)).or(before::current);
    Ledger after = before.adopted(user.id(), current);
    Optional<Previous> previous = adopted.previous(before, current);
    if (previous.isPresent()) {
      after = after.with(previous.get());
    }
    Map<String, String> tags = new HashMap<>(LedgerTags.changes(secret.tags(), before, after));
    request.settings().forEach((setting, value) -> tags.put(setting.tag(), value));
    tags.putAll(asked.tags(fields, secret.tags()));
    tags.entrySet().removeAll(secret.tags().entrySet());
    AdoptionLog.stopIf(AdoptionChecks.room(request.secret(), secret.tags(), tags));
    if (!tags.isEmpty()) {
      log.change("tagged secret %s: %s".formatted(request.secret(), describe(tags)));
      if (!dryRun) {
        log.done(ports.secrets().tag(secret.arn(), tags), "secretsmanager:TagResource");
      }
    }
    warnOfOthers(user, keys, after.currentKey(), after.previous().map(Previous::key));
    asked.warnOfCopies(versions.current());
    return secret.arn();
  }

  /** When a key was adopted is noted once, so that the same command once more changes nothing. */
  private Current since(Ledger before, Current found) {
    return before
        .current()
        .filter(was -> was.key().equals(found.key()))
        .map(was -> new Current(found.key(), found.provedIn(), was.adopted()))
        .orElseGet(() -> found.adopted(ports.clock().instant()));
  }

  private Optional<Credential> heldBy(LabelledVersions versions, Request request) {
    return switch (versions.current()) {
      case VersionValue.Holds holds -> {
        AdoptionLog.stopIf(AdoptionChecks.value(request, holds));
        yield Optional.of(holds.credential());
      }
      case VersionValue.Absent absent -> Optional.empty();
      case VersionValue.Unusable bad ->
          throw AdoptionLog.refuse(
              Reason.VALUE_UNUSABLE,
              "Secret %s cannot be adopted. %s".formatted(request.secret(), bad.problem()),
              versions.provedBefore().isPresent()
                  ? "To go back to the version that was current last, run: keyturn rollback %s. Or correct the value. %s"
                      .formatted(request.secret(), bad.fix())
                  : bad.fix());
    };
  }

  private String create(IamUser user, List<AccessKey> keys, Request request) {
    if (request.source() instanceof Source.InSecret) {
      throw AdoptionLog.refuse(
          Reason.NO_SUCH_SECRET,
          "There is no secret %s.".formatted(request.secret()),
          "Add --from-profile PROFILE with a profile that holds the user's key, or add --new-key.");
    }
    AdoptionLog.stopIf(AdoptionChecks.settings(deployment, request));
    if (request.source() instanceof Source.NewKey) {
      AdoptionLog.stopIf(AdoptionChecks.roomForAKey(user, keys));
    }
    Optional<Credential> given =
        request.source() instanceof Source.Given(Credential credential)
            ? Optional.of(credential)
            : Optional.empty();
    given.ifPresent(credential -> {
      AdoptionLog.stopIf(AdoptionChecks.key(user, keys, credential, Optional.empty()));
      AdoptionLog.stopIf(AdoptionChecks.works(credential, ports.probe().probe(credential, user)));
    });
    Optional<AccessKeyId> key = given.map(Credential::id);
    VersionId version = ports.names().version();
    Ledger adopted =
        Ledger.EMPTY.adopted(
            user.id(),
            key.map(id -> new Current(id, Optional.of(version)).adopted(ports.clock().instant())));
    Map<String, String> tags = new HashMap<>(LedgerTags.changes(Map.of(), Ledger.EMPTY, adopted));
    request.settings().forEach((setting, value) -> tags.put(setting.tag(), value));
    AdoptionFields asked = new AdoptionFields(ports, log, deployment, user, keys, request);
    SecretFields fields = asked.ofNew();
    tags.putAll(asked.tags(fields, Map.of()));
    warnOfOthers(user, keys, key, Optional.empty());
    log.change(
        "created secret %s%s, tagged: %s"
            .formatted(
                request.secret(),
                key.isPresent() ? " with key " + key.get().masked() : " without a value",
                describe(tags)));
    return dryRun
        ? request.secret()
        : log.done(
            ports
                .secrets()
                .create(
                    request.secret(),
                    tags,
                    version,
                    given.map(credential ->
                        ports.secrets().document(Optional.empty(), credential, fields))),
            "secretsmanager:CreateSecret");
  }

  private void warnOfOthers(
      IamUser user,
      List<AccessKey> keys,
      Optional<AccessKeyId> adopted,
      Optional<AccessKeyId> previous) {
    for (AccessKey key : keys) {
      if (!adopted.equals(Optional.of(key.id())) && !previous.equals(Optional.of(key.id()))) {
        log.warn(
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
}
