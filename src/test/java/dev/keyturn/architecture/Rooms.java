package dev.keyturn.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The table of rooms in section 5 of the design: each room and the rooms that it may use. */
final class Rooms {
  static final String ROOT = "dev.keyturn";

  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("model", Set.of()),
              Map.entry("json", Set.of()),
              Map.entry("plan", Set.of("model")),
              Map.entry("inventory", Set.of("model")),
              Map.entry("audit", Set.of("model", "plan", "inventory")),
              Map.entry("port", Set.of("model")),
              Map.entry("evidence", Set.of("json", "model", "port")),
              Map.entry("result", Set.of("model", "plan", "port")),
              Map.entry("rotate", Set.of("model", "plan", "port", "result")),
              Map.entry(
                  "fleet",
                  Set.of("json", "model", "plan", "port", "inventory", "result", "rotate")),
              Map.entry("aws", Set.of("json", "model", "port")),
              Map.entry("sim", Set.of()),
              Map.entry(
                  "report",
                  Set.of(
                      "json", "model", "plan", "port", "result", "inventory", "audit", "evidence")),
              Map.entry("app.env", Set.of("evidence", "model", "port")),
              Map.entry(
                  "app.cli",
                  Set.of(
                      "json",
                      "model",
                      "plan",
                      "port",
                      "result",
                      "rotate",
                      "fleet",
                      "aws",
                      "sim",
                      "report",
                      "app.env",
                      "inventory",
                      "audit",
                      "evidence")),
              Map.entry(
                  "app.lambda",
                  Set.of(
                      "json",
                      "model",
                      "plan",
                      "port",
                      "result",
                      "rotate",
                      "fleet",
                      "aws",
                      "report",
                      "evidence",
                      "app.env"))));

  private Rooms() {}

  /** Every room's name, such as {@code app.cli}, in alphabetical order. */
  static List<String> names() {
    return List.copyOf(MAY_USE.keySet());
  }

  /** The ArchUnit package pattern of a room and everything inside it. */
  static String packages(String room) {
    return ROOT + "." + room + "..";
  }

  /** The patterns of all rooms. */
  static String[] allPackages() {
    return names().stream().map(Rooms::packages).toArray(String[]::new);
  }

  /** The patterns of the rooms that {@code room} must not use. */
  static String[] packagesClosedTo(String room) {
    return names().stream()
        .filter(
            other -> !other.equals(room) && !MAY_USE.getOrDefault(room, Set.of()).contains(other))
        .map(Rooms::packages)
        .toArray(String[]::new);
  }

  /** All classes of the product, without its tests. */
  static JavaClasses product() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(ROOT);
  }

  /** All classes of the tests, without the product. */
  static JavaClasses tests() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.OnlyIncludeTests())
        .importPackages(ROOT);
  }
}
