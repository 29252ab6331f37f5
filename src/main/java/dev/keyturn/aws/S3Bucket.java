package dev.keyturn.aws;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The three calls of S3 that a journal needs, on one bucket. They throw as the SDK's clients do.
 */
final class S3Bucket {
  /** So many pages of a thousand names: a list without an end would be read for ever. */
  private static final int MOST_PAGES = 1000;

  private final SignedRequests requests;
  private final String bucket;

  S3Bucket(Clients clients, String bucket) {
    this.requests = new SignedRequests(clients, "s3", S3Replies::error);
    this.bucket = bucket;
  }

  /** Creates an object. S3 refuses it with 412 where there is one of that name. */
  void create(String key, byte[] content) {
    requests.send(
        request(SdkHttpMethod.PUT, key)
            .putHeader("If-None-Match", "*")
            .putHeader("Content-Type", "text/plain; charset=utf-8")
            // A bucket with Object Lock takes nothing without a checksum.
            .putHeader("x-amz-checksum-sha256", sha256(content)),
        content);
  }

  byte[] read(String key) {
    return requests.send(request(SdkHttpMethod.GET, key), new byte[0]);
  }

  /**
   * All names that begin so, in order.
   *
   * @param after only those that come after this
   * @param rolledUp whether what has a slash after the beginning is listed up to there, once
   */
  List<String> list(String beginning, String after, boolean rolledUp) {
    List<String> names = new ArrayList<>();
    Optional<String> next = Optional.empty();
    for (int page = 0; page < MOST_PAGES; page++) {
      Map<String, String> query = new TreeMap<>();
      query.put("list-type", "2");
      query.put("prefix", beginning);
      // XML 1.0 cannot say some characters that names may have: unescaped, one such name of
      // anybody's would make the whole list unreadable.
      query.put("encoding-type", "url");
      if (rolledUp) {
        query.put("delimiter", "/");
      }
      if (!after.isEmpty()) {
        query.put("start-after", after);
      }
      next.ifPresent(token -> query.put("continuation-token", token));
      SdkHttpRequest.Builder request = request(SdkHttpMethod.GET, "");
      query.forEach(request::putRawQueryParameter);
      S3Replies.Listing listing = S3Replies.listing(requests.send(request, new byte[0]));
      names.addAll(listing.names());
      next = listing.next();
      if (next.isEmpty()) {
        return names;
      }
    }
    throw new UnreadableReplyException("ListObjectsV2: the list has no end");
  }

  /**
   * The bucket is in the host name, as S3 wants it; in the path where an endpoint was given, which
   * seldom has such hosts, and where its name has dots, which no certificate of S3's covers.
   */
  private SdkHttpRequest.Builder request(SdkHttpMethod method, String key) {
    URI endpoint = requests.givenEndpoint().orElseGet(requests::endpoint);
    boolean inPath = requests.givenEndpoint().isPresent() || bucket.contains(".");
    return SdkHttpRequest.builder()
        .method(method)
        .protocol(endpoint.getScheme())
        .host(inPath ? endpoint.getHost() : bucket + "." + endpoint.getHost())
        .port(endpoint.getPort() < 0 ? null : endpoint.getPort())
        .encodedPath((inPath ? "/" + bucket : "") + "/" + key);
  }

  private static String sha256(byte[] content) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }
}
