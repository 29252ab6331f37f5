package dev.keyturn.aws;

import dev.keyturn.model.SecretText;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.MessageSigner;
import dev.keyturn.port.Notifier;
import dev.keyturn.port.OrganizationLists;
import dev.keyturn.port.RetiringKeys;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.WorkQueue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A connection to AWS: the ports, made of the SDK. Making one costs nothing and asks nobody; each
 * of the SDK's clients is made when the first call needs it, and kept until {@link #close}. Safe
 * for use by several threads.
 */
public final class AwsConnection implements AutoCloseable {
  private final AwsSettings settings;
  private final Pace pace;
  private final AwsClock clock;
  private final Clients clients;
  private final Lazy<NotificationClients> messengers;
  private final KnownSecrets known;
  private final FailureTranslation failures;
  private final CallerArn caller;

  private AwsConnection(AwsSettings settings) {
    this(settings, new AwsClock(settings.baseClock()), new KnownSecrets());
  }

  private AwsConnection(AwsSettings settings, AwsClock clock, KnownSecrets known) {
    this(settings, settings.pace().anew(), clock, known, new Clients(settings, clock, known));
  }

  private AwsConnection(
      AwsSettings settings, Pace pace, AwsClock clock, KnownSecrets known, Clients clients) {
    this.settings = settings;
    this.pace = pace;
    this.clock = clock;
    this.known = known;
    this.clients = clients;
    this.messengers = new Lazy<>(() -> new NotificationClients(clients));
    this.failures = new FailureTranslation(clock, known);
    this.caller = new CallerArn(clients, new SdkCalls(failures), clock);
  }

  /** Makes a connection; missing Regions and credentials show at the first call, as failures. */
  public static AwsConnection connect(AwsSettings settings) {
    return new AwsConnection(settings);
  }

  /**
   * A connection that reaches nobody, for {@link #callEverything} before a snapshot is taken.
   *
   * @param clock this machine's
   */
  public static AwsConnection primed(InstantSource clock) {
    return new AwsConnection(SdkWarmUp.settings(clock));
  }

  /** Makes every call once; for {@link #primed}. */
  public void callEverything() {
    if (settings.credentials().isEmpty()) {
      throw new IllegalStateException("this would reach AWS");
    }
    SdkWarmUp.callEverything(this);
  }

  /**
   * Makes the clients that every rotation needs, where there is time for it before the first call.
   * What is missing for them shows at that call.
   */
  public void makeClients() {
    clients.make();
  }

  /** IAM users and their access keys. */
  public AccessKeys accessKeys() {
    return new IamAccessKeys(clients, new SdkCalls(failures, pace), known);
  }

  /** All users of the account at once. */
  public AccountUsers accountUsers() {
    return new IamAccountUsers(clients, new SdkCalls(failures, pace));
  }

  /** What an administrator who retires unused keys needs besides. */
  public RetiringKeys retiringKeys() {
    return new IamRetiringKeys(clients, new SdkCalls(failures));
  }

  /** Secrets Manager. */
  public SecretStore secrets() {
    return store(Optional.empty());
  }

  /**
   * Secrets Manager for one run of the rotation function.
   *
   * @param rotationToken from the rotation's event; Secrets Manager asks for it where the function
   *     acts through an assumed role or in another account
   */
  public SecretStore secrets(SecretText rotationToken) {
    return store(Optional.of(rotationToken));
  }

  private SecretStore store(Optional<SecretText> rotationToken) {
    return new SecretsManagerStore(
        clients, new SdkCalls(failures), known, rotationToken.map(known::add));
  }

  /**
   * An event bus of EventBridge.
   *
   * @param name its name or ARN
   */
  public Notifier eventBus(String name) {
    return new EventBus(messengers.get(), new SdkCalls(failures), name);
  }

  /** A topic of SNS. */
  public Notifier topic(String arn) {
    return new SnsTopic(messengers.get(), new SdkCalls(failures), arn);
  }

  /**
   * A journal in a bucket of this Region.
   *
   * @param folder what the names of its objects begin with, a slash at its end included; or empty
   */
  public JournalStore journal(String bucket, String folder) {
    return new S3Journal(new S3Bucket(clients, bucket), new SdkCalls(failures), folder);
  }

  /**
   * An Ed25519 key of KMS.
   *
   * @param key its ID or ARN, or an alias's name or ARN
   */
  public MessageSigner signer(String key) {
    return new KmsSigner(clients, new SdkCalls(failures), key);
  }

  /** Our ARN, as CloudTrail names it; empty where nobody could say. Asked once. */
  public Optional<String> caller() {
    return caller.arn();
  }

  /** A session in a role of another account, which costs nothing until it is needed. */
  public RoleSession session(MemberRole role) {
    return new RoleSession(clients, new SdkCalls(failures), role, settings.pace().anew());
  }

  /**
   * A connection of its own into an account whose role is assumed: with its own clients, retries,
   * clock and connections, so that what befalls it there befalls nobody else. Only the pace is that
   * of all connections of the session.
   */
  public AwsConnection as(RoleSession session, String region) {
    AwsSettings there = settings.withRegion(region);
    AwsClock time = new AwsClock(settings.baseClock());
    KnownSecrets secrets = new KnownSecrets();
    return new AwsConnection(
        there,
        session.pace(),
        time,
        secrets,
        new Clients(there, time, secrets, Optional.of(session.provider()), clients.sessions()));
  }

  /** What AWS Organizations lists. */
  public OrganizationLists organization() {
    return new JsonOrganization(new Lazy<>(this::organizationRequests), new SdkCalls(failures));
  }

  /** Signed as we are, for the Region of Organizations. */
  private JsonRequests organizationRequests() {
    return inRegion(JsonOrganization.home(clients.region()).id());
  }

  private JsonRequests inRegion(String region) {
    AwsSettings there = settings.withRegion(region);
    Clients reading =
        new Clients(there, clock, known, Optional.of(clients.credentials()), clients.sessions());
    return new JsonRequests(there, reading);
  }

  /**
   * A queue of Amazon SQS, in the Region that its URL names.
   *
   * @param url its URL, by which requests name it; they go where the SDK's data or a setting say
   */
  public WorkQueue queue(String url) {
    return new JsonQueue(
        new Lazy<>(() -> inRegion(JsonQueue.home(url).orElseGet(() -> clients.region().id()))),
        new SdkCalls(failures),
        url);
  }

  /** Tries credentials out. */
  public IdentityProbe probe() {
    return new StsIamProbe(clients, failures, known);
  }

  /** What this connection is made of, and whether it works. */
  public SetupReads setup() {
    return new SetupReads(settings, clients, new SdkCalls(failures));
  }

  /**
   * AWS's time: this machine's clock, corrected by what AWS's replies said so far when that is more
   * than five seconds off.
   */
  public InstantSource clock() {
    return clock;
  }

  /**
   * How far this machine's clock is behind AWS's, as far as the replies so far prove it; negative
   * when it is ahead. For a warning: the correction is made in any case.
   */
  public Duration skew() {
    return clock.skew();
  }

  @Override
  public void close() {
    messengers.ifMade().ifPresent(NotificationClients::close);
    clients.close();
  }
}
