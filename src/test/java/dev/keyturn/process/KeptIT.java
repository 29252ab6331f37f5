package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.UserName;
import dev.keyturn.port.WriteResult;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That what the process tests look for would be found. */
class KeptIT {
  private static final CliProcess.Finished SILENT = new CliProcess.Finished(0, "", "");

  @ParameterizedTest
  @EnumSource(EmulatorKind.class)
  @DisplayName("A current key that was off for the time between two calls is noticed")
  void broken(EmulatorKind on) {
    try (EmulatorGround ground = new EmulatorGround(on, Lease.OF_ONE)) {
      Subject subject = new Subject(ground).adopted();
      assertThatCode(() -> subject.assertKept("kept", SILENT)).doesNotThrowAnyException();
      AccessKeyId key = subject.currentKey().orElseThrow();
      UserName user = new UserName(subject.name());
      try (CallProxy proxy = subject.watchedProxy();
          AwsConnection aws = ground.emulator().through(proxy.endpoint()).connect()) {
        aws.accessKeys().setStatus(user, key, KeyStatus.INACTIVE);
        assertThatThrownBy(() -> subject.assertKept("off", SILENT))
            .hasMessageContaining("the current key works");
        aws.accessKeys().setStatus(user, key, KeyStatus.ACTIVE);
        assertThatThrownBy(() -> subject.assertKept("on again", SILENT))
            .hasMessageContaining("P1: the current key does not work after UpdateAccessKey");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EmulatorKind.class)
  @DisplayName("A key that nobody accounts for is noticed at rest, and one that is printed is, too")
  void lost(EmulatorKind on) {
    try (EmulatorGround ground = new EmulatorGround(on, Lease.OF_ONE)) {
      Subject subject = new Subject(ground).adopted();
      assertThatCode(() -> subject.comesToRest("one key")).doesNotThrowAnyException();
      try (CallProxy proxy = subject.watchedProxy();
          AwsConnection aws = ground.emulator().through(proxy.endpoint()).connect()) {
        String printed =
            aws.accessKeys().create(new UserName(subject.name()))
                    instanceof WriteResult.Done<MintedKey> it
                ? it.value().credential().secretAccessKey().reveal()
                : "";
        assertThatThrownBy(() -> subject.comesToRest("two keys"))
            .isInstanceOf(AssertionError.class);
        assertThatThrownBy(
                () -> subject.assertKept("said", new CliProcess.Finished(0, "", printed)))
            .hasMessageContaining("a secret was printed");
      }
    }
  }
}
