package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.Failure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is told of a queue. */
class QueueCommandTest {
  @Test
  @DisplayName("Of a queue that is not there it is told where to look; of others, what AWS says")
  void sentences() {
    Failure gone = new Failure.Rejected("sqs:ReceiveMessage", "QueueDoesNotExist", "No such.");
    assertThat(QueueCommand.sentence(gone))
        .startsWith(gone.sentence())
        .contains("Look whether --queue and --region are right");

    Failure other = new Failure.Rejected("sqs:ReceiveMessage", "KmsDisabled", "It is off.");
    assertThat(QueueCommand.sentence(other)).isEqualTo(other.sentence());
  }
}
