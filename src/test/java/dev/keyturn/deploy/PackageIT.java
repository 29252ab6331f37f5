package dev.keyturn.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.keyturn.app.cli.ParsedJson;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The function's package: what is in it, what its bill of materials says, and how it is made. */
@Execution(ExecutionMode.CONCURRENT)
class PackageIT {
  private static final Path TARGET = Path.of("target");
  private static final Path ZIP = TARGET.resolve("keyturn-lambda.zip");
  private static final Path JAR = TARGET.resolve("keyturn-lambda.jar");
  private static final Path BILL = TARGET.resolve("keyturn-lambda.cdx.json");

  private static final Path COMMAND_LINE = TARGET.resolve("keyturn.jar");
  private static final Path COMMAND_LINE_BILL = TARGET.resolve("keyturn.cdx.xml");

  /**
   * What the command line's jar leaves out: the SDK's asynchronous clients, and of IAM what belongs
   * to operations that nothing here calls.
   */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "software/amazon/awssdk/services/.*(AsyncClient.*|paginators/.*Publisher.*|waiters/.*Async.*)"
              + "|software/amazon/awssdk/services/iam/(jmespath|model|paginators|transform|waiters)/.*");

  @Test
  @DisplayName("The package is one jar, with its entries stored, and with neither a door nor a toy")
  void contents() throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile());
        ZipFile jar = new ZipFile(JAR.toFile())) {
      assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
          .containsExactly("lib/keyturn-lambda.jar");
      assertThat(zip.getInputStream(zip.getEntry("lib/keyturn-lambda.jar")).readAllBytes())
          .isEqualTo(Files.readAllBytes(JAR));
      assertThat(jar.stream()).allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
      assertThat(jar.stream().map(ZipEntry::getName))
          .contains("dev/keyturn/app/lambda/Handler.class", "META-INF/LICENSE", "META-INF/NOTICE")
          .noneMatch(name -> name.startsWith("picocli/"))
          .noneMatch(name -> name.startsWith("gg/jte/"))
          .noneMatch(name -> name.startsWith("dev/keyturn/report/page/"))
          .noneMatch(name -> name.startsWith("dev/keyturn/app/cli/"))
          .noneMatch(name -> name.startsWith("dev/keyturn/sim/"));
    }
  }

  @Test
  @DisplayName("The bill of materials lists the libraries whose classes are in it, and no others")
  void bill() throws IOException {
    List<?> components =
        (List<?>) ParsedJson.at(ParsedJson.parse(Files.readString(BILL)), "components");
    Set<String> libraries = new TreeSet<>();
    for (Object component : components) {
      libraries.add(
          ParsedJson.at(component, "name") + "-" + ParsedJson.at(component, "version") + ".jar");
    }
    assertThat(packaged(JAR)).hasSizeGreaterThan(1000).isEqualTo(classesOf(libraries));
  }

  @Test
  @DisplayName("So does that of the command line's jar, whose picocli is compiled anew")
  void commandLinesBill() throws Exception {
    Document bill =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(COMMAND_LINE_BILL.toFile());
    // Not those of the tools that wrote it, nor Keyturn itself.
    NodeList components =
        (NodeList)
            XPathFactory.newDefaultInstance()
                .newXPath()
                .evaluate("/bom/components/component", bill, XPathConstants.NODESET);
    Set<String> libraries = new TreeSet<>();
    for (int i = 0; i < components.getLength(); i++) {
      Element component = (Element) components.item(i);
      libraries.add(text(component, "name") + "-" + text(component, "version") + ".jar");
    }
    assertThat(libraries).anyMatch(name -> name.startsWith("picocli-"));
    Set<String> billed = classesOf(libraries);
    Set<String> packaged = packaged(COMMAND_LINE);
    assertThat(packaged).contains("picocli/CommandLine.class");
    Stream.of(billed, packaged).forEach(all -> all.removeIf(name -> name.startsWith("picocli/")));
    assertThat(packaged).hasSizeGreaterThan(1000).isSubsetOf(billed);
    Set<String> leftOut = new TreeSet<>(billed);
    leftOut.removeAll(packaged);
    assertThat(leftOut).isNotEmpty().allMatch(name -> LEFT_OUT.matcher(name).matches());
    try (ReachedClasses reached = new ReachedClasses(COMMAND_LINE)) {
      Set<String> needed = new TreeSet<>(reached.names());
      assertThat(needed)
          .contains("software/amazon/awssdk/services/iam/model/SimulatePrincipalPolicyResponse");
      // Nobody makes an asynchronous client: only what could warm one up names it.
      needed.removeIf(name -> !leftOut.contains(name + ".class") || name.contains("AsyncClient"));
      assertThat(needed).as("left out, and needed").isEmpty();
    }
  }

  @Test
  @DisplayName("IAM's client can be verified, though much of what it names is left out")
  void verified() throws IOException {
    try (URLClassLoader alone =
        new URLClassLoader(
            new URL[] {COMMAND_LINE.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (String name : List.of("IamClient", "DefaultIamClient")) {
        assertThatCode(
                () -> Class.forName("software.amazon.awssdk.services.iam." + name, true, alone))
            .doesNotThrowAnyException();
      }
    }
  }

  private static String text(Element component, String name) {
    return component.getElementsByTagName(name).item(0).getTextContent();
  }

  private static Set<String> classesOf(Set<String> libraries) throws IOException {
    Map<String, Path> known =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(path -> path.endsWith(".jar"))
            .map(Path::of)
            .collect(
                Collectors.toMap(path -> path.getFileName().toString(), path -> path, (a, b) -> a));
    Set<String> all = new TreeSet<>();
    for (String file : libraries) {
      Set<String> classes =
          classes(requireNonNull(known.get(file), () -> file + " is not on the class path"));
      assertThat(classes).as(file).isNotEmpty();
      all.addAll(classes);
    }
    return all;
  }

  private static Set<String> packaged(Path jar) throws IOException {
    Set<String> packaged = classes(jar);
    packaged.removeIf(name -> name.startsWith("dev/keyturn/"));
    return packaged;
  }

  /** Module descriptors are left out when libraries are put into one jar. */
  private static Set<String> classes(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
