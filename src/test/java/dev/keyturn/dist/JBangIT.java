package dev.keyturn.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.keyturn.deploy.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JBang itself, with a catalog whose release is on a server of this machine. */
class JBangIT {
  /** JBang ends so where what it printed is a command, which the script around it executes. */
  private static final int EXECUTE = 255;

  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir Path folder;
  private HttpServer server;
  private String releases;

  @BeforeEach
  void serve() throws IOException {
    Path served = Files.createDirectories(folder.resolve("served"));
    server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), served, OutputLevel.NONE);
    server.start();
    releases = "http://127.0.0.1:" + server.getAddress().getPort();
    Path release = Files.createDirectory(served.resolve("v0.1.0"));
    Program.of(List.of("sh", "src/dist/release.sh", release.toString(), "0.1.0", releases))
        .run()
        .orFail();
    // From the local repository, where it is already; otherwise downloaded.
    Program.of(List.of("sh", "mvnw", "-q", "-f", "src/test/jbang/pom.xml", "package"))
        .with(Map.of("JAVA_HOME", JAVA_HOME.toString()))
        .run()
        .orFail();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  @DisplayName("JBang finds Keyturn in the catalog, and runs it as the launcher would")
  void runs() {
    String command = commandOf("--version");
    assertThat(command).contains(" -XX:-CreateCoredumpOnCrash ", " -XX:+UseSerialGC ");
    assertThat(shell(command)).startsWith("keyturn 0.1.0 (");
    assertThat(shell(commandOf("demo", "--days", "60"))).contains("users locked out        none");
  }

  /** The command that JBang makes of an alias and its arguments. */
  private String commandOf(String... arguments) {
    List<String> jbang =
        new ArrayList<>(
            List.of(
                JAVA_HOME.resolve("bin/java").toString(),
                "-cp",
                "target/jbang/dependency/*",
                "dev.jbang.Main",
                "run",
                "keyturn@%s/v0.1.0/jbang-catalog.json".formatted(releases)));
    jbang.addAll(List.of(arguments));
    Program.Finished finished =
        Program.of(jbang)
            .with(
                Map.of(
                    "JAVA_HOME", JAVA_HOME.toString(),
                    "JBANG_DIR", folder.resolve("jbang").toString(),
                    "JBANG_NO_VERSION_CHECK", "true"))
            .run();
    assertThat(finished.code()).as(finished.everything()).isEqualTo(EXECUTE);
    return finished.out();
  }

  private static String shell(String command) {
    return Program.of(List.of("sh", "-c", command)).run().orFail();
  }
}
