package dev.keyturn.deploy;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.emulators.Emulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The AWS CLI and boto3 on an emulator, as its administrator. */
final class Deployment {
  private static final Path PACKAGE = Path.of("target", "keyturn-lambda.zip");

  private final Emulator emulator;

  Deployment(Emulator emulator) {
    this.emulator = emulator;
  }

  /** The variables that make any tool talk to the emulator. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        emulator.endpoint().toString(),
        "AWS_REGION",
        Emulator.REGION,
        "AWS_DEFAULT_REGION",
        Emulator.REGION,
        "AWS_ACCESS_KEY_ID",
        emulator.administrator().id(),
        "AWS_SECRET_ACCESS_KEY",
        emulator.administrator().secret().reveal(),
        "AWS_PAGER",
        "");
  }

  /** Types an AWS CLI command; fails where it fails. */
  String aws(String... arguments) {
    return tryAws(arguments).orFail();
  }

  /** Types an AWS CLI command that may fail. */
  Program.Finished tryAws(String... arguments) {
    return Program.of("venv", "aws", List.of(arguments)).with(environment()).run();
  }

  /** What {@code cloudformation package} makes of a template: its code is put into the bucket. */
  void packageTemplate(Path source, String bucket, Path packaged) {
    aws(
        "cloudformation",
        "package",
        "--template-file",
        source.toString(),
        "--s3-bucket",
        bucket,
        "--output-template-file",
        packaged.toString());
  }

  /** Everything that a deployment of that name made. */
  Object readBack(String name) {
    return ParsedJson.parse(
        Program.of("venv", "python", List.of("src/test/python/read_stack.py", name))
            .with(environment())
            .run()
            .orFail());
  }

  /** The function's package; where none was built, a small zip that no emulator runs. */
  static Path packaged() {
    if (Files.exists(PACKAGE)) {
      return PACKAGE;
    }
    try {
      Path zip = Files.createDirectories(Path.of("target", "placeholder")).resolve("function.zip");
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
        out.putNextEntry(new ZipEntry("placeholder.txt"));
        out.write("not the function".getBytes(StandardCharsets.UTF_8));
      }
      return zip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
