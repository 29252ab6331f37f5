package dev.keyturn.emulators;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * ElasticMQ, a queue server that speaks SQS's protocols, in this JVM. Its class path is appended to
 * that of the integration tests alone ({@code additionalClasspathDependencies} in {@code pom.xml}):
 * it brings Scala and Pekko, with which nothing of ours is to converge. So it is met by its names.
 */
public final class ElasticMq implements AutoCloseable {
  private static final String BUILDER = "org.elasticmq.rest.sqs.SQSRestServerBuilder";

  private final Object server;
  private final int port;

  private ElasticMq(Object server, int port) {
    this.server = server;
    this.port = port;
  }

  /** One without queues, on a free port of 127.0.0.1. */
  public static ElasticMq start() {
    try {
      Object builder = Class.forName(BUILDER).getMethod("withDynamicPort").invoke(null);
      builder =
          builder.getClass().getMethod("withInterface", String.class).invoke(builder, "127.0.0.1");
      Object server = builder.getClass().getMethod("start").invoke(builder);
      Object binding = server.getClass().getMethod("waitUntilStarted").invoke(server);
      Object address = binding.getClass().getMethod("localAddress").invoke(binding);
      return new ElasticMq(server, ((InetSocketAddress) address).getPort());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("ElasticMQ is not as it was; see pom.xml", e);
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    try {
      server.getClass().getMethod("stopAndWait").invoke(server);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("ElasticMQ does not stop", e);
    }
  }
}
