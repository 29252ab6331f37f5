package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.core.SimulatedErrorException;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Service;

/** The errors of IAM's own, with the codes and statuses of its model. */
final class IamErrors {
  private IamErrors() {}

  static SimulatedErrorException noSuchUser(String name) {
    return error("NoSuchEntity", 404, "The user with name " + name + " cannot be found.");
  }

  static SimulatedErrorException noPassword(String userName) {
    return error("NoSuchEntity", 404, "Login Profile for User " + userName + " cannot be found.");
  }

  static SimulatedErrorException noSuchKey(String id) {
    return error("NoSuchEntity", 404, "The Access Key with id " + id + " cannot be found.");
  }

  static SimulatedErrorException userExists(String name) {
    return error("EntityAlreadyExists", 409, "User with name " + name + " already exists.");
  }

  static SimulatedErrorException keyQuota() {
    return error("LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2");
  }

  static SimulatedErrorException tagQuota() {
    return error("LimitExceeded", 409, "Cannot exceed quota for TagsPerUser: 50");
  }

  static SimulatedErrorException keysFirst() {
    return error("DeleteConflict", 409, "Cannot delete entity, must delete access keys first.");
  }

  static SimulatedErrorException invalidInput(String message) {
    return error("InvalidInput", 400, message);
  }

  static SimulatedErrorException reportNotPresent() {
    return error("ReportNotPresent", 410, "Unknown");
  }

  static SimulatedErrorException reportExpired() {
    return error("ReportExpired", 410, "The credential report has expired.");
  }

  static SimulatedErrorException reportInProgress() {
    return error("ReportInProgress", 404, "Unknown");
  }

  static SimulatedErrorException invalid(String message) {
    return CommonError.VALIDATION.in(Service.IAM, message);
  }

  private static SimulatedErrorException error(String code, int status, String message) {
    return new ServiceError(code, status, message).refusal();
  }
}
