package dev.keyturn.app.cli;

import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * What the launcher runs once to make the AOT cache: the usual commands, over TLS as in earnest,
 * against a simulated AWS. The JVM remembers the classes that this loads, and how they are linked,
 * so that the next start need not find out again.
 */
public final class AotTraining {
  private static final List<String> COMMANDS =
      List.of(
          "--help",
          "rotate --help",
          "--version",
          "status",
          "plan",
          "rotate prod/web/iam --verify-successes 1 --verify-span 0s",
          "rollback prod/web/iam --verify-successes 1 --verify-span 0s",
          "adopt backup --secret prod/backup/iam",
          "run --dry-run",
          "status --output json",
          "audit",
          "no-such-command");

  /** A credential report of root and a user with two keys. */
  private static final String REPORT =
      """
      user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
      password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,\
      access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,\
      access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,\
      access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,\
      cert_1_last_rotated,cert_2_active,cert_2_last_rotated
      <root_account>,arn:aws:iam::111122223333:root,2024-01-02T03:04:05Z,true,no_information,\
      2024-01-02T03:04:05Z,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,\
      false,N/A,false,N/A
      shop,arn:aws:iam::111122223333:user/shop,2024-01-02T03:04:05Z,false,N/A,N/A,N/A,false,\
      true,2024-01-02T03:04:05Z,2026-01-02T03:04:05Z,eu-central-1,s3,\
      true,2026-01-02T03:04:05Z,N/A,N/A,N/A,false,N/A,false,N/A
      """;

  private AotTraining() {}

  /** Runs them all; prints nothing. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    InstantSource clock = InstantSource.system();
    World world = SandboxWorld.build(clock.instant(), 1, 3, Duration.ZERO);
    Credentials admin = world.administrator();
    // The SDK looks here first, as it does in earnest; an environment cannot be changed from
    // inside.
    System.setProperty("aws.accessKeyId", admin.accessKeyId());
    System.setProperty("aws.secretAccessKey", admin.secretAccessKey());
    System.setProperty("aws.region", world.settings().region());
    System.setProperty("keyturn.terminal", "");
    Gateway gateway = new Gateway(world).signatureClock(clock);
    VirtualTimers timers = new VirtualTimers(clock, clock.instant(), 1);
    Path keys = Files.createTempDirectory("keyturn-training").resolve("keys");
    SSLContext identity = TrainingCertificate.trusted(keys);
    Path report = Files.writeString(keys.resolveSibling("report.csv"), REPORT);
    try (SimServer tls = SimServer.start(gateway, 0, timers, identity);
        SimServer plain = SimServer.start(gateway, 0, timers)) {
      System.setProperty("aws.endpointUrl", tls.endpoint().toString());
      COMMANDS.forEach(AotTraining::run);
      run("status --endpoint-url " + plain.endpoint());
      run("audit --report " + report);
    } finally {
      Files.delete(report);
      Files.delete(keys);
      Files.delete(keys.getParent());
    }
  }

  private static void run(String command) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Main.run(command.split(" "), System.getenv(), nowhere, nowhere);
  }
}
