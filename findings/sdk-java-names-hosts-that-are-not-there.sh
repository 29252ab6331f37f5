#!/bin/sh
# The AWS SDK for Java names regional hosts for IAM that do not exist, while its own client asks another one.
#
# Version: software.amazon.awssdk:iam 2.57.8 (needs Maven and a JDK 17 or later).
# Guess:   IamClient.serviceMetadata().endpointFor(region), which is documented as the endpoint of a service in a Region,
#          is where IamClient of that Region sends its requests.
# Seen:    it is iam.eu-central-1.amazonaws.com, signed for eu-central-1; the client asks iam.amazonaws.com, signed for
#          us-east-1. The same class knows so only for the pseudo-Region that servicePartitions() names (aws-global).
#          It is so for all services with one endpoint in a partition: Organizations, Health, Route 53.
# Why:     lists of hosts to let out of a closed network, and requests signed by hand, are made from this data. Ask
#          servicePartitions().globalRegion() first, or the client's endpoint provider.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v mvn >/dev/null || exit 2
cat >"$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>hosts</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>software.amazon.awssdk</groupId>
      <artifactId>iam</artifactId>
      <version>2.57.8</version>
    </dependency>
  </dependencies>
</project>
POM
cat >"$work/Hosts.java" <<'JAVA'
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.endpoints.IamEndpointProvider;

public class Hosts {
  public static void main(String[] args) {
    ServiceMetadata metadata = IamClient.serviceMetadata();
    for (Region region : List.of(Region.EU_CENTRAL_1, Region.CN_NORTH_1, Region.AWS_GLOBAL)) {
      String client =
          IamEndpointProvider.defaultProvider()
              .resolveEndpoint(p -> p.region(region))
              .join()
              .url()
              .getHost();
      System.out.printf(
          "%s: metadata %s, signed for %s; client %s%n",
          region, metadata.endpointFor(region), metadata.signingRegion(region), client);
    }
  }
}
JAVA
(cd "$work" && mvn -q dependency:build-classpath -Dmdep.outputFile=classpath >/dev/null) || exit 2
(cd "$work" && java -cp "$(cat classpath)" Hosts.java 2>/dev/null) | tee "$work/seen"
cat >"$work/stated" <<'STATED'
eu-central-1: metadata iam.eu-central-1.amazonaws.com, signed for eu-central-1; client iam.amazonaws.com
cn-north-1: metadata iam.cn-north-1.amazonaws.com.cn, signed for cn-north-1; client iam.cn-north-1.amazonaws.com.cn
aws-global: metadata iam.amazonaws.com, signed for us-east-1; client iam.amazonaws.com
STATED
cmp -s "$work/stated" "$work/seen" || exit 1
