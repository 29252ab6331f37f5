package dev.keyturn.deploy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Terraform, or OpenTofu, with the AWS provider, as far as this machine has them: nothing is
 * downloaded. What needs no provider needs only the program.
 *
 * @param program what to run
 * @param mirror a folder of providers, as {@code -plugin-dir} takes it
 * @param version the provider's
 */
record Terraform(Path program, Path mirror, String version) {
  /** Those of the template's parameters that are objects with an ARN in the module. */
  private static final Set<String> OBJECTS =
      Set.of(
          "SecretsKeyArn",
          "OperatorArn",
          "TopicArn",
          "TopicKeyArn",
          "EventBusArn",
          "JournalBucketArn",
          "JournalKeyArn");

  /** The first provider that knows the runtime java25. */
  private static final Version JAVA_25 = Version.parse("6.20.0");

  /** What a parameter of the template is in the module. */
  static String variable(String parameter) {
    String snake = parameter.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    return OBJECTS.contains(parameter) ? snake.replace("_arn", ".arn") : snake;
  }

  /** What this machine has; empty where something is missing. */
  static Optional<Terraform> find() {
    Optional<Path> program = findProgram();
    for (Path mirror : mirrors()) {
      Path provider = mirror.resolve("registry.terraform.io/hashicorp/aws");
      Optional<String> newest = newestIn(provider);
      if (program.isPresent() && newest.isPresent()) {
        return Optional.of(new Terraform(program.get(), mirror, newest.get()));
      }
    }
    return Optional.empty();
  }

  /** The program alone. */
  static Optional<Path> findProgram() {
    return onPath("terraform").or(() -> onPath("tofu"));
  }

  /** Whether the provider lets a function have the runtime java25. */
  boolean knowsJava25() {
    return Version.parse(version).compareTo(JAVA_25) >= 0;
  }

  /** Runs a subcommand in a folder; fails where it fails. */
  String in(Path folder, Map<String, String> environment, String... arguments) {
    return run(folder, environment, arguments).orFail();
  }

  /** What comes of a subcommand in a folder. */
  Program.Finished run(Path folder, Map<String, String> environment, String... arguments) {
    return run(program, folder, environment, arguments);
  }

  /** What comes of a subcommand that needs no provider. */
  static Program.Finished run(
      Path program, Path folder, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return Program.of(command)
        .in(folder)
        .with(environment)
        .with(Map.of("CHECKPOINT_DISABLE", "1", "TF_IN_AUTOMATION", "1"))
        .run();
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Where Terraform itself looks for providers, and where machine images keep them. */
  private static List<Path> mirrors() {
    Path home = Path.of(System.getProperty("user.home"));
    List<Path> mirrors =
        new ArrayList<>(
            List.of(
                home.resolve(".terraform.d/plugins"),
                home.resolve(".local/share/terraform/plugins"),
                Path.of("/usr/local/share/terraform/plugins"),
                Path.of("/usr/share/terraform/plugins")));
    mirrors.addAll(foldersIn(Path.of("/opt")));
    return mirrors;
  }

  private static Optional<String> newestIn(Path provider) {
    return foldersIn(provider).stream()
        .map(folder -> folder.getFileName().toString())
        .filter(name -> name.matches("\\d+\\.\\d+\\.\\d+"))
        .max(Comparator.comparing(Version::parse));
  }

  private static List<Path> foldersIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
