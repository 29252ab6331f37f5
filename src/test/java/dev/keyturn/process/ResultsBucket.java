package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A bucket of an emulator that asks nobody for a key, as its owner looks into it. */
final class ResultsBucket implements AutoCloseable {
  private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI bucket;

  private ResultsBucket(URI bucket) {
    this.bucket = bucket;
  }

  static ResultsBucket create(URI emulator, String name) throws IOException, InterruptedException {
    ResultsBucket created = new ResultsBucket(emulator.resolve("/" + name));
    HttpRequest request =
        HttpRequest.newBuilder(created.bucket).PUT(HttpRequest.BodyPublishers.noBody()).build();
    assertThat(created.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
    return created;
  }

  /** The objects below a prefix, by their names. */
  Map<String, String> objects(String prefix) throws IOException, InterruptedException {
    Map<String, String> objects = new TreeMap<>();
    String list = get(URI.create(bucket + "?list-type=2&prefix=" + prefix));
    for (MatchResult key : KEY.matcher(list).results().toList()) {
      objects.put(key.group(1), get(URI.create(bucket + "/" + key.group(1))));
    }
    return objects;
  }

  private String get(URI what) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(what).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() {
    http.close();
  }
}
