package dev.keyturn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.core.SeededLuck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedTest {
  private static final String IAM = "&Version=2010-05-08";

  private final World world =
      WorldBuilder.seeded(13)
          .lag(PropagationDelays.none())
          .user("alice")
          .secret("app", app -> app.value("v"))
          .build();
  private final HandSigned hand = new HandSigned(world);

  @Test
  @DisplayName("A request that is signed by hand works like the SDK's")
  void byHand() throws IOException {
    assertThat(hand.query("iam", "Action=GetUser&UserName=alice" + IAM).text())
        .contains("<UserName>alice</UserName>");
    assertThat(hand.json("DescribeSecret", "{\"SecretId\":\"app\"}").text())
        .contains("\"Name\":\"app\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Action=GetAccessKeyLastUsed                                        | ValidationError
          Action=UpdateAccessKey&UserName=alice                              | ValidationError
          Action=ListUsers&MaxItems=many                                     | MalformedQueryString
          Action=ListUsers&MaxItems=1001                                     | ValidationError
          Action=ListUsers&Marker=%%%                                        | MalformedQueryString
          Action=ListUsers&Marker=!!!                                        | ValidationError
          Action=TagUser&UserName=alice&Tags.member.1.Key=a                  | ValidationError
          Action=DeleteAccessKey&UserName=alice&AccessKeyId=short            | ValidationError
          Action=DeleteAccessKey&UserName=alice&AccessKeyId=AKIA-WITH-HYPHEN | ValidationError
          Action=CreateRole&RoleName=r                                       | InvalidAction
          Action=                                                            | InvalidAction
          """)
  @DisplayName("IAM names what is wrong with a request")
  void badQuery(String form, String code) throws IOException {
    assertThat(hand.query("iam", form.strip() + IAM).text()).contains("<Code>" + code + "</Code>");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          DescribeSecret    | {                                        | SerializationException
          DescribeSecret    | []                                       | SerializationException
          DescribeSecret    | {"SecretId":7}                           | SerializationException
          DescribeSecret    | {}                                       | ValidationException
          DescribeSecret    | {"SecretId":null}                        | ValidationException
          ListSecrets       | {"MaxResults":"x"}                       | SerializationException
          ListSecrets       | {"MaxResults":0}                         | ValidationException
          ListSecrets       | {"Filters":[{"Key":"size"}]}             | ValidationException
          ListSecrets       | {"Filters":["name"]}                     | SerializationException
          TagResource       | {"SecretId":"app","Tags":[{}]}           | ValidationException
          PutSecretValue    | {"SecretId":"app","SecretBinary":"***"}  | InvalidParameterException
          CreateSecret      | {"Name":"a b"}                           | ValidationException
          DeleteEverything  | {}                                       | UnknownOperationException
          """)
  @DisplayName("Secrets Manager names what is wrong with a request")
  void badJson(String operation, String body, String code) throws IOException {
    assertThat(hand.json(operation.strip(), body.strip()).text())
        .contains("\"__type\":\"" + code + "\"");
  }

  @Test
  @DisplayName("An operation that is not simulated is named")
  void lacking() throws IOException {
    assertThat(hand.query("iam", "Action=CreateRole" + IAM).text())
        .contains("The simulated IAM has no operation CreateRole");
    assertThat(hand.query("sns", "Action=Publish&Version=2010-03-31").text())
        .contains("cannot answer Publish (version 2010-03-31)");
    assertThat(hand.target("ssm", "AmazonSSM.GetParameter", "{}").text())
        .contains("cannot answer AmazonSSM.GetParameter");
    assertThat(hand.path("lambda", "/2015-03-31/functions/keyturn/configuration").text())
        .contains(
            "\"__type\":\"UnknownOperationException\"",
            "cannot answer POST /2015-03-31/functions/keyturn/configuration");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  @DisplayName(
      "No damage to a request brings the simulator down, or is taken for the service's fault")
  void damaged(long seed) throws IOException {
    List<String> forms =
        List.of(
            "Action=CreateAccessKey&UserName=alice" + IAM,
            "Action=TagUser&UserName=alice&Tags.member.1.Key=a&Tags.member.1.Value=b" + IAM,
            "Action=ListUsers&MaxItems=10&Marker=Zmw=" + IAM);
    List<String> documents =
        List.of(
            "{\"SecretId\":\"app\",\"SecretString\":\"x\",\"VersionStages\":[\"AWSPENDING\"]}",
            "{\"Filters\":[{\"Key\":\"name\",\"Values\":[\"a\"]}],\"MaxResults\":3}",
            "{\"SecretId\":\"app\",\"RotationRules\":{\"ScheduleExpression\":\"rate(4 hours)\"}}");
    List<String> operations =
        List.of("PutSecretValue", "ListSecrets", "RotateSecret", "TagResource");
    SeededLuck luck = new SeededLuck(seed);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      SeededLuck turn = luck.on(i);
      String form = damage(forms.get(i % forms.size()), turn);
      statuses.add(hand.query("iam", form).status());
      String document = damage(documents.get(i % documents.size()), turn);
      statuses.add(hand.json(operations.get(i % operations.size()), document).status());
    }
    assertThat(statuses).isSubsetOf(200, 400, 403, 404, 409);
  }

  private static String damage(String text, SeededLuck luck) {
    int at = (int) (luck.on("at").fraction() * text.length());
    char other = (char) (32 + (int) (luck.on("char").fraction() * 300));
    return switch ((int) (luck.on("kind").fraction() * 3)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + other + text.substring(at + 1);
      default -> text.substring(0, at) + other + text.substring(at);
    };
  }
}
