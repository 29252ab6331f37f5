#!/bin/sh
case "$1" in
  bad)
    echo '{"Version":1,"AccessKeyId":"AKIANOTTOBESHOWN"}'
    echo 'the vault is sealed' >&2
    exit 3 ;;
  expired)
    echo '{"Version":1,"AccessKeyId":"ASIAEXPIREDKEYSS","SecretAccessKey":"s","SessionToken":"t","Expiration":"2020-01-01T00:00:00Z"}' ;;
  *)
    echo '{"Version":1,"AccessKeyId":"ASIAPROCESSKEYSS","SecretAccessKey":"s","SessionToken":"t"}' ;;
esac
