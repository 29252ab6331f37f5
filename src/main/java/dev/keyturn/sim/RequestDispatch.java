package dev.keyturn.sim;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Caller;
import dev.keyturn.sim.core.Grants;
import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.core.SimulatedErrorException;
import dev.keyturn.sim.iam.IamService;
import dev.keyturn.sim.iam.User;
import dev.keyturn.sim.organizations.OrganizationsService;
import dev.keyturn.sim.secrets.SecretsService;
import dev.keyturn.sim.sts.StsService;
import dev.keyturn.sim.wire.Authorization;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.ParsedRequest;
import dev.keyturn.sim.wire.Service;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import dev.keyturn.sim.wire.Xml;
import java.util.Optional;
import java.util.Set;

/**
 * Takes one call through the checks that all services share, to its operation, and back as a reply.
 *
 * @param world where it happens
 * @param call the call
 */
record RequestDispatch(World world, Call call) {
  private static final String JSON = "application/x-amz-json-1.1";
  private static final String XML = "text/xml";
  private static final Set<String> FREE = Set.of("sts:GetCallerIdentity", "sts:GetSessionToken");

  /** A reply, and the code of the error in it, or empty. */
  record Answered(WireReply reply, String errorCode) {}

  /**
   * Authenticates, notes the use, throttles, authorizes and answers.
   *
   * @param source where to answer from, which for a stale read is an older world
   */
  Answered answer(ParsedRequest.Known known, WireRequest request, Authenticator who, World source) {
    Service service = known.service();
    try {
      Caller caller = who.authenticate(service, request);
      String region =
          request
              .header("authorization")
              .flatMap(Authorization::read)
              .map(Authorization::region)
              .orElse("");
      CallContext context = admitted(known, caller, region, source);
      return new Answered(reply(known, source, context), "");
    } catch (SimulatedErrorException refusal) {
      return error(service.speaksJson(), service.namespace(), refusal.error());
    }
  }

  /**
   * The same for a request that was never on a wire, which is asked where its service is at home.
   */
  DirectReply answer(DirectRequest request, Authenticator who) {
    ParsedRequest.Known known = request.asked();
    String region = known.service() == Service.IAM ? "us-east-1" : world.settings().region();
    try {
      Caller caller = who.authenticate(request, region);
      CallContext context = admitted(known, caller, region, world);
      return new DirectReply.Done(
          switch (known) {
            case ParsedRequest.Document document -> json(document, world, context).members();
            case ParsedRequest.Query query -> xml(query, world, context).members();
          });
    } catch (SimulatedErrorException refusal) {
      return new DirectReply.Refused(refusal.error());
    }
  }

  /** Notes the use, throttles and authorizes. */
  private CallContext admitted(
      ParsedRequest.Known known, Caller caller, String region, World source) {
    noteUse(caller, known.service(), region);
    if (!world.throttles().admits(call.action(), world.now())) {
      throw CommonError.THROTTLED.in(known.service());
    }
    CallContext context = new CallContext(source.now(), caller, region, call.index());
    authorize(known, context);
    return context;
  }

  /** An error as a reply. */
  Answered error(boolean json, String namespace, ServiceError error) {
    String body =
        json
            ? new Json().text("__type", error.code()).text("Message", error.message()).toString()
            : Xml.error(namespace, error.status(), error.code(), error.message(), requestId());
    WireReply reply =
        WireReply.of(error.status(), json ? JSON : XML, body, requestId(), world.now());
    return new Answered(reply, error.code());
  }

  private WireReply reply(ParsedRequest.Known known, World source, CallContext context) {
    return switch (known) {
      case ParsedRequest.Document document ->
          WireReply.of(
              200, JSON, json(document, source, context).toString(), requestId(), world.now());
      case ParsedRequest.Query query -> {
        String body =
            xml(query, source, context).answer(query.service(), query.operation(), requestId());
        yield WireReply.of(200, XML, body, requestId(), world.now());
      }
    };
  }

  private static Json json(ParsedRequest.Document document, World source, CallContext context) {
    return document.service() == Service.ORGANIZATIONS
        ? new OrganizationsService(source.organizationTree(), source.settings(), source.draws())
            .answer(document.operation(), document.fields(), context)
        : new SecretsService(source.secrets())
            .answer(document.operation(), document.fields(), context);
  }

  private Xml xml(ParsedRequest.Query query, World source, CallContext context) {
    Xml out = new Xml();
    if (query.service() == Service.IAM) {
      answerIam(query, source, out, context);
    } else {
      new StsService(source.sts(), source::stsOf)
          .answer(query.operation(), query.form(), out, context);
    }
    return out;
  }

  /** What a user may do is the world's to know, and goes with the user to another name. */
  private void answerIam(ParsedRequest.Query query, World source, Xml out, CallContext context) {
    String named = query.form().get("UserName");
    Optional<User> before =
        query.operation().equals("UpdateUser") && named != null
            ? source.iam().user(named)
            : Optional.empty();
    new IamService(source.iam(), source::grants)
        .answer(query.operation(), query.form(), out, context);
    before.ifPresent(user -> {
      String name = query.form().fields().getOrDefault("NewUserName", user.name());
      if (!name.equals(user.name())) {
        source.moveGrants(Caller.user(user.name()), Caller.user(name));
      }
    });
  }

  /** A request that is denied counts as a use too: the key was good. */
  private void noteUse(Caller caller, Service service, String region) {
    if (caller.userName().isPresent() && !caller.isTemporary()) {
      world.iam().noteUse(caller.accessKeyId(), service.signingName(), region, world.now());
    }
  }

  /** What needs no permission works even under an explicit denial. */
  private void authorize(ParsedRequest.Known known, CallContext context) {
    authorize(call.action(), known, context);
    if (call.is("sts:AssumeRole") && !call.parameter("SourceIdentity").isEmpty()) {
      authorize("sts:SetSourceIdentity", known, context);
    }
  }

  private void authorize(String action, ParsedRequest.Known known, CallContext context) {
    Grants grants = world.grants(context.caller().principal());
    if (FREE.contains(action) || grants.allows(action)) {
      return;
    }
    String why =
        grants.denies(action)
            ? " with an explicit deny in an identity-based policy"
            : " because no identity-based policy allows the " + action + " action";
    throw CommonError.ACCESS_DENIED.in(
        known.service(),
        "User: "
            + context.caller().arn()
            + " is not authorized to perform: "
            + action
            + " on resource: "
            + resource(known, context)
            + why);
  }

  private String resource(ParsedRequest.Known known, CallContext context) {
    return switch (known) {
      case ParsedRequest.Document document ->
          document.service() == Service.ORGANIZATIONS
              ? "*"
              : new SecretsService(world.secrets()).resource(document.fields());
      case ParsedRequest.Query query ->
          query.service() == Service.IAM
              ? new IamService(world.iam(), world::grants).resource(query.form(), context)
              : new StsService(world.sts(), world::stsOf).resource(query.form());
    };
  }

  private String requestId() {
    return world.draws().on("request").on(call.index()).uuid();
  }
}
