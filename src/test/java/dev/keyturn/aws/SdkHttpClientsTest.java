package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is settled once for the process. */
class SdkHttpClientsTest {
  private static final String KEPT = "http.maxConnections";

  private final @Nullable String before = System.getProperty(KEPT);

  @AfterEach
  void asBefore() {
    if (before == null) {
      System.clearProperty(KEPT);
    } else {
      System.setProperty(KEPT, before);
    }
  }

  @Test
  @DisplayName("Each of the secrets that are worked on at a time has its connection kept")
  void kept() {
    System.clearProperty(KEPT);
    SdkHttpClients.keepConnections();
    assertThat(Integer.getInteger(KEPT)).isGreaterThanOrEqualTo(32);
  }

  @Test
  @DisplayName("Whoever starts the JVM with another number has that one")
  void said() {
    System.setProperty(KEPT, "3");
    SdkHttpClients.keepConnections();
    assertThat(System.getProperty(KEPT)).isEqualTo("3");
  }
}
