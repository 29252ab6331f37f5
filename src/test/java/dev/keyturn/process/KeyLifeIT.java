package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.Aws;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.emulators.Moto;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * adopt, rotate, rotate, rotate, retire with the packaged command line, and rotations that are
 * killed at each of their calls.
 */
class KeyLifeIT {
  /** Where it is tried. */
  enum On {
    MOTO,
    MINISTACK;

    Emulator emulator() {
      return switch (this) {
        case MOTO -> Moto.shared();
        case MINISTACK -> Ministack.shared();
      };
    }
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void theKeyOfAwscurrentIsUsableAtEveryMomentOfItsLife(On on) throws Exception {
    Emulator emulator = on.emulator();
    CliProcess cli = new CliProcess(emulator);
    Subject subject = new Subject(emulator);
    cli(cli, 0, "adopt", subject.name, "--secret", subject.name, "--new-key");
    AccessKeyId first = subject.current().id();
    try (Watcher watcher = new Watcher(subject)) {
      for (int rotation = 1; rotation <= 3; rotation++) {
        AccessKeyId before = subject.current().id();
        cli(cli, 0, "rotate", subject.name);
        assertThat(subject.current().id()).isNotEqualTo(before);
        cli(cli, 0, "run", subject.name);
        assertThat(subject.keys())
            .extracting(AccessKey::id)
            .containsExactly(subject.current().id());
      }
      assertThat(watcher.stop()).as("moments at which the current key did not work").isEmpty();
      assertThat(watcher.looks).hasPositiveValue();
    }
    assertThat(subject.current().id()).isNotEqualTo(first);
    CliProcess.Finished status = cli(cli, 0, "status", subject.name);
    assertThat(status.out()).contains(subject.name);
    subject.assertNoSecretIn(cli.everything());
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void aRotationThatIsKilledAtAnyOfItsCallsIsFinishedByTheNextRun(On on) throws Exception {
    Emulator emulator = on.emulator();
    CliProcess cli = new CliProcess(emulator);
    int length = lengthOfARotation(emulator, cli);
    try (var executor = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int call = 1; call <= length; call++) {
        int killedAt = call;
        boolean afterwards = call % 2 == 0;
        all.add(executor.submit(() -> killAndFinish(emulator, cli, killedAt, afterwards)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    System.out.printf("killed processes on %s: %d kills, 0 keys lost%n", emulator.name(), length);
  }

  private static int lengthOfARotation(Emulator emulator, CliProcess cli) {
    Subject subject = new Subject(emulator);
    cli(cli, 0, "adopt", subject.name, "--secret", subject.name, "--new-key");
    try (CallProxy proxy = new CallProxy(emulator.endpoint())) {
      CliProcess.Finished done = cli.start(proxy.endpoint(), "rotate", subject.name).await();
      assertThat(done.code()).as(done.err()).isZero();
      int byUs = proxy.callsOf(emulator.administrator().id());
      System.out.printf(
          "AWS calls of a rotation on %s: %d, and %d proofs of the new key%n",
          emulator.name(), byUs, proxy.calls() - byUs);
      assertThat(byUs).isEqualTo(11);
      return proxy.calls();
    }
  }

  private static void killAndFinish(
      Emulator emulator, CliProcess cli, int call, boolean afterwards) {
    String where =
        "%s, killed %s call %d".formatted(emulator.name(), afterwards ? "after" : "before", call);
    Subject subject = new Subject(emulator);
    cli(cli, 0, "adopt", subject.name, "--secret", subject.name, "--new-key");
    AccessKeyId before = subject.current().id();
    try (CallProxy proxy = new CallProxy(emulator.endpoint())) {
      CliProcess.Running[] running = new CliProcess.Running[1];
      Object started = new Object();
      java.util.function.IntConsumer kill =
          number -> {
            if (number == call) {
              synchronized (started) {
                running[0].kill();
              }
            }
          };
      if (afterwards) {
        proxy.after(kill);
      } else {
        proxy.before(kill);
      }
      synchronized (started) {
        running[0] = cli.start(proxy.endpoint(), "rotate", subject.name);
      }
      running[0].await();
    }
    assertThat(subject.works()).as(where).isTrue();
    CliProcess.Finished finished = cli.run("rotate", subject.name);
    assertThat(finished.code()).as("%s: %s", where, finished.err()).isZero();
    assertThat(subject.works()).as(where).isTrue();
    assertThat(subject.current().id()).as(where).isNotEqualTo(before);
    cli(cli, 0, "run", subject.name);
    assertThat(subject.keys())
        .as(where)
        .extracting(AccessKey::id)
        .containsExactly(subject.current().id());
    subject.assertNoSecretIn(cli.everything());
  }

  private static CliProcess.Finished cli(CliProcess cli, int code, String... arguments) {
    CliProcess.Finished finished = cli.run(arguments);
    assertThat(finished.code())
        .as("keyturn %s%n%s%n%s", String.join(" ", arguments), finished.out(), finished.err())
        .isEqualTo(code);
    return finished;
  }

  /** A user of an emulator and its secret, both of the same name. */
  private static final class Subject {
    private final Aws aws;
    private final String name;
    private final Set<String> secrets = new TreeSet<>();

    Subject(Emulator emulator) {
      aws = emulator.connect();
      name = emulator.fresh("life");
      try (IamClient iam = emulator.iam()) {
        iam.createUser(r -> r.userName(name));
      }
    }

    Credential current() {
      if (aws.secrets().value(name, StagingLabel.AWSCURRENT)
          instanceof Read.Got<VersionValue>(VersionValue.Holds holds)) {
        synchronized (secrets) {
          secrets.add(holds.credential().secretAccessKey().reveal());
        }
        return holds.credential();
      }
      throw new AssertionError("secret %s has no usable value".formatted(name));
    }

    List<AccessKey> keys() {
      return aws.accessKeys().list(new UserName(name))
              instanceof Read.Got<List<AccessKey>>(List<AccessKey> keys)
          ? keys
          : List.of();
    }

    /**
     * Whether the key of AWSCURRENT works; if AWSCURRENT moved meanwhile, whether the key that it
     * names now does.
     */
    boolean works() {
      Credential credential = current();
      while (!probe(credential)) {
        Credential now = current();
        if (now.id().equals(credential.id())) {
          return false;
        }
        credential = now;
      }
      return true;
    }

    private boolean probe(Credential credential) {
      return aws.accessKeys().user(new UserName(name)) instanceof Read.Got<IamUser>(IamUser user)
          && aws.probe().probe(credential, user) instanceof IdentityProbe.Result.Works;
    }

    void assertNoSecretIn(String output) {
      current();
      synchronized (secrets) {
        assertThat(secrets).isNotEmpty().noneMatch(output::contains);
      }
    }
  }

  /** Looks again and again whether the key of AWSCURRENT works. */
  private static final class Watcher implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<String> failures = new ArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();

    Watcher(Subject subject) {
      var _ = executor.scheduleWithFixedDelay(() -> look(subject), 0, 50, TimeUnit.MILLISECONDS);
    }

    private void look(Subject subject) {
      looks.incrementAndGet();
      if (!subject.works()) {
        failures.add("look " + looks);
      }
    }

    List<String> stop() throws InterruptedException {
      executor.shutdown();
      assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      return failures;
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
