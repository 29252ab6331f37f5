package dev.keyturn.emulators;

import dev.keyturn.emulators.EmulatorProcess.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * moto: quotas, last use, request tokens and error shapes are as AWS's. It checks signatures and
 * policies once told to, which it is as soon as there is an administrator.
 */
public final class Moto {
  private Moto() {}

  /** The one of this JVM. */
  public static Emulator shared() {
    return Holder.EMULATOR;
  }

  /**
   * Another one, that lets every request through: moto cannot check the signatures of services with
   * paths and parameters in their addresses, such as Lambda.
   */
  public static Emulator trusting() {
    return TrustingHolder.EMULATOR;
  }

  /** One for a single test, where nobody made anything: an account is in one organization only. */
  public static Emulator empty() {
    return start();
  }

  private static final class Holder {
    private static final Emulator EMULATOR = checking();
  }

  private static final class TrustingHolder {
    private static final Emulator EMULATOR = start();
  }

  private static Emulator checking() {
    Emulator emulator = start();
    checkSignatures(emulator.endpoint());
    return emulator;
  }

  private static Emulator start() {
    EmulatorProcess process =
        EmulatorProcess.start(
            "moto_server",
            port ->
                new Invocation(List.of("-H", "127.0.0.1", "-p", Integer.toString(port)), Map.of()));
    return Emulator.withAdministrator("moto", process.endpoint());
  }

  /** From now on no request is let through unauthenticated: 0 of them, to be exact. */
  private static void checkSignatures(URI endpoint) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset-auth"))
            .POST(HttpRequest.BodyPublishers.ofString("0"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("moto's reset-auth answered " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while moto starts", e);
    }
  }
}
