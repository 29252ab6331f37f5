package dev.keyturn.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Writes down every AWS action that Keyturn's own clients call in this JVM, whatever test they
 * serve. The SDK finds it through its file of global interceptors, among the resources of tests;
 * clients that tests make for themselves do not call themselves {@code keyturn}.
 */
public final class ActionsCalled implements ExecutionInterceptor {
  private static final String ENDING = ".actions";

  /** In the scope that is signed stands the service, as policies write it. */
  private static final Pattern SERVICE =
      Pattern.compile("Credential=[^/]+/\\d+/[^/]+/([a-z]+)/aws4_request");

  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  /** All that the tests of this build have called, in the words of policies. */
  public static Set<String> inThisBuild() throws IOException {
    Set<String> all = new TreeSet<>();
    try (Stream<Path> files = Files.list(Tally.ROWS)) {
      for (Path file : files.filter(it -> it.toString().endsWith(ENDING)).toList()) {
        all.addAll(Files.readAllLines(file));
      }
    }
    return all;
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission sent, ExecutionAttributes attributes) {
    boolean ours =
        sent.httpRequest()
            .firstMatchingHeader("User-Agent")
            .filter(agent -> agent.endsWith("keyturn"))
            .isPresent();
    Matcher service =
        SERVICE.matcher(sent.httpRequest().firstMatchingHeader("Authorization").orElse(""));
    if (ours && service.find()) {
      String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
      note(service.group(1) + ":" + operation);
    }
  }

  private static void note(String action) {
    if (!SEEN.add(action)) {
      return;
    }
    Path file = Tally.ROWS.resolve(ProcessHandle.current().pid() + ENDING);
    try {
      Files.createDirectories(Tally.ROWS);
      Files.writeString(file, action + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
