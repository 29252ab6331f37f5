package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** adopt, rotate, rotate, rotate, retire with the packaged command line. */
@Execution(ExecutionMode.CONCURRENT)
class KeyLifeIT {
  @ParameterizedTest
  @EnumSource(EmulatorKind.class)
  void theKeyOfAwscurrentIsUsableAtEveryMomentOfItsLife(EmulatorKind on) throws Exception {
    try (EmulatorGround ground = new EmulatorGround(on, Lease.OF_ONE)) {
      CliProcess cli = ground.cli();
      Subject subject = new Subject(ground);
      cli(cli, 0, "adopt", subject.name(), "--secret", subject.name(), "--new-key");
      AccessKeyId first = subject.currentKey().orElseThrow();
      try (Watcher watcher = new Watcher(subject)) {
        for (int rotation = 1; rotation <= 3; rotation++) {
          AccessKeyId before = subject.currentKey().orElseThrow();
          cli(cli, 0, "rotate", subject.name());
          assertThat(subject.currentKey()).isPresent().get().isNotEqualTo(before);
          cli(cli, 0, "run", subject.name());
          assertThat(subject.keys())
              .extracting(AccessKey::id)
              .containsExactly(subject.currentKey().orElseThrow());
        }
        assertThat(watcher.stop()).as("moments at which the current key did not work").isEmpty();
        assertThat(watcher.looks).hasPositiveValue();
      }
      assertThat(subject.currentKey()).isPresent().get().isNotEqualTo(first);
      CliProcess.Finished status = cli(cli, 0, "status", subject.name());
      assertThat(status.out()).contains(subject.name());
      subject.assertNoSecretIn(on.name(), cli.everything());
    }
  }

  /** What a rotation costs is promised: thirteen calls, and the proofs. */
  @ParameterizedTest
  @EnumSource(EmulatorKind.class)
  void aRotationIsThirteenCallsAndTheProofsOfTheKey(EmulatorKind on) {
    try (EmulatorGround ground = new EmulatorGround(on, Lease.OF_ONE);
        CallProxy proxy = ground.proxy()) {
      Subject subject = new Subject(ground).adopted();
      CliProcess.Finished done =
          ground.cli().start(proxy.endpoint(), List.of("rotate", subject.name())).await();
      assertThat(done.code()).as(done.err()).isZero();
      int byUs = proxy.callsOf(ground.emulator().administrator().id());
      System.out.printf(
          "AWS calls of a rotation on %s: %d, and %d proofs of the new key%n",
          ground.emulator().name(), byUs, proxy.calls() - byUs);
      assertThat(byUs).isEqualTo(13);
    }
  }

  private static CliProcess.Finished cli(CliProcess cli, int code, String... arguments) {
    CliProcess.Finished finished = cli.run(arguments);
    assertThat(finished.code())
        .as("keyturn %s%n%s%n%s", String.join(" ", arguments), finished.out(), finished.err())
        .isEqualTo(code);
    return finished;
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
