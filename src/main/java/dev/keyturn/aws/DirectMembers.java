package dev.keyturn.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The SDK's models as maps and back, by what the SDK itself says of their fields. */
final class DirectMembers {
  private DirectMembers() {}

  /** What a model holds, by the names on the wire; fields that are not set are left out. */
  static Map<String, Object> of(SdkPojo model) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (SdkField<?> field : model.sdkFields()) {
      Object value = field.getValueOrDefault(model);
      if (value != null && !isUnset(value)) {
        members.put(field.locationName(), plain(value));
      }
    }
    return members;
  }

  /** The SDK's lists and maps are empty, and of a kind of their own, where nobody set them. */
  private static boolean isUnset(Object value) {
    return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case SdkPojo model -> of(model);
      case List<?> list -> list.stream().map(DirectMembers::plain).toList();
      default -> value;
    };
  }

  /** Sets a model's fields to what a reply holds. */
  static void fill(SdkPojo model, Map<String, Object> members) {
    for (SdkField<?> field : model.sdkFields()) {
      Object value = members.get(field.locationName());
      if (value != null) {
        field.set(model, typed(field, value));
      }
    }
  }

  private static @Nullable Object typed(SdkField<?> field, Object value) {
    MarshallingType<?> type = field.marshallingType();
    if (type.equals(MarshallingType.STRING)) {
      return value;
    } else if (type.equals(MarshallingType.BOOLEAN)) {
      return value instanceof Boolean flag ? flag : Boolean.valueOf((String) value);
    } else if (type.equals(MarshallingType.INSTANT)) {
      return instant(value);
    } else if (type.equals(MarshallingType.LIST)) {
      SdkField<?> each = field.getTrait(ListTrait.class).memberFieldInfo();
      return list(value).stream().map(item -> typed(each, item)).toList();
    } else if (type.equals(MarshallingType.MAP)) {
      SdkField<?> each = field.getTrait(MapTrait.class).valueFieldInfo();
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      object(value).forEach((key, item) -> map.put(key, typed(each, item)));
      return map;
    } else if (type.equals(MarshallingType.SDK_POJO)) {
      SdkPojo model = field.constructor().get();
      fill(model, object(value));
      return ((SdkBuilder<?, ?>) model).build();
    }
    throw new UnsupportedOperationException("a field of another kind: " + field.locationName());
  }

  /** Secrets Manager tells seconds since 1970, with a fraction; IAM writes a date. */
  private static Instant instant(Object value) {
    return value instanceof Number seconds
        ? Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000))
        : Instant.parse((String) value);
  }

  private static List<?> list(Object value) {
    return switch (value) {
      case List<?> list -> list;
      case Map<?, ?> xml when xml.get("member") instanceof List<?> list -> list;
      default -> List.of();
    };
  }

  private static Map<String, Object> object(Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    // An element with nothing in it is no map.
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> object.put((String) key, item));
    }
    return object;
  }
}
