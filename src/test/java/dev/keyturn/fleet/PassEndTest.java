package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.Failure;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Where nothing could be done in an account, its message")
class PassEndTest {
  static Stream<Failure> ofTheAccount() {
    return Stream.of(
        new Failure.Denied("sts:AssumeRole", false, "words"),
        new Failure.Rejected("secretsmanager:ListSecrets", "ValidationError", "words"));
  }

  static Stream<Failure> ofOurOwn() {
    return Stream.of(
        new Failure.BadCredentials("secretsmanager:ListSecrets", "ExpiredTokenException: words"),
        new Failure.Unconfigured("sts:AssumeRole", "no Region", "set it"),
        new Failure.Throttled("secretsmanager:ListSecrets", "words"),
        new Failure.Unreachable("secretsmanager:ListSecrets", "words"),
        new Failure.ClockSkewed("secretsmanager:ListSecrets", Duration.ofHours(1)),
        new Failure.ServerError("secretsmanager:ListSecrets", "words"));
  }

  @ParameterizedTest
  @MethodSource("ofTheAccount")
  @DisplayName("is done with, where that is how the account stands")
  void over(Failure failure) {
    assertThat(PassEnd.Next.notReached(failure)).isEqualTo(new PassEnd.Next.Over());
    assertThat(PassEnd.Next.notListed(failure)).isEqualTo(new PassEnd.Next.Over());
  }

  @ParameterizedTest
  @MethodSource("ofOurOwn")
  @DisplayName("comes back, where it is trouble of our own or may pass")
  void comesBack(Failure failure) {
    PassEnd.Next comesBack = new PassEnd.Next.ComeBack(failure.sentence());
    assertThat(PassEnd.Next.notReached(failure)).isEqualTo(comesBack);
    assertThat(PassEnd.Next.notListed(failure)).isEqualTo(comesBack);
  }

  @Test
  @DisplayName(
      "comes back where we are not known ourselves, and is done with where a session is not")
  void unknownKey() {
    Failure unknown =
        new Failure.BadCredentials(
            "secretsmanager:ListSecrets", "UnrecognizedClientException: words");
    assertThat(PassEnd.Next.notReached(unknown))
        .isEqualTo(new PassEnd.Next.ComeBack(unknown.sentence()));
    assertThat(PassEnd.Next.notListed(unknown)).isEqualTo(new PassEnd.Next.Over());
  }
}
