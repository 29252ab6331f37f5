package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.Failure;
import dev.keyturn.port.Notification;
import dev.keyturn.port.Notifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Telling others: nobody waits long for that. */
class NotificationClientsTest {
  private static final Notification NEWS =
      new Notification(
          Instant.parse("2026-06-01T12:00:00Z"),
          "Key Promoted",
          "{}",
          "Keyturn: Key Promoted",
          "It was promoted.",
          List.of());

  /** Less than one attempt of any other call may take. */
  private static final Duration SOON = Duration.ofSeconds(12);

  @Test
  @Timeout(60)
  @DisplayName("A bus or a topic that never answers is given up soon, repeated attempts included")
  void silence() {
    try (ScriptedServer server =
            new ScriptedServer(
                new ScriptedReply.Silence(),
                new ScriptedReply.Silence(),
                new ScriptedReply.Silence(),
                new ScriptedReply.Silence());
        AwsConnection aws = Connections.to(server)) {
      for (Notifier notifier : List.of(aws.eventBus("default"), aws.topic("arn:topic"))) {
        long begun = System.nanoTime();
        Optional<Failure> failure = notifier.send(NEWS);
        assertThat(failure).containsInstanceOf(Failure.Unreachable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        assertThat(Thread.interrupted()).isFalse();
      }
    }
  }
}
