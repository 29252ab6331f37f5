package dev.keyturn.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The workflow that makes a release, read by actionlint and carried out by a runner of others
 * (nektos/act), with nothing of GitHub's: {@code src/test/actions} stands in for its actions, and a
 * script for {@code gh}.
 */
class WorkflowIT {
  private static final Path WORKFLOW = Path.of(".github", "workflows", "release.yml");

  /** The one entry of the matrix without a container, which would need a daemon. */
  private static final String NO_CONTAINER = "platform:macos-arm64";

  /** All sources as they are now, in a repository of their own with the tag of a release. */
  private static final String COMMIT_SOURCES =
      """
      set -e
      git ls-files --cached --others --exclude-standard -z |
        tar --null --files-from=- --create --file=- | tar --extract --directory="$1"
      cd "$1"
      printf '#!/bin/sh\\necho verified >>"$KEYTURN_STORE/verified"\\n' >verify
      git init --quiet
      git add --all
      git -c user.name=test -c user.email=test@example.org commit --quiet --message=sources
      git tag v0.1.0
      git remote add origin https://github.com/example/keyturn.git
      """;

  private static final String GH =
      """
      #!/bin/sh
      printf '%s\\n' "$@" >"$KEYTURN_STORE/gh"
      test -n "$GH_TOKEN"
      cp -R collected "$KEYTURN_STORE/"
      """;

  @TempDir Path folder;

  @Test
  @DisplayName("actionlint has nothing to say of it, nor shellcheck of its scripts")
  void lint() {
    Program.Finished finished =
        Program.of(
                List.of(
                    "go",
                    "-C",
                    "src/test/go/actionlint",
                    "tool",
                    "actionlint",
                    "-shellcheck",
                    Path.of("target/venv-lint/bin/shellcheck").toAbsolutePath().toString(),
                    WORKFLOW.toAbsolutePath().toString()))
            .run();
    assertThat(finished.everything()).isEmpty();
    assertThat(finished.code()).isZero();
  }

  @Test
  @DisplayName("It tests, packs and collects, and gives gh a draft with every file and its sum")
  void release() throws IOException {
    Path sources = Files.createDirectory(folder.resolve("sources"));
    Path store = Files.createDirectory(folder.resolve("store"));
    Program.of(List.of("sh", "-c", COMMIT_SOURCES, "commit", sources.toString())).run().orFail();
    Path gh = Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("gh"), GH);
    assertThat(gh.toFile().setExecutable(true)).isTrue();

    release(sources, store).run().orFail();

    assertThat(store.resolve("verified")).hasContent("verified");
    assertThat(Files.readAllLines(store.resolve("java"))).containsOnly("temurin 25").hasSize(3);
    Path collected = store.resolve("collected");
    List<String> given = Files.readAllLines(store.resolve("gh"));
    assertThat(given).startsWith("release", "create", "--draft", "v0.1.0");
    try (Stream<Path> files = Files.list(collected)) {
      assertThat(files.map(file -> "collected/" + file.getFileName()))
          .hasSizeGreaterThan(10)
          .containsExactlyInAnyOrderElementsOf(given.subList(4, given.size()));
    }
    assertThat(Program.of(List.of("sha256sum", "-c", "SHA256SUMS")).in(collected).run().orFail())
        .contains("keyturn-0.1.0-linux-x64.tar.gz: OK", "keyturn.jar: OK", "keyturn.rb: OK");
    assertThat(collected.resolve("keyturn.rb"))
        .content()
        .contains(
            "homepage \"https://github.com/example/keyturn\"",
            "\"https://github.com/example/keyturn/releases/download/v0.1.0/keyturn-0.1.0-");
  }

  @Test
  @DisplayName("A workflow that uses the action has keyturn in the steps that follow")
  void action() throws IOException {
    Path releases = folder.resolve("releases");
    Path release = Files.createDirectories(releases.resolve("v0.1.0"));
    for (Path file : List.of(DistFiles.archive(), DistFiles.RELEASE.resolve("SHA256SUMS"))) {
      Files.copy(file, release.resolve(file.getFileName()));
    }
    Path keyturn = Files.createDirectory(folder.resolve("keyturn"));
    Program.of(List.of("cp", "-R", "deploy", keyturn.toString())).run().orFail();
    Path repository = Files.createDirectory(folder.resolve("repository"));
    Files.writeString(
        repository.resolve("use.yml"),
        """
        on: push
        jobs:
          use:
            runs-on: ubuntu-latest
            steps:
              - uses: example/keyturn/deploy/action@v0.1.0
                with: { command: "demo --days 60", releases: "file://%s" }
              - run: keyturn --version
        """
            .formatted(releases));
    Program.of(
            List.of(
                "sh",
                "-c",
                "git init --quiet; git -c user.name=test -c user.email=test@example.org"
                    + " commit --quiet --allow-empty --message=empty"))
        .in(repository)
        .run()
        .orFail();
    assertThat(
            act(
                    repository,
                    List.of(
                        "push",
                        "--workflows",
                        "use.yml",
                        "--platform",
                        "ubuntu-latest=-self-hosted",
                        // The runner gives its steps a terminal.
                        "--env",
                        "NO_COLOR=1",
                        "--local-repository",
                        "example/keyturn@v0.1.0=" + keyturn))
                .run()
                .orFail())
        .contains("users locked out        none", "keyturn 0.1.0 (");
  }

  private Program release(Path sources, Path store) throws IOException {
    Path event = Files.writeString(folder.resolve("event"), "{\"ref\": \"refs/tags/v0.1.0\"}");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "push",
                "--workflows",
                WORKFLOW.toString(),
                "--eventpath",
                event.toString(),
                "--matrix",
                NO_CONTAINER,
                "--secret",
                "GITHUB_TOKEN=none",
                "--env",
                "KEYTURN_SOURCES=" + sources,
                "--env",
                "KEYTURN_STORE=" + store,
                "--env",
                "KEYTURN_JAVA_HOME=" + System.getProperty("java.home"),
                "--env",
                "GIT_CONFIG_GLOBAL=" + folder.resolve("gitconfig"),
                // What has been compiled with all checks is not to be checked once more.
                "--env",
                "MAVEN_ARGS=-o -Pedit"));
    for (String runner : List.of("ubuntu-latest", "macos-latest")) {
      arguments.addAll(List.of("--platform", runner + "=-self-hosted"));
    }
    for (String action :
        List.of("checkout", "setup-java", "upload-artifact", "download-artifact")) {
      Path ours = Path.of("src/test/actions").resolve(action).toAbsolutePath();
      arguments.addAll(List.of("--local-repository", "actions/%s@v4=%s".formatted(action, ours)));
    }
    return act(sources, arguments);
  }

  private Program act(Path repository, List<String> arguments) {
    return Program.of("venv-dist", "act", arguments)
        .in(repository)
        .with(
            Map.of(
                "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"),
                "XDG_CACHE_HOME", folder.resolve("cache").toString(),
                "XDG_CONFIG_HOME", folder.resolve("config").toString()));
  }
}
